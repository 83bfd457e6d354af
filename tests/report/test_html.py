"""The web page: complete, safe, self-contained."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from juesuan.model.finding import Report
from juesuan.report.html import html_report

VOID = {"meta", "input", "br"}


class Page(HTMLParser):
    """Collects elements and text, and notices tags that do not match."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(source)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_every_finding_opens_to_its_addends(report: Report) -> None:
    page = Page(html_report(report))
    findings = [attributes for tag, attributes in page.elements if tag == "details"]
    assert [entry["data-severity"] for entry in findings] == ["error", "error", "warning", "warning", "hint"]
    assert ["open" in entry for entry in findings] == [True, True, False, False, False]
    for text in ("3,704.84", "公开03!G24", "公开05!G26", "公开02!E9", "1.50", "－"):
        assert text in page.words


def test_texts_of_the_workbook_are_escaped(report: Report) -> None:
    source = html_report(report)
    assert "<b>党委办公厅" not in source
    assert "&lt;b&gt;党委办公厅&amp;" in source


def test_nothing_comes_from_elsewhere(report: Report) -> None:
    source = html_report(report)
    assert not re.search(r"""(?:src|href|url)\s*[=(]\s*["']?(?:https?:)?//""", source)
    assert "default-src 'none'" in source


def test_every_rule_is_listed_with_status_and_reason(report: Report) -> None:
    page = Page(html_report(report))
    for outcome in report.outcomes:
        assert outcome.rule.id in page.words
    assert {"不符", "出错", "尾差", "通过", "不适用", "没有政府性基金"} <= set(page.words)


def test_without_script_everything_shows_and_the_filter_does_not(report: Report) -> None:
    page = Page(html_report(report))
    form = next(attributes for tag, attributes in page.elements if tag == "form")
    assert "hidden" in form
    assert not any("hidden" in attributes for tag, attributes in page.elements if tag == "details")


def test_a_clean_report_says_so(clean: Report) -> None:
    assert "没有发现问题。" in "".join(Page(html_report(clean)).words)

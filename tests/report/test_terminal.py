"""What a person sees at a terminal of 100 columns."""

from __future__ import annotations

import dataclasses
import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from juesuan.model.amount import Amount
from juesuan.model.finding import Report, Term
from juesuan.report.lines import broken
from juesuan.report.terminal import print_line, print_report


def printed(report: Report, *, verbose: bool = False, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, force_terminal=False)
    print_report(report, console, verbose=verbose)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("width", [100, 60])
def test_no_line_is_wider_than_the_terminal(report: Report, width: int, *, verbose: bool) -> None:
    assert max(cell_len(line) for line in printed(report, verbose=verbose, width=width).splitlines()) <= width


def test_errors_come_first_then_warnings_then_hints(report: Report) -> None:
    order = re.findall(r"^(错误|警告|提示)", printed(report), re.MULTILINE)
    assert order == ["错误", "错误", "警告", "提示"]


def test_both_sides_with_addresses_difference_and_what_was_allowed(report: Report) -> None:
    text = printed(report)
    assert re.search(r"左边 +3,704\.84  公开03!G24  2080704 社会保险补贴", text)
    assert re.search(r"应等于 +3,704\.83  公开05!G26  2080704 社会保险补贴", text)
    assert re.search(r"相差 +0\.01  万元（不允许有差额）", text)
    assert re.search(r"相差 +1\.50  万元（四舍五入最多允许 0\.02）", text)
    assert re.search(r"－ +1\.00  公开02!E9  乙", text)


def test_cause_and_consequences_are_under_their_finding(report: Report) -> None:
    text = printed(report)
    assert "疑因  公开03!G24 社会保险补贴现为 3,704.84，改为 3,704.83 后成立" in text
    assert "连带  1 处" in text
    assert text.index("疑因") < text.index("公开03!E24") < text.index("T900")


def test_findings_of_one_rule_without_figures_share_a_title(report: Report) -> None:
    text = printed(report)
    assert text.count("名称应完整") == 1
    assert "名称应完整（2 处）" in text
    assert "公开02!A10" in text


def test_the_summary_counts_everything(report: Report) -> None:
    last = printed(report).splitlines()[-2:]
    assert (
        last[0]
        == "结论  错误 2，警告 2，提示 1；另有连带 1 处、尾差 1 处、豁免 1 处、失效豁免 1 处、未找到 1 处"
    )
    assert (
        last[1]
        == "规则  核对规则 5 条：不符 1，出错 1，尾差 1，通过 1，不适用 1（--verbose 列出不适用的原因）"
    )
    assert printed(report, verbose=True).endswith("不适用 1\n")


def test_roundings_take_one_line_unless_asked_for(report: Report) -> None:
    assert "差 0.01，是尾差" not in printed(report)
    assert "尾差  1 处，都在四舍五入允许的范围内（--verbose 列出）" in printed(report)
    assert "差 0.01，是尾差" in printed(report, verbose=True)


def test_rules_that_broke_are_always_named_those_not_applicable_when_asked(report: Report) -> None:
    assert "X902 程序出错的规则：内部原因" in printed(report)
    assert "没有政府性基金" not in printed(report)
    assert "不适用  X901 只在有基金时核对：没有政府性基金" in printed(report, verbose=True)


def test_waivers_are_shown_with_reason_and_person(report: Report) -> None:
    text = printed(report)
    assert "豁免  S900 公开09!H8 批复如此（经办人，2024-09-01，截止 2024-12-31）" in text
    assert "0123456789ab 批复如此（经办人，2024-09-01，截止 2024-12-31）已过期" in text


def test_nothing_found_in_half_a_workbook_is_not_said_of_all(report: Report, clean: Report) -> None:
    half = dataclasses.replace(clean, not_located=report.not_located)
    assert "结论  没有发现问题\n" in printed(clean)
    assert "结论  核对到的部分没有发现问题；另有未找到 1 处" in printed(half)


def test_what_was_not_located_is_said(report: Report) -> None:
    assert "没有找到栏“其他收入”" in printed(report)


def test_a_clean_file_is_one_line_in_a_batch(clean: Report) -> None:
    console = Console(file=io.StringIO(), width=100)
    print_line(clean, console)
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == "/决算/公开 表.xlsx：没有发现问题\n"


def test_many_addends_are_cut_short_unless_asked_for(report: Report) -> None:
    main = report.findings[1]
    many = tuple(Term(f"第{n}项", Amount(n)) for n in range(1, 40))
    long = dataclasses.replace(report, findings=(dataclasses.replace(main, right=many),))
    assert "其余 31 项用 --verbose 列出" in printed(long)
    assert "第39项" not in printed(long)
    assert "第39项" in printed(long, verbose=True)


def test_many_findings_of_one_rule_are_cut_short_unless_asked_for(report: Report) -> None:
    simple = next(finding for finding in report.findings if not (finding.left or finding.consequences))
    many = tuple(dataclasses.replace(simple, cause="", message=f"第{n}处") for n in range(1, 31))
    long = dataclasses.replace(report, findings=many)
    assert "（30 处）" in printed(long)
    assert "其余 20 处用 --verbose 列出" in printed(long)
    assert "第11处" not in printed(long)
    assert "第30处" in printed(long, verbose=True)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一二三四五六七八", ["一二三四五", "六七八"]),
        ("一二三四 12,345.67", ["一二三四", "12,345.67"]),
        ("一二三四五，六", ["一二三四", "五，六"]),
        ("一二三四（五）", ["一二三四", "（五）"]),
        ("", [""]),
    ],
)
def test_lines_break_between_characters_never_inside_figures(text: str, lines: list[str]) -> None:
    assert [line.plain for line in broken(Text(text), 10)] == lines

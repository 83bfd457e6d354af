"""The report as one web page: no network, prints well, every finding opens to its addends."""

from __future__ import annotations

from html import escape
from importlib.resources import files
from pathlib import PurePath
from string import Template
from typing import TYPE_CHECKING

from juesuan.model.finding import Status
from juesuan.model.rule import Severity
from juesuan.report import words
from juesuan.report.html_findings import PLACE, finding_html, table_html

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan.model.finding import Finding, Report


def html_report(report: Report) -> str:
    """Return the whole page. Texts from the workbook are escaped; nothing is loaded from anywhere."""
    template = files("juesuan.report").joinpath("templates/report.html").read_text(encoding="utf-8")
    year = f"{report.year} 年度" if report.year else ""
    kind = "部门决算公开文本核对报告" if _about_words(report) else "部门决算公开表核对报告"
    title = " ".join(part for part in (report.organisation, year, kind) if part)
    return Template(template).substitute(
        title=escape(title),
        facts=_facts(report),
        cards=_cards(report),
        verdict=escape(f"{words.verdict(report)}。{words.rules_sentence(report)}。"),
        filter=_filter(report),
        findings="\n".join(finding_html(finding, report.unit) for finding in report.findings)
        or "<p>没有发现问题。</p>",
        more=_more(report),
        rules="\n".join(_rule_rows(report)),
        policy="".join(
            f"<dt>{name}</dt><dd>{escape(words.TOLERANCES[kind])}</dd>" for kind, name in words.KINDS.items()
        ),
    )


def _about_words(report: Report) -> bool:
    return any(outcome.rule.words for outcome in report.outcomes)


def _facts(report: Report) -> str:
    facts = [
        f"文件：{PurePath(report.path).name}" if report.path else "",
        f"版式：{report.layout}",
        f"金额单位：{report.unit}",
        f"核对时间：{report.time:%Y-%m-%d %H:%M}",
        f"程序版本：juesuan {report.version}",
        f"文件校验码：{report.sha256[:16]}" if report.sha256 else "",
    ]
    return "　".join(escape(fact) for fact in facts if fact)


def _cards(report: Report) -> str:
    counts: list[tuple[str, str, int]] = [
        (severity.value, words.SEVERITIES[severity], report.count(severity)) for severity in words.SEVERITIES
    ]
    counts.append(("", "连带", words.consequence_count(report)))
    counts.append(("", "尾差", len(report.roundings)))
    counts.append(("", "豁免", len(report.waived)))
    counts.append(("passed", "规则通过", words.status_counts(report)[Status.PASSED]))
    return "".join(f'<li class="{kind}">{name}<b>{count}</b></li>' for kind, name, count in counts)


def _filter(report: Report) -> str:
    """The controls, hidden until the script says that they work."""
    if not report.findings:
        return ""
    boxes = "".join(
        f'<label><input type="checkbox" name="{severity.value}" checked> {words.SEVERITIES[severity]}</label>'
        for severity in Severity
        if report.count(severity)
    )
    sheets = dict.fromkeys(finding.address.sheet for finding in report.findings if finding.address)
    where = "位置" if _about_words(report) else "工作表"
    options = "".join(f"<option>{escape(sheet)}</option>" for sheet in sorted(sheets))
    return (
        f'<form id="filter" hidden><fieldset><legend>筛选</legend>{boxes}'
        f'<label>{where} <select name="table"><option value="">全部</option>{options}</select></label>'
        '<button type="button" name="open">全部展开 / 收起</button>'
        '<span id="shown" role="status"></span></fieldset></form>'
    )


def _more(report: Report) -> str:
    sections: list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]] = [
        (
            "尾差（四舍五入所致，不必修改）",
            ("规则", PLACE, "说明"),
            [(finding.rule.id, str(finding.address or ""), finding.message) for finding in report.roundings],
        ),
        ("已豁免", ("规则", PLACE, "问题", "理由"), [_waived_row(finding) for finding in report.waived]),
        ("失效的豁免", ("说明",), [(words.stale_text(waiver),) for waiver in report.stale_waivers]),
        (
            "没有找到的内容",
            ("位置", "说明", "查找的文字"),
            [(missing.where, missing.what, missing.looked_for) for missing in report.not_located],
        ),
    ]
    return "\n".join(
        f"<section><h2>{title}</h2>{table_html(heads, rows)}</section>"
        for title, heads, rows in sections
        if rows
    )


def _waived_row(finding: Finding) -> tuple[str, ...]:
    reason = words.waiver_text(finding.waiver) if finding.waiver else ""
    return (finding.rule.id, str(finding.address or ""), finding.message, reason)


def _rule_rows(report: Report) -> Iterable[str]:
    order = list(words.STATUSES)
    for outcome in sorted(report.outcomes, key=lambda outcome: order.index(outcome.status)):
        counts = (outcome.compared, outcome.failed, outcome.rounded)
        numbers = "".join(f'<td class="amount">{count or ""}</td>' for count in counts)
        yield (
            f'<tr><td class="cell">{escape(outcome.rule.id)}</td><td>{escape(outcome.rule.title)}</td>'
            f'<td><span class="badge {outcome.status.value}">{words.STATUSES[outcome.status]}</span></td>'
            f"{numbers}<td>{escape(outcome.reason)}</td></tr>"
        )

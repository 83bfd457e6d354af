"""The report as a workbook: summary, details to be worked off, every addend, every rule with its status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.report_workbook import Cell, CellLink, Column, Sheet, write_tables
from juesuan.model.amount import Amount
from juesuan.report import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.model.finding import Finding, Report, Term

PROGRESS = ("未整改", "整改中", "已整改", "无需整改")

_SUMMARY = (Column("项目", 24, toned=True), Column("内容", 90))
_DETAILS = (
    Column("序号", 6), Column("级别", 6, toned=True), Column("类别", 8), Column("规则", 7),
    Column("规则名称", 26), Column("单元格", 14), Column("问题", 44), Column("左边", 12),
    Column("关系", 9), Column("右边", 12), Column("相差", 11), Column("允许尾差", 9),
    Column("疑因", 32), Column("建议", 30), Column("指纹", 14), Column("责任人", 9, to_fill=True),
    Column("整改状态", 10, choices=PROGRESS, to_fill=True), Column("整改说明", 20, to_fill=True),
)  # fmt: skip
_ADDENDS = (
    Column("序号", 6), Column("规则", 8), Column("边", 8), Column("符号", 6), Column("金额项目", 66),
    Column("单元格", 15), Column("金额", 14),
)  # fmt: skip
_RULES = (
    Column("编号", 7), Column("规则", 46), Column("类型", 9), Column("级别", 6),
    Column("状态", 8, toned=True), Column("比较", 6), Column("不符", 6), Column("尾差", 6),
    Column("说明", 40), Column("依据", 40),
)  # fmt: skip


def write_workbook(report: Report, target: Path | str) -> None:
    """Write the report as an .xlsx file. Raises OSError when the file cannot be written."""
    numbered = list(_numbered(report))
    sheets = (
        Sheet("汇总", _SUMMARY, list(_summary(report)), filtered=False),
        Sheet("明细", _DETAILS, [_detail(report, *entry) for entry in numbered]),
        Sheet("加数", _ADDENDS, [row for entry in numbered for row in _addends(report, *entry)]),
        Sheet("规则", _RULES, list(_rules(report))),
    )
    write_tables(sheets, target, f"{report.organisation} 部门决算公开表核对报告".strip())


def _summary(report: Report) -> Iterator[tuple[Cell, Cell]]:
    yield "单位", report.organisation
    yield "年度", report.year or ""
    yield "文件", report.path
    yield "文件校验码（SHA-256）", report.sha256
    yield "版式", report.layout
    yield "金额单位", report.unit
    yield "核对时间", f"{report.time:%Y-%m-%d %H:%M:%S}"
    yield "程序版本", f"juesuan {report.version}"
    yield "结论", words.verdict(report)
    for severity, count in words.finding_counts(report).items():
        yield words.SEVERITIES[severity], count
    yield "连带（改正主要问题后应随之消失）", words.consequence_count(report)
    yield "尾差（四舍五入所致）", len(report.roundings)
    yield "已豁免", len(report.waived)
    for status, count in words.status_counts(report).items():
        yield f"规则：{words.STATUSES[status]}", count
    for waiver in report.stale_waivers:
        yield "失效的豁免", words.stale_text(waiver)
    for missing in report.not_located:
        yield "没有找到的内容", str(missing)


def _numbered(report: Report) -> Iterator[tuple[str, str, Finding]]:
    """Every finding with its number and what it counts as; consequences are numbered below their cause."""
    for number, finding in enumerate(report.findings, 1):
        yield str(number), "主要", finding
        for part, consequence in enumerate(finding.consequences, 1):
            yield f"{number}.{part}", "连带", consequence
    for number, finding in enumerate(report.waived, len(report.findings) + 1):
        yield str(number), "已豁免", finding
    for number, finding in enumerate(report.roundings, len(report.findings) + len(report.waived) + 1):
        yield str(number), "尾差", finding


def _detail(report: Report, number: str, kind: str, finding: Finding) -> tuple[Cell, ...]:
    compared = bool(finding.left or finding.right)
    allowed = Amount(finding.allowed) if compared and finding.allowed else None
    return (
        number,
        words.SEVERITIES[finding.severity],
        kind,
        finding.rule.id,
        finding.rule.title,
        _place(report, finding),
        finding.message,
        finding.stated,
        words.RELATIONS.get(finding.relation, finding.relation) if compared else "",
        finding.computed,
        finding.difference,
        allowed,
        words.cause_text(finding),
        finding.suggestion,
        finding.fingerprint,
        None,
        None,
        words.waiver_text(finding.waiver) if finding.waiver else None,
    )


def _place(report: Report, finding: Finding) -> Cell:
    """Where a finding is: a link to its cell, or in words where it is no cell."""
    if finding.address is None:
        return ""
    return CellLink(report.path, finding.address) if finding.address.a1 else finding.address.sheet


def _addends(report: Report, number: str, _kind: str, finding: Finding) -> Iterator[tuple[Cell, ...]]:
    def row(side: str, term: Term) -> tuple[Cell, ...]:
        place = CellLink(report.path, term.address) if term.address and term.address.a1 else "未列示"
        sign = "－" if term.sign < 0 else "＋"
        return (number, finding.rule.id, side, sign, term.label, place, term.amount)

    yield from (row("左边", term) for term in finding.left)
    yield from (row("右边", term) for term in finding.right)


def _rules(report: Report) -> Iterator[tuple[Cell, ...]]:
    order = list(words.STATUSES)
    for outcome in sorted(report.outcomes, key=lambda outcome: order.index(outcome.status)):
        rule = outcome.rule
        yield (
            rule.id,
            rule.title,
            words.KINDS[rule.kind],
            words.SEVERITIES[rule.severity],
            words.STATUSES[outcome.status],
            outcome.compared,
            outcome.failed,
            outcome.rounded,
            outcome.reason,
            rule.basis,
        )

"""Checks of subject codes and of the rows that carry them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from juesuan.model.rule import Severity
from juesuan.rules.checks.rows import coded_rows, is_total, named, row_finding
from juesuan.rules.expression import parse

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure, Row, Table
    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe

CLASS, SECTION, ITEM = 3, 5, 7


def digits(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A function code has 3, 5 or 7 digits."""
    return [
        row_finding(rule, table, row, f"科目编码“{row.code}”应为 3、5 或 7 位数字")
        for table, row in coded_rows(disclosure)
        if not _well_formed(row.code or "")
    ]


def parent(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A 款 stands under its 类, a 项 under its 款; each missing parent is reported once, at a child."""
    findings, reported = [], set()
    for table, row in coded_rows(disclosure):
        code = row.code or ""
        if not _well_formed(code) or len(code) == CLASS:
            continue
        above = code[:-2]
        if above not in table.by_code and (table.spec.id, above) not in reported:
            reported.add((table.spec.id, above))
            subject = disclosure.layout.subject(above)
            name = f"{above} {subject.name}" if subject else above
            findings.append(row_finding(rule, table, row, f"列了 {named(row)}，没有列它的上级科目 {name}"))
    return findings


def order(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """Codes stand in ascending order; a row is reported when it stands behind a greater one."""
    findings: list[Finding] = []
    last: dict[str, str] = {}
    for table, row in coded_rows(disclosure):
        code = row.code or ""
        before = last.get(table.spec.id, "")
        if code < before:
            findings.append(
                row_finding(rule, table, row, f"{named(row)} 排在 {before} 之后，应按编码从小到大排列")
            )
        last[table.spec.id] = max(code, before)
    return findings


def duplicate(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A code stands once in a table."""
    return [
        row_finding(
            rule,
            table,
            row,
            f"科目 {named(row)} 重复列示，前一处在第 {(_first_row(table.by_code[row.code]))} 行",
        )
        for table, row in coded_rows(disclosure)
        if row.code and table.by_code[row.code] is not row
    ]


def unknown(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A code is in the catalogue of the year; said once for each code."""
    findings, reported = [], set()
    for table, row in coded_rows(disclosure):
        code = row.code or ""
        if code in disclosure.layout.function_codes or code in reported or not _well_formed(code):
            continue
        reported.add(code)
        findings.append(row_finding(rule, table, row, f"科目编码 {code}（{row.label}）不在内置科目目录里"))
    return findings


def detail_to_item(rule: RuleSpec, disclosure: Disclosure, universe: Universe) -> list[Finding]:
    """A 类 or 款 with a figure has 款 and 项 below it.

    0.01 may be the sum of 项 that each round to zero and are not shown. The option ``may_be_secret`` lists
    the 类 where 项 may be left out as state secrets: there it is a hint.
    """
    may_be_secret = cast("list[str]", rule.options.get("may_be_secret", []))
    findings = []
    for table, row in coded_rows(disclosure):
        code = row.code or ""
        if len(code) not in (CLASS, SECTION) or universe.hierarchy(table.spec.id).children(code):
            continue
        if all(abs(amount.value) <= 1 for amount in row.amounts.values()):
            continue
        below = "款、项" if len(code) == CLASS else "项"
        finding = row_finding(rule, table, row, f"{named(row)} 有金额，但没有列出下面的{below}")
        if code[:CLASS] in may_be_secret:
            finding = replace(finding, severity=Severity.HINT)
        findings.append(finding)
    return findings


def row_unknown(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A row with figures is either a subject or a line of the form."""
    return [
        row_finding(
            rule, table, row, f"第 {_first_row(row)} 行有金额，但没有科目编码（名称：{row.label or '空'}）"
        )
        for table in disclosure.tables.values()
        if table.spec.listed
        for row in table.listing
        if any(amount.value for amount in row.amounts.values()) and not row.code and not is_total(row)
    ]


def row_without_figure(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A subject that is listed has a figure (the last pages of the source document: 零值指标不列示)."""
    return [
        row_finding(rule, table, row, f"{named(row)} 没有任何金额，不应列示")
        for table, row in coded_rows(disclosure)
        if not any(amount.value for amount in row.amounts.values()) and _located(table, row)
    ]


def total_without_parts(rule: RuleSpec, disclosure: Disclosure, universe: Universe) -> list[Finding]:
    """A row with a total over several columns states at least one of them (0.01 may be parts of 0.00)."""
    findings = []
    sums = {name: _row_sum(name, universe) for name in disclosure.tables}
    for table, row in coded_rows(disclosure):
        total, parts = sums[table.spec.id]
        if not {total, *parts} <= row.columns.keys():
            continue
        if abs(row.amount(total).value) > 1 and not any(row.amount(part).value for part in parts):
            message = f"{named(row)} 的{total}为 {row.amount(total)}，但{'、'.join(parts)}都没有填"
            findings.append(row_finding(rule, table, row, message))
    return findings


def _row_sum(table: str, universe: Universe) -> tuple[str, list[str]]:
    """The column that is the sum of others in its row, from the rule that computes it on every row."""
    for rule in universe.layout.rules:
        if rule.computes and rule.each.get("row") == f"{table}[rows]":
            comparison = parse(rule.expect)
            if len(comparison.right) == 1 and comparison.right[0].summed:
                part = comparison.right[0]
                return comparison.left[0].column, universe.columns(table, part.column)
    return "", []


def _located(table: Table, row: Row) -> bool:
    """Whether every column of the row was found: only then is it known to hold nothing."""
    return all(column.id in row.columns for column in table.spec.amounts)


def _well_formed(code: str) -> bool:
    return code.isdigit() and len(code) in (CLASS, SECTION, ITEM)


def _first_row(row: Row) -> str:
    return "" if row.sheet_row is None else str(row.sheet_row + 1)

"""Walking the rows that checks look at, and pointing a finding at one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.finding import Finding
from juesuan.model.reference import Address, CellRef, a1
from juesuan.model.table import TOTAL_ROW, Role
from juesuan.rules.checks.reasons import NotApplicable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure, Row, Table
    from juesuan.model.rule import RuleSpec


def coded_rows(disclosure: Disclosure) -> Iterator[tuple[Table, Row]]:
    """Rows with a subject code in the tables listed by function code.

    Raises NotApplicable when no such table lists anything.
    """
    found = False
    for table in disclosure.tables.values():
        if table.spec.listed:
            for row in table.listing:
                if row.code:
                    found = True
                    yield table, row
    if not found:
        raise NotApplicable("各表都没有列示科目")


def row_finding(rule: RuleSpec, table: Table, row: Row, message: str) -> Finding:
    """A finding about a whole row, pointing at its code cell (or the leftmost figure it has a place for)."""
    return Finding(
        rule=rule,
        severity=rule.severity,
        message=f"{table.sheet}：{message}",
        ref=CellRef(table.spec.id, row.id, row_column(table)),
        address=row_address(table, row),
        suggestion=rule.fix,
    )


def row_column(table: Table) -> str:
    """The id of the column that identifies rows."""
    for role in (Role.CODE, Role.NAME):
        for column in table.spec.columns:
            if column.role is role:
                return column.id
    return table.spec.columns[0].id


def row_address(table: Table, row: Row) -> Address:
    """Where a row begins."""
    if row.sheet_row is None:
        return Address(table.sheet, "")
    return Address(table.sheet, a1(row.sheet_row, _first_column(table, row)))


def _first_column(table: Table, row: Row) -> int:
    """The sheet column where the row's block begins: just left of its first figure, past the labels."""
    for block in table.spec.blocks:
        if any(spec.id == row.id for spec in block.rows):
            labels = sum(column.span for column in block.columns if column.role is not Role.AMOUNT)
            return max(0, min(row.columns.values(), default=0) - labels)
    return 0


def named(row: Row) -> str:
    """A row's code and name as written in the workbook."""
    if row.code and row.code != row.label:
        return f"{row.code} {row.label}".strip()
    return row.label or row.code or row.id


def is_total(row: Row) -> bool:
    """True for the 合计 row."""
    return row.id == TOTAL_ROW

"""Rows of listed tables that come, go or move, as changes that people read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.fill.changes import Change, ChangeKind
from juesuan.model.reference import Address, CellRef, a1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.listed_region import ListedRegion
    from juesuan.fill.arranging import Arrangement
    from juesuan.model.disclosure import Disclosure, Row


def row_changes(
    table: str, region: ListedRegion, arrangement: Arrangement, before: Disclosure, after: Disclosure
) -> Iterator[Change]:
    """List what happens to the rows of one table."""
    column = next(iter(region.columns.labels), 0)

    def change(kind: ChangeKind, code: str, row: int, texts: tuple[str, str], why: str) -> Change:
        return Change(
            kind, CellRef(table, code, ""), Address(region.sheet.name, a1(row - 1, column)), *texts, why
        )

    listing = {row.sheet_row: row for row in before.tables[table].listing}
    for number, code in arrangement.removed.items():
        gone = listing.get(number - 1)
        repeated = code in arrangement.rows
        why = "同一科目重复列示" if repeated else "没有这个科目的金额"
        yield change(ChangeKind.ROW_REMOVED, code, number, (_described(gone, code), ""), why)
    if arrangement.emptied:
        why = f"{arrangement.emptied} 个空行"
        first = next(iter(region.blanks), region.first)
        yield change(ChangeKind.ROW_REMOVED, "", first, (why, ""), "没有内容")
    for code in arrangement.added:
        row = after.tables[table].find(code)
        yield change(ChangeKind.ROW_ADDED, code, arrangement.rows[code], ("", _named(row, code)), "增加科目")
    places = {code: number for number, code in sorted(region.codes.items(), reverse=True)}
    for code in arrangement.moved:
        was, now = f"第 {places[code]} 行", f"第 {arrangement.rows[code]} 行"
        yield change(ChangeKind.ROW_MOVED, code, arrangement.rows[code], (was, now), "按科目编码排序")


def _named(row: Row | None, code: str) -> str:
    return f"{code} {row.label}" if row and row.label else code


def _described(row: Row | None, code: str) -> str:
    """The subject with its figures, for they go with it."""
    figures = [f"{column} {amount}" for column, amount in row.amounts.items() if amount.value] if row else []
    name = f"{code} {row.label}" if row and row.label else code
    return f"{name}（{'，'.join(figures)}）" if figures else name

"""A workbook rounded again from the 元 figures that it keeps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.exact_sheet import EXACT_SHEET, read_exact_sheet
from juesuan.fill.exact_checking import ExactFinding, ExactKind, exact_check
from juesuan.fill.writing import open_workbook, prepare
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Row, Table
from juesuan.model.table import TOTAL_ROW
from juesuan.rounding import balanced, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.books.exact_sheet import ExactFigures
    from juesuan.fill.writing import Prepared
    from juesuan.model.disclosure import Disclosure
    from juesuan.rounding import Rounding


@dataclass(frozen=True, slots=True)
class Balancing:
    """A workbook about to be rounded again.

    ``edited`` are the figures that are not their 元 figure rounded down or up: somebody has changed them
    since, and rounding again would take that back. ``rounding`` is None where each is rounded by itself.
    """

    source: str
    edited: tuple[ExactFinding, ...]
    rounding: Rounding | None
    prepared: Prepared


def balance(workbook: Path | str, *, by_cell: bool = False, layout_id: str | None = None) -> Balancing:
    """Work out the balanced rounding (or with ``by_cell`` the plain one) of a workbook's 元 figures.

    Nothing is written yet. Raises ReadError when the workbook keeps no 元 figures, or is itself in 元.
    """
    opened = open_workbook(workbook, layout_id)
    there = opened.disclosure
    if there.unit != "万元":
        raise ReadError(f"“{opened.path}”的单位是{there.unit}，不需要折算和配平。", str(opened.path))
    exact = read_exact_sheet(opened.book, opened.layout)
    if exact is None:
        what = f"“{opened.path}”里没有“{EXACT_SHEET}”表，不知道各数精确到分是多少，无法配平"
        raise ReadError(f"{what}。请先取数：juesuan fill 工作簿 --from 财决导出.xlsx", str(opened.path))
    edited = tuple(item for item in exact_check(there, exact) if item.kind is ExactKind.NOT_ROUNDED)
    yuan = exact_tables(there, exact)
    rounding = None if by_cell else balanced(yuan)
    wanted = rounding.disclosure if rounding else plain(yuan)
    prepared = prepare(opened, wanted, why=lambda _: "按元数折算")
    return Balancing(exact.source, edited, rounding, prepared)


def exact_tables(there: Disclosure, exact: ExactFigures) -> Disclosure:
    """The 元 figures as tables in the form of a workbook's.

    A table without 元 figures is empty where the workbook's is, and left out where that has figures: they come
    from elsewhere.
    """
    known = {ref.table for ref in exact.fen}
    known |= {
        name
        for name, table in there.tables.items()
        if not any(amount.value for row in table.listing for amount in row.amounts.values())
    }
    tables = {
        name: Table(table.spec, table.sheet, list(_rows(name, table, there, exact)))
        for name, table in there.tables.items()
        if name in known
    }
    return replace(there, tables=tables, unit="元", formulas={}, remarks=[])


def _rows(name: str, table: Table, there: Disclosure, exact: ExactFigures) -> Iterator[Row]:
    amounts: dict[str, dict[str, Amount]] = {}
    for ref, fen in exact.fen.items():
        if ref.table == name:
            amounts.setdefault(ref.row, {})[ref.column] = Amount(fen)
    if not table.spec.listed:
        for row in table.rows.values():
            yield Row(row.id, row.label, row.code, row.sheet_row, row.columns, amounts.get(row.id, {}))
        return
    columns = next((row.columns for row in table.listing), {})
    codes = [TOTAL_ROW, *sorted(code for code in amounts if code != TOTAL_ROW)]
    if len(table.listing) > 1 and table.listing[-1].id == TOTAL_ROW:
        codes = [*codes[1:], TOTAL_ROW]
    for code in codes:
        found, subject = table.find(code), there.layout.function_codes.get(code)
        label = found.label if found else subject.name if subject else code
        place = found.sheet_row if found else None
        yield Row(code, label, None if code == TOTAL_ROW else code, place, columns, amounts.get(code, {}))

"""The sheet 元数: the exact figures behind the published ones, kept in the workbook they were rounded for."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.exact_sheet import EXACT_HEADINGS, EXACT_SHEET, ExactFigures, read_exact_sheet
from juesuan.fill.changes import Change, ChangeKind
from juesuan.fill.figure_sheet import FigureSheet, put_sheet
from juesuan.model.amount import format_hundredths
from juesuan.model.reference import Address, CellRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.package import Package
    from juesuan.books.sheets import Book
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.layout import Layout

TITLE = "元数：取数时的精确金额，由 juesuan 写入，核对时使用，请勿手改"
_WIDTHS = (46, 40, 30, 20)


def exact_figures(disclosure: Disclosure, source: str = "") -> ExactFigures:
    """Take the figures of a disclosure in 元. Raises ValueError for one in 万元."""
    if disclosure.unit != "元":
        raise ValueError("not a disclosure in 元")
    fen = {
        CellRef(name, row.id, column): amount.value
        for name, table in disclosure.tables.items()
        for row in table.rows.values()
        for column, amount in row.amounts.items()
        if amount.value
    }
    return ExactFigures(fen, source)


def put_exact_sheet(package: Package, book: Book, exact: ExactFigures, layout: Layout) -> Iterator[Change]:
    """Write the sheet into a package, behind the others or in its old place, and say what it changes.

    Raises ReadError when another sheet of the workbook has its name.
    """
    try:
        old = read_exact_sheet(book, layout)
    except ReadError:  # somebody has edited it: filling again is the way out
        old = ExactFigures({}, "无法读取")
    if old == exact:
        return
    lines = [
        (layout.tables[ref.table].title, ref.row, ref.column, Decimal(fen).scaleb(-2))
        for ref, fen in exact.fen.items()
    ]
    above = (TITLE, exact.source)
    sheet = FigureSheet(EXACT_SHEET, above, EXACT_HEADINGS, lines, _WIDTHS, protected=True)
    put_sheet(package, sheet, replacing=old is not None)
    before = f"{len(old.fen)} 个元数" if old else ""
    total = format_hundredths(sum(exact.fen.values()))
    after = f"{len(exact.fen)} 个元数，相加 {total} 元"
    yield Change(
        ChangeKind.SHEET, CellRef("", "", ""), Address(EXACT_SHEET, "A1"), before, after, exact.source
    )

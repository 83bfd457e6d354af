"""Last year's figures on the sheet 图表, beside those of this year that its formulas take from the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package import CellEdit, edit_cells
from juesuan.books.template.chart_sheet import LAST_YEAR, SHEET
from juesuan.fill.changes import Change, ChangeKind
from juesuan.layouts.chart_specs import load_charts
from juesuan.model.amount import BLANK
from juesuan.model.reference import Address, a1

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan.books.package import Package
    from juesuan.books.sheets import Sheet
    from juesuan.fill.writing import Opened
    from juesuan.model.amount import Amount
    from juesuan.model.reference import CellRef


def put_last_years(package: Package, opened: Opened, amounts: Mapping[CellRef, Amount]) -> Iterator[Change]:
    """Write last year's figures, in the workbook's unit, beside the charts and say what changes.

    A workbook without the sheet, as older templates are, is left alone; so are figures that are not known.
    """
    sheet = opened.book.sheets.get(SHEET)
    edits: dict[str, CellEdit] = {}
    for ref, row in _places(sheet, opened) if sheet else ():
        amount = amounts.get(ref, BLANK)
        before = sheet.text(row, LAST_YEAR) if sheet else ""
        decimal = amount.decimal()
        if decimal is None or before == f"{decimal.normalize():f}":
            continue
        place = a1(row, LAST_YEAR)
        edits[place] = CellEdit(value=decimal, formula=None)
        why = "图表里的上年数"
        yield Change(ChangeKind.PREVIOUS, ref, Address(SHEET, place), before, str(amount), why)
    if edits:
        edit_cells(package, {SHEET: edits})


def _places(sheet: Sheet, opened: Opened) -> Iterator[tuple[CellRef, int]]:
    """The row of each figure of two years: below the chart's title, by its name."""
    for chart in load_charts(opened.disclosure.layout.id):
        names = {ref.row: ref for ref in chart.figures}
        top = next((row for row in range(sheet.height) if sheet.text(row, 0).startswith(chart.id)), None)
        for row in range(top + 2, top + 2 + len(names)) if top is not None else ():
            if (name := sheet.text(row, 0)) in names:
                yield names[name], row

"""Cells of supporting sheets that follow others: budget units from the cover, percentages of two columns.

A formula comes without ``=``, with what it gives now.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from juesuan.books.template.cover import unit_cells
from juesuan.model.reference import CellRef, a1
from juesuan.model.table import Role

if TYPE_CHECKING:
    from juesuan.books.template.book import Book
    from juesuan.books.template.margin import Saved
    from juesuan.books.template.placing import PlacedTable
    from juesuan.layouts.grid import PlacedColumn, PlacedRow


def unit_cell(book: Book, number: int, role: Role) -> Saved:
    """What the cover says of a budget unit: its name, or its kind in a column of texts."""
    name, kind = unit_cells(number)
    cell = name if role is Role.NAME else kind
    unit = book.units[number - 1] if number <= len(book.units) else None
    if unit is None:
        value = ""
    elif role is Role.NAME:
        value = unit.name
    else:
        value = unit.kind.value if unit.kind else ""
    return f'IF({cell}="","",{cell})', value


def ratio_cell(book: Book, table: PlacedTable, column: PlacedColumn, row: PlacedRow) -> Saved:
    """A percentage; nothing where the part is not stated or the base is not greater than zero."""
    ratio = column.spec.ratio
    if ratio is None:
        raise ValueError(f"{column.spec.id} is no column of percentages")
    refs = [CellRef(table.spec.id, row.spec.id, name) for name in (ratio.part, ratio.base)]
    cells = [table.cell(ref.row, ref.column) for ref in refs]
    part, base = (a1(*cell) for cell in cells if cell is not None)
    digits = book.layout.percent_decimals
    above = f"({part}-{base})" if ratio.growth else part
    formula = f'IF(AND(COUNT({part})=1,SUM({base})>0),ROUND({above}/{base}*100,{digits}),"")'
    stated, whole = (book.contents.amount(ref) for ref in refs)
    if stated.blank or whole.value <= 0:
        return formula, ""
    share = Decimal(stated.value - whole.value if ratio.growth else stated.value) * 100 / whole.value
    return formula, float(share.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP))

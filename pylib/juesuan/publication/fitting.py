"""How large a table can be set so that it fits its page: no figure is broken, no form runs over."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.publication import PrintedCell, PrintedRow, PrintedTable

# A4 in points, within margins of 18 mm at the sides and 20 mm above and below.
ACROSS = {False: 493.0, True: 740.0}
DOWN = {False: 728.0, True: 482.0}
CELL_SIDES, CELL_ENDS = 3.0, 1.5  # padding in points
LEADING = 1.3
_SIZES = (10.5, 10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0, 5.5, 5.0)
_LEGIBLE, _USUAL = 8.0, 9.5  # the smallest size to squeeze a form into; the size of tables that are broken
_OF_TEXTS = 12.0  # the size of a list of texts, which stands among paragraphs
_LINE = 0.5  # the ruled line under a row
_TITLE, _CAPTION = 44.0, 16.0  # height of the title with the room around the table, and of a caption


def fitted(table: PrintedTable) -> PrintedTable:
    """Give a table the column widths and the largest type size with which it fits its page.

    A fixed form is put on one page where that leaves it legible; otherwise it is broken between rows as a
    longer table is, which only has to keep each figure on one line.
    """
    if not table.of_figures and not table.title:
        return replace(table, size=_OF_TEXTS)
    table = replace(table, widths=_wide_enough(table))
    room = column_points(table)
    sizes = [size for size in _SIZES if _figures_fit(table, room, size)] or [_SIZES[-1]]
    for size in sizes:
        if table.fixed and size >= _LEGIBLE and _height(table, room, size) <= DOWN[table.landscape]:
            return replace(table, size=size)
    return replace(table, size=next((size for size in sizes if size <= _USUAL), sizes[-1]))


def _figures_fit(table: PrintedTable, room: Sequence[float], size: float) -> bool:
    return all(
        width_of(cell.text) * size + 2 * CELL_SIDES <= room[cell.column]
        for row in table.body
        for cell in row
        if cell.amount is not None
    )


def column_points(table: PrintedTable) -> list[float]:
    """The width of each column in points when the table takes the whole width of its page."""
    total = sum(table.widths)
    return [ACROSS[table.landscape] * width / total for width in table.widths]


def width_of(text: str) -> float:
    """How wide a text is, in units of its type size: 1 for a Chinese character, a half for a digit."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.52 for character in text)


def lines_of(cell: PrintedCell, room: Sequence[float], size: float) -> int:
    """How many lines a cell's text takes."""
    across = sum(room[cell.column : cell.column + cell.columns])
    usable = max(across - 2 * CELL_SIDES - cell.indent * size, size)
    return max(1, *(math.ceil(width_of(line) * size / usable) for line in cell.text.split("\n")))


def row_height(row: PrintedRow, room: Sequence[float], size: float) -> float:
    """The height in points that a row needs; cells over several rows count with their share."""
    lines = max((lines_of(cell, room, size) / cell.rows for cell in row), default=1.0)
    return lines * size * LEADING + 2 * CELL_ENDS + _LINE


def _wide_enough(table: PrintedTable) -> tuple[float, ...]:
    widths = list(table.widths)
    for row in table.body:
        for cell in row:
            if cell.amount is not None:
                widths[cell.column] = max(widths[cell.column], len(cell.text) + 2.0)
    return tuple(widths)


def _height(table: PrintedTable, room: Sequence[float], size: float) -> float:
    rows = sum(row_height(row, room, size) for row in (*table.head, *table.body))
    across = ACROSS[table.landscape]
    notes = sum(math.ceil(width_of(note) * size / across) for note in table.notes) * size * 1.5
    return _TITLE + _CAPTION * len(table.captions) + rows + notes

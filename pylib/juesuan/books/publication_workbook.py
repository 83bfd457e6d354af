"""The published tables as a workbook: values only, ready to print, nothing hidden in it."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING

from juesuan.books.template.theme import Theme, column_pixels, height_for
from juesuan.model.publication import Align
from juesuan.model.reference import a1

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from juesuan.model.publication import PrintedCell, PrintedRow, PrintedTable, Publication

_TITLE_HEIGHT = 30.0
_A4 = 9
_LARGEST_HEIGHT = 409.0  # Excel's limit for a row


def publication_workbook(publication: Publication, day: dt.date) -> bytes:
    """Return a workbook with a sheet for each table of figures, as it is printed.

    There are no formulas, links, comments or hidden sheets; the only defined names are the print titles and
    print areas that printing needs. ``day`` is the date the file's properties state.
    """
    import xlsxwriter

    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    created = dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day, in no zone
    workbook.set_properties({"title": publication.title, "created": created})
    looks: dict[str, Theme] = {}
    for table in publication.tables:
        theme = looks.setdefault(table.number_format, Theme(workbook, table.number_format))
        _Sheet(workbook.add_worksheet(table.sheet), table, theme).write()
    workbook.close()
    return buffer.getvalue()


class _Sheet:
    """Writes one table from top to bottom."""

    def __init__(self, sheet: Worksheet, table: PrintedTable, theme: Theme) -> None:
        self._sheet, self._table, self._theme = sheet, table, theme
        self._pixels = [column_pixels(width) for width in table.widths]
        self._last = len(table.widths) - 1
        self._next = 0

    def write(self) -> None:
        """Write the table and what Excel needs to print it."""
        for column, width in enumerate(self._table.widths):
            self._sheet.set_column(column, column, width)
        self._line(self._table.title, self._theme.title(), _TITLE_HEIGHT)
        for left, right in self._table.captions:
            self._caption(left, right)
        top = self._next
        heading = self._theme.heading()
        for row in self._table.head:
            self._row(row, heading)
        first = self._next
        for row in self._table.body:
            self._row(row, None)
        style = self._theme(align="left", valign="top", text_wrap=True)
        for note in self._table.notes:
            self._line(note, style, height_for(note, sum(self._pixels)))
        self._set_up_page(top, first)

    def _line(self, text: str, style: Format, height: float) -> None:
        """A text across the whole table."""
        self._across(0, self._last, text, style)
        self._sheet.set_row(self._next, min(height, _LARGEST_HEIGHT))
        self._next += 1

    def _across(self, first: int, last: int, text: str, style: Format) -> None:
        if first < last:
            self._sheet.merge_range(self._next, first, self._next, last, "", style)
        self._sheet.write_string(self._next, first, text, style)

    def _caption(self, left: str, right: str) -> None:
        """Texts at both edges; the left one, a name that may be long, gets about 60 % of the width."""
        if not left:
            self._line(right, self._theme(align="right"), 16.5)
            return
        so_far, middle = 0.0, 0
        while so_far < 0.6 * sum(self._pixels) and middle < self._last:
            so_far += self._pixels[middle]
            middle += 1
        self._across(0, middle - 1, left, self._theme(align="left", text_wrap=True))
        self._across(middle, self._last, right, self._theme(align="right"))
        self._sheet.set_row(self._next, height_for(left, so_far, least=16.5))
        self._next += 1

    def _row(self, row: PrintedRow, heading: Format | None) -> None:
        height = 0.0
        for cell in row:
            self._cell(cell, heading or self._style(cell))
            room = sum(self._pixels[cell.column : cell.column + cell.columns])
            height = max(height, height_for(cell.text, room, indent=cell.indent) / cell.rows)
        self._sheet.set_row(self._next, min(height, _LARGEST_HEIGHT))
        self._next += 1

    def _style(self, cell: PrintedCell) -> Format:
        if cell.amount is not None:
            return self._theme.amount(entered=False, locked=True)
        if cell.align is Align.LEFT:
            return self._theme.label(align="left", indent=cell.indent, num_format="@")
        return self._theme.label(align=cell.align.value)

    def _cell(self, cell: PrintedCell, style: Format) -> None:
        place = (self._next, cell.column)
        if cell.columns > 1 or cell.rows > 1:
            end = (self._next + cell.rows - 1, cell.column + cell.columns - 1)
            self._sheet.merge_range(*place, *end, "", style)
        if cell.amount is not None and cell.amount.hundredths:
            self._sheet.write_number(*place, cell.amount.hundredths / 100, style)
        elif cell.amount is None and cell.text:
            self._sheet.write_string(*place, cell.text, style)
        elif cell.columns == cell.rows == 1:
            self._sheet.write_blank(*place, None, style)

    def _set_up_page(self, top: int, first: int) -> None:
        sheet = self._sheet
        sheet.set_paper(_A4)
        if self._table.landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 1 if self._table.fixed else 0)
        sheet.repeat_rows(top, first - 1)
        sheet.print_area(0, 0, self._next - 1, self._last)
        sheet.set_footer("&C— &P —")
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": f"{a1(first, 0)}:{a1(self._next, self._last)}"})

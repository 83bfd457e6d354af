"""The hidden sheet that remembers what marked cells looked like, as ``juesuan unmark`` knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.marking.records import RECORD_SHEET
from juesuan.excel.changing.difference import new_sheet
from juesuan.excel.workbook.direct import assign
from juesuan.excel.workbook.new_sheets import add_sheet

if TYPE_CHECKING:
    import xlwings as xw

    from juesuan.books.sheets import Book

_VERY_HIDDEN = 2
_AFTER, _RESULT_SHEET = 3, 4  # columns of the first line


def write_records(book: xw.Book, wanted: Book, result_sheet: str, *, there: bool) -> None:
    """Write the records of a marked file into the open workbook."""
    block = new_sheet(RECORD_SHEET, wanted).blocks[0]
    rows = [list(row) for row in block.rows]
    rows[0] += [""] * (_RESULT_SHEET + 1 - len(rows[0]))
    rows[0][_AFTER] = ""  # Excel numbers formats in its own way: nobody may count on those numbers
    rows[0][_RESULT_SHEET] = result_sheet
    if there:
        sheet = book.sheets[RECORD_SHEET]
        sheet.clear_contents()
    else:
        sheet = add_sheet(book, RECORD_SHEET)
        sheet.api.Visible = _VERY_HIDDEN
    assign(sheet.range((1, 1), (len(rows), len(rows[0]))), rows)

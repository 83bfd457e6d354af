"""The corrected example after what people do to a workbook: what was done -> a function that does it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.cell import MergedCell
from openpyxl.formatting.formatting import ConditionalFormattingList

from juesuan.books.template import write_workbook
from juesuan.books.template.cover import SHEET as COVER
from juesuan.layouts.grid import lay_out
from tests.making.disclosures import example

Change = Callable[[Any], None]


def filled_in(path: Path, *, formulas: bool) -> Path:
    """The corrected example as a workbook made from the template: cover and tables, without the checks."""
    figures = example("qingshan-2023/figures/corrected", "wuhan-2023")
    write_workbook(figures.layout, path, figures, formulas=formulas)
    widths = {spec.sheet: lay_out(spec).width for spec in figures.layout.tables.values()}
    book = openpyxl.load_workbook(path)
    for sheet in list(book.worksheets):
        if sheet.title in widths:  # what stands beside the table
            sheet.delete_cols(widths[sheet.title] + 1, sheet.max_column)
            sheet.conditional_formatting = ConditionalFormattingList()
        elif sheet.title != COVER:
            book.remove(sheet)
    book.save(path)
    return path


def changed_workbook(source: Path, target: Path, change: Change) -> Path:
    """The workbook with a change, saved by openpyxl: results of formulas are lost, as they are with it."""
    book = openpyxl.load_workbook(source)
    change(book)
    book.save(target)
    return target


def _insert_rows(book: Any) -> None:
    book["公开03"].insert_rows(8, 2)
    book["公开05"].insert_rows(1)


def _hide_columns(book: Any) -> None:
    for sheet, column in (("公开02", "G"), ("公开03", "F"), ("公开05", "B")):
        book[sheet].column_dimensions[column].hidden = True


def _lose_names(book: Any) -> None:
    book.defined_names.clear()


def _rename_and_reorder(book: Any) -> None:
    for sheet in book.worksheets:
        found = re.search(r'"(年度[^"]+)"', str(sheet["A1"].value))
        if found:  # a title that is a formula would lose its result
            sheet["A1"].value = f"2023{found[1]}"
    _rename_and_lose_titles(book)


def _rename_and_lose_titles(book: Any) -> None:
    book.defined_names.clear()
    for number, sheet in enumerate(book.worksheets, 1):
        sheet.title = f"Sheet{number}"
    book._sheets.reverse()


def _continue_on_another_sheet(book: Any) -> None:
    whole, rest = book["公开03"], book.create_sheet("公开03（续）")
    lines = [[cell.value for cell in line] for line in whole.iter_rows()]
    for line in (["支出决算表（续）"], *lines[1:6], *lines[30:]):
        rest.append(line)
    whole.delete_rows(31, len(lines))


def _leave_an_old_copy(book: Any) -> None:
    copy = book.copy_worksheet(book["公开03"])
    copy.title, copy["A1"].value, copy["E7"].value = "公开03 (2)", "2023年度支出决算表", 1


def _remove_sheet(book: Any) -> None:
    book.remove(book["公开05"])


def _remove_column(book: Any) -> None:
    for cell in book["公开03"]["F"]:
        if not isinstance(cell, MergedCell):
            cell.value = None


def _put(sheet: str, cell: str, value: object) -> Change:
    def put(book: Any) -> None:
        book[sheet][cell].value = value

    return put


def _show_zero(book: Any) -> None:
    cell = book["公开03"]["H11"]
    cell.value, cell.number_format = 0, "0.00"


WORKBOOKS: dict[str, Change] = {
    "rows inserted in a table and above a title": _insert_rows,
    "columns hidden": _hide_columns,
    "defined names lost": _lose_names,
    "sheets renamed and in reverse order, names lost": _rename_and_reorder,
    "the same, and the titles lost": _rename_and_lose_titles,
    "a table continued on another sheet": _continue_on_another_sheet,
    "an old copy of a table left in the workbook": _leave_an_old_copy,
    "a table's sheet removed": _remove_sheet,
    "a column emptied, with its heading": _remove_column,
    "a full-width text that is an amount: `７６９．５０`": _put("公开03", "F11", "７６９．５０"),
    "a text with separators: `769.50 万元`": _put("公开03", "F11", "769.50 万元"),
    "a dash for an amount": _put("公开03", "F11", "—"),
    "an amount in brackets: `(769.50)`": _put("公开03", "F11", "(769.50)"),
    "a text that is no amount: `约770`": _put("公开03", "F11", "约770"),
    "a date": _put("公开03", "F11", dt.date(2024, 4, 23)),
    "an error value": _put("公开03", "F11", "#REF!"),
    "a zero typed, and shown": _show_zero,
}

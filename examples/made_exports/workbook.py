"""Write the sheets of a made export into an .xlsx, the same bytes at every run."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from examples.made_exports.sheets import ABOVE, MISSING, Sheet

LONGEST_NAME = 31
_FORMAT = "#,##0.00"
_COUNT = "#,##0"


def write(path: Path, organisation: str, year: int, sheets: list[Sheet], notes: list[str]) -> None:
    """Write one workbook; its first sheet says that it is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    book = xlsxwriter.Workbook(str(path))
    book.set_properties(
        {
            "title": "示例：人为编制的财决导出",
            "created": dt.datetime(2024, 3, 1, tzinfo=dt.UTC).replace(tzinfo=None),
        }
    )
    formats = {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "heading": book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}),
        "label": book.add_format({"border": 1, "num_format": "@"}),
        "amount": book.add_format({"border": 1, "num_format": _FORMAT, "align": "right"}),
        "count": book.add_format({"border": 1, "num_format": _COUNT, "align": "right"}),
        "plain": book.add_format({}),
    }
    about = book.add_worksheet("说明")
    about.set_column(0, 0, 100)
    for row, note in enumerate(notes):
        about.write_string(row, 0, note)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name[:LONGEST_NAME]), sheet, organisation, year, formats)
    book.close()


def _write_sheet(
    page: Worksheet, sheet: Sheet, organisation: str, year: int, formats: dict[str, Format]
) -> None:
    width = len(sheet.headings[0])
    page.merge_range(0, 0, 0, width - 1, sheet.title, formats["title"])
    page.write_string(1, width - 1, sheet.number)
    page.write_string(2, 0, f"编制单位：{organisation}")
    page.write_string(2, width // 2, f"{year}年度")
    page.write_string(2, width - 1, "金额单位：元")
    top = 4
    _headings(page, sheet.headings, top, formats["heading"])
    for offset, line in enumerate(sheet.rows):
        row = top + len(sheet.headings) + offset
        for column, value in enumerate(line):
            if value == MISSING:
                continue
            if isinstance(value, int):
                page.write_number(row, column, value / 100, formats["amount"])
            elif value is None:
                page.write_blank(row, column, None, formats["amount"])
            else:
                last = column
                while last + 1 < len(line) and line[last + 1] == MISSING:
                    last += 1
                if last > column:
                    page.merge_range(row, column, row, last, value, formats["label"])
                else:
                    page.write_string(row, column, value, formats["label"])
    page.freeze_panes(top + len(sheet.headings), sheet.labels)
    page.set_column(0, 0, 12 if sheet.labels > 1 else 40)
    page.set_column(1, width - 1, 16)


def _headings(page: Worksheet, headings: list[list[str]], top: int, style: Format) -> None:
    """Write headings: each reaches over the MISSING cells to its right, or over the ABOVE cells below it."""
    for row, line in enumerate(headings):
        for column, text in enumerate(line):
            if text in {MISSING, ABOVE}:
                continue
            right, bottom = column, row
            while right + 1 < len(line) and line[right + 1] == MISSING:
                right += 1
            while bottom + 1 < len(headings) and headings[bottom + 1][column] == ABOVE:
                bottom += 1
            if (bottom, right) == (row, column):
                page.write_string(top + row, column, text, style)
            else:
                page.merge_range(top + row, column, top + bottom, right, text, style)

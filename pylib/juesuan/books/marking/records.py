"""What was in a cell before it was marked, kept in a sheet that no menu shows.

Each record points at its cell by a formula too: where rows are inserted or sheets renamed afterwards, the
spreadsheet program itself keeps the record right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.package.cells import join_a1, placed, quoted, split_a1
from juesuan.books.package.markup import Markup, Node, text
from juesuan.books.package.sheets import add_sheet, sheet_parts, workbook_part

if TYPE_CHECKING:
    from juesuan.books.package import Package

RECORD_SHEET = "_校验标记"
_FORM = "1"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REFERENCE = re.compile(r"ROW\((?:'((?:[^']|'')+)'|([^'!()]+))!\$?([A-Z]{1,3})\$?(\d+)\)")
LONGEST = 32_000  # characters; a cell holds 32,767


@dataclass(frozen=True, slots=True)
class MarkRecord:
    """One marked cell as it was: format, fill, note, and whether cell and row were written at all."""

    sheet: str
    a1: str
    colour: str
    style: str
    fill: str
    note: str = ""
    author: str = ""
    note_text: str = ""
    cell_existed: bool = True
    row_existed: bool = True


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a workbook; the sizes of its format lists before and after; the result sheet."""

    marks: tuple[MarkRecord, ...]
    before: str
    after: str
    result_sheet: str


def write_records(package: Package, records: Records) -> None:
    """Add the record sheet."""
    lines = [["juesuan", _FORM, records.before, records.after, records.result_sheet]]
    lines += [
        [
            mark.sheet,
            mark.a1,
            mark.colour,
            mark.style,
            mark.fill,
            mark.note,
            mark.author,
            mark.note_text,
            "1" if mark.cell_existed else "",
            "1" if mark.row_existed else "",
        ]
        for mark in records.marks
    ]
    rows = []
    for number, line in enumerate(lines, 1):
        cells = [_text_cell(number, column, value) for column, value in enumerate(line, 1)]
        if number > 1:
            row, _ = split_a1(line[1])
            formula = f"ROW({quoted(line[0])}!{line[1]})"
            cells.append(f'<c r="{join_a1(number, 11)}"><f>{text(formula)}</f><v>{row}</v></c>')
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    body = f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
    add_sheet(
        package, RECORD_SHEET, f'<?xml version="1.0" encoding="UTF-8"?>\n{body}'.encode(), state="veryHidden"
    )


def read_records(package: Package) -> Records | None:
    """Return the records of a marked workbook, None when it has none; cells since deleted are left out."""
    sheet = sheet_parts(package).get(RECORD_SHEET)
    if sheet is None:
        return None
    markup = package.markup(sheet.part)
    data = markup.root.child("sheetData")
    shared = _shared_texts(package)
    rows = [dict(_cells(markup, row, shared)) for row in (data.all("row") if data else ())]
    if not rows or rows[0].get(1) != "juesuan" or rows[0].get(2) != _FORM:
        return None
    marks = tuple(mark for row in rows[1:] if (mark := _mark(row)) is not None)
    return Records(marks, rows[0].get(3, ""), rows[0].get(4, ""), rows[0].get(5, ""))


def _mark(row: dict[int, str]) -> MarkRecord | None:
    values = [row.get(column, "") for column in range(1, 11)]
    found = _REFERENCE.fullmatch(row.get(11, "").strip())
    if found:
        sheet = found[1].replace("''", "'") if found[1] else found[2]
        values[:2] = [sheet, found[3] + found[4]]
    elif "#REF!" in row.get(11, ""):
        return None
    sheet, a1, colour, style, fill, note, author, note_text, cell_existed, row_existed = values
    existed = bool(cell_existed), bool(row_existed)
    return MarkRecord(sheet, a1, colour, style, fill, note, author, note_text, *existed)


def _cells(markup: Markup, row: Node, shared: list[str]) -> list[tuple[int, str]]:
    found = []
    for column, cell in placed(row.all("c")):
        formula, value = cell.child("f"), cell.child("v")
        if formula is not None:
            content = markup.text(formula)
        elif cell.get("t") == "inlineStr":
            content = "".join(markup.text(part) for part in cell.walk() if part.name == "t")
        elif value is not None and cell.get("t") == "s":
            content = shared[int(markup.text(value))]
        else:
            content = markup.text(value) if value is not None else ""
        found.append((column, content))
    return found


def _shared_texts(package: Package) -> list[str]:
    part = package.related(workbook_part(package), "sharedStrings")
    if part is None:
        return []
    markup = package.markup(part)
    return [
        "".join(markup.text(node) for node in item.walk() if node.name == "t")
        for item in markup.root.all("si")
    ]


def _text_cell(row: int, column: int, value: str) -> str:
    if not value:
        return ""
    written = f'<is><t xml:space="preserve">{text(value)}</t></is>'
    return f'<c r="{join_a1(row, column)}" t="inlineStr">{written}</c>'

"""Workbooks whose first sheet holds just the XML under test."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from juesuan.books.package import Package, sheet_parts
from juesuan.books.restructure import NewRow, RowPlan, restructure_rows

NAME = "表 'n' 一"
QUOTED = "'表 ''n'' 一'!"  # as formulas name the sheet
MIXED = RowPlan(5, 8, (6, 5, NewRow(5), 8))  # 5 and 6 change places, a new row like 5, 7 goes: nothing shifts
LONGER = RowPlan(5, 8, (5, 6, NewRow(6), NewRow(6), 7, 8))  # two rows put in above row 7
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPENING = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
    'xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision">'
)


def package_with(folder: Path, sheet: str, parts: dict[str, tuple[str, str]] | None = None) -> Package:
    """Make a workbook with this XML as first sheet; ``parts``: kind of relation -> name and XML of a part."""
    path = folder / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet(NAME)
        book.add_worksheet("别处")
    package = Package.open(path)
    part = sheet_parts(package)[NAME].part
    package.write(part, f"{_OPENING}{sheet}</worksheet>".encode())
    for kind, (name, content) in (parts or {}).items():
        package.write(name, content.encode())
        package.relate(part, f"{_RELATIONS}/{kind}", name)
    return package


def sheet_after(folder: Path, sheet: str, plan: RowPlan) -> str:
    """Return the XML of the first sheet when the plan is carried out."""
    package = package_with(folder, sheet)
    restructure_rows(package, NAME, plan)
    written = package.read(sheet_parts(package)[NAME].part).decode()
    return written.removeprefix(_OPENING).removesuffix("</worksheet>")


def row(number: int, *cells: str, more: str = "") -> str:
    """A row with cells."""
    return f'<row r="{number}"{more}>{"".join(cells)}</row>'


def extension(content: str) -> str:
    """What newer Excel adds to a sheet."""
    return f'<extLst><ext uri="{{1}}">{content}</ext></extLst>'

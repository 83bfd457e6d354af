"""What a workbook holds beside the figures stays: looks, notes, rules, names, pages, other sheets."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

import juesuan
from juesuan.fill.filling import Way, fill
from juesuan.fill.subtotals import subtotal
from juesuan.fill.writing import open_workbook, prepare
from juesuan.rounding import plain
from tests.fill.conftest import QINGSHAN
from tests.fill.fillings import TEMPLATES, figures_of, filled
from tests.making.departments import department, tables

NOTE = "此数已与业务科核对"
LAYOUT = "wuhan-2023"
CODE = "2080105"


@pytest.fixture(scope="module")
def user_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("用户") / "用户的.xlsx"
    furnish(path)
    return path


def furnish(path: Path) -> None:
    """Last week's figures with everything that people add, a note on subject CODE among them."""
    opened = open_workbook(TEMPLATES / f"{LAYOUT}.xlsx")
    prepare(opened, plain(tables(department(6, seed=5), LAYOUT))).write(path)
    book = openpyxl.load_workbook(path)
    furnish_sheets(book)
    book.save(path)


def furnish_sheets(book: openpyxl.Workbook) -> int:
    """Add looks, notes, rules, names and a sheet of calculations; return the row of subject CODE."""
    sheet = book["公开03"]
    codes = {str(cell.value): cell.row for cell in sheet["A"] if str(cell.value).isdigit()}
    code = CODE if CODE in codes else next(code for code in codes if len(code) == 7)
    # The subject that the export also has is written into a row, so that the row is kept and moves.
    row = codes[code]
    sheet.cell(row, 1).value, sheet.cell(row, 4).value = CODE, "劳动保障监察"
    sheet.cell(row, 4).font = Font(bold=True, color="FF0000")
    sheet.cell(row, 6).fill = PatternFill("solid", "00FF00")
    sheet.cell(row, 6).comment = Comment(NOTE, "复核人")
    sheet.cell(3, 25).value = "手工备注"
    sheet.conditional_formatting.add("F8:F60", Rule("cellIs", operator="greaterThan", formula=["1000"]))
    choice = DataValidation("list", formula1='"甲,乙"')
    choice.add("Y8:Y9")
    sheet.add_data_validation(choice)
    sheet.print_title_rows = "4:6"
    sheet.page_margins.left = 1.25
    sheet.column_dimensions["D"].width = 33
    other = book.create_sheet("测算")
    other["A1"] = f"='公开03'!F{row}*2"
    other["B1"] = "不要动"
    book.defined_names["重点科目"] = DefinedName("重点科目", attr_text=f"'公开03'!$F${row}")
    return int(row)


def place_of(sheet: Any, code: str) -> int:
    return next(int(cell.row) for cell in sheet["A"] if str(cell.value) == code)


def assert_preserved(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["公开03"]
    row = place_of(sheet, CODE)
    assert sheet.cell(row, 4).value == "劳动保障监察"
    assert sheet.cell(row, 4).font.bold
    assert sheet.cell(row, 4).font.color.rgb == "FFFF0000" or sheet.cell(row, 4).font.color.rgb == "00FF0000"
    assert sheet.cell(row, 6).fill.fgColor.rgb[2:] == "00FF00"
    notes = {
        cell.coordinate: cell.comment.text for line in sheet.iter_rows() for cell in line if cell.comment
    }
    assert list(notes) == [f"F{row}"]
    assert NOTE in notes[f"F{row}"]
    assert sheet["Y3"].value == "手工备注"
    formats = sheet.conditional_formatting
    assert any(rule.operator == "greaterThan" for area in formats for rule in area.rules)
    assert any('"甲,乙"' in str(rule.formula1) for rule in sheet.data_validations.dataValidation)
    assert sheet.print_title_rows == "$4:$6"
    assert round(sheet.page_margins.left, 2) == 1.25
    assert round(sheet.column_dimensions["D"].width) == 33
    assert book["测算"]["A1"].value.replace("'", "").replace("$", "") == f"=公开03!F{row}*2"
    assert book["测算"]["B1"].value == "不要动"
    assert book.defined_names["重点科目"].attr_text.replace("'", "") == f"公开03!$F${row}"
    area = str(sheet.print_area).rpartition("$")[2]
    notes_row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith("注"))
    assert int(area) >= notes_row


def filled_keeps_everything(path: Path) -> None:
    filling = fill(path, QINGSHAN)
    filling.prepared.write(path)
    assert_preserved(path)
    assert figures_of(path) == figures_of(filled(LAYOUT, Way.BALANCED, path.parent).path)
    doubled = openpyxl.load_workbook(path, data_only=True)["测算"]["A1"].value
    shown = juesuan.read(path).tables["expenditure"].amount(CODE, "基本支出")
    assert round(float(str(doubled)) * 50) == shown.value
    assert not fill(path, QINGSHAN).prepared.changes


MACROS = b"\xd0\xcf\x11\xe0 made macros"


def with_macros(source: Path, path: Path) -> Path:
    """The workbook as .xlsm: another content type, and a part with macros."""
    old = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    new = b"vnd.ms-excel.sheet.macroEnabled.main+xml"
    binary = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    relation = b'<Relationship Id="rId9999" Type="' + kind + b'" Target="vbaProject.bin"/></Relationships>'
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(path, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(old, new).replace(b"</Types>", binary)
            if name == "xl/_rels/workbook.xml.rels":
                data = data.replace(b"</Relationships>", relation)
            after.writestr(name, data)
        after.writestr("xl/vbaProject.bin", MACROS)
    return path


def test_saved_by_another_program_with_macros(user_workbook: Path, tmp_path: Path) -> None:
    path = with_macros(user_workbook, tmp_path / "用户的.xlsm")
    subtotal(path).prepared.write(path)
    assert_preserved(path)
    filled_keeps_everything(path)
    with zipfile.ZipFile(path) as written:
        assert written.read("xl/vbaProject.bin") == MACROS
        assert b"macroEnabled" in written.read("[Content_Types].xml")
        assert b"vbaProject.bin" in written.read("xl/_rels/workbook.xml.rels")


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_saved_by_libreoffice(user_workbook: Path, tmp_path: Path) -> None:
    folder = tmp_path / "转存"
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(user_workbook)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    filled_keeps_everything(folder / user_workbook.name)

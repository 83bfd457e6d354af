"""Marks in a copy of a workbook that holds a bit of everything, and their removal."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from juesuan.books.errors import ReadError
from juesuan.books.marking import Mark, ResultRow, annotate_workbook, unmark_workbook
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.model.reference import Address

RED, BLUE = "FFFFC7CE", "FFDDEBF7"
MARKS = [
    Mark(Address("公开 '03页", "B2"), RED, "错误 T301\n合计不符"),
    Mark(Address("公开 '03页", "B3"), RED, "自己有批注的格"),
    Mark(Address("公开 '03页", "C9"), BLUE, "空行里的格"),
    Mark(Address("公开 '03页", "D2"), BLUE, "按列设了格式的空格"),
    Mark(Address("其他", "A1"), BLUE, "没有批注的表"),
    Mark(Address("其他", "B7"), BLUE, "再一处"),
    Mark(Address("没有这张表", "A1"), RED, "不会写入"),
]
ROWS = [
    ResultRow("1", "错误", "T301", Address("公开 '03页", "B2"), "=1+1 <合计> & 不符", "", "重算", RED),
    ResultRow("2", "提示", "S101", None, "没有位置", "原因", "", BLUE),
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "原表.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("公开 '03页")
        money = workbook.add_format(
            {"num_format": "#,##0.00", "bg_color": "#E2EFDA", "border": 1, "locked": False}
        )
        sheet.set_column("D:D", 14, money)
        sheet.write("A1", "支出决算表", workbook.add_format({"bold": True}))
        sheet.write_formula("B2", "=SUM(B3:B4)", money, 5506.46)
        sheet.write_number("B3", 923.61, money)
        sheet.write_number("B4", 4582.85, money)
        sheet.write_comment("B3", "我自己的批注", {"author": "经办人"})
        sheet.write_comment("B4", "另一条批注", {"author": "复核人"})
        sheet.conditional_format("B2:B4", {"type": "cell", "criteria": "<", "value": 0, "format": money})
        sheet.data_validation("B3:B4", {"validate": "decimal", "criteria": ">=", "value": 0})
        sheet.protect()
        sheet.set_landscape()
        sheet.print_area("A1:D10")
        other = workbook.add_worksheet("其他")
        other.write("A1", "说明")
        other.insert_textbox("B2", "图形")
        workbook.define_name("决算_expenditure", "='公开 ''03页'!$A$1:$D$10")
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def annotated(source: Path) -> Path:
    target = source.with_name("标注.xlsx")
    assert annotate_workbook(source, MARKS, "错误 1", ROWS, target) == 6
    return target


def fills(path: Path, sheet: str = "公开 '03页") -> dict[str, str]:
    page = openpyxl.load_workbook(path)[sheet]
    return {cell: page[cell].fill.fgColor.rgb for cell in ("B2", "B3", "B4", "C9", "D2")}


def test_cells_are_coloured_and_keep_their_other_formats(source: Path) -> None:
    before, after = openpyxl.load_workbook(source), openpyxl.load_workbook(annotated(source))
    assert fills(annotated(source)) == {"B2": RED, "B3": RED, "B4": "FFE2EFDA", "C9": BLUE, "D2": BLUE}
    for a1 in ("B2", "B3", "D2"):
        old, new = before["公开 '03页"][a1], after["公开 '03页"][a1]
        if a1 != "D2":
            assert (new.number_format, new.protection.locked) == (old.number_format, old.protection.locked)
        assert new.number_format == "#,##0.00"
        assert new.border.left.style == "thin"


def test_notes_say_what_is_wrong_behind_the_persons_own(source: Path) -> None:
    page = openpyxl.load_workbook(annotated(source))["公开 '03页"]
    assert page["B2"].comment.text == "【决算校验】错误 T301\n合计不符"
    assert page["B3"].comment.text == "我自己的批注\n\n【决算校验】自己有批注的格"
    assert page["B4"].comment.text == "另一条批注"
    assert page["B4"].comment.author == "复核人"


def test_cached_values_formulas_and_everything_else_stay(source: Path) -> None:
    target = annotated(source)
    assert openpyxl.load_workbook(target, data_only=True)["公开 '03页"]["B2"].value == 5506.46
    page = openpyxl.load_workbook(target)["公开 '03页"]
    assert page["B2"].value == "=SUM(B3:B4)"
    assert page.protection.sheet
    assert page.print_area == "'公开 ''03页'!$A$1:$D$10"
    assert len(page.data_validations.dataValidation) == 1
    changed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    changed |= {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/_rels/sheet2.xml.rels"}
    changed |= {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}
    old, new = parts(source), parts(target)
    assert {name for name in old if old[name] != new[name]} == changed


def test_the_result_sheet_links_to_the_cells(source: Path) -> None:
    book = openpyxl.load_workbook(annotated(source))
    assert book.sheetnames == ["公开 '03页", "其他", "校验结果", "_校验标记"]
    assert book["_校验标记"].sheet_state == "veryHidden"
    page = book["校验结果"]
    assert page["D3"].value == "公开 '03页!B2"
    assert page["D3"].hyperlink.location == "'公开 ''03页'!B2"
    assert page["E3"].value == "=1+1 <合计> & 不符"
    assert page["E3"].data_type == "s"


def test_taking_the_marks_out_gives_every_part_back_byte_for_byte(source: Path, tmp_path: Path) -> None:
    assert unmark_workbook(annotated(source), tmp_path / "还原.xlsx") == 6
    assert parts(tmp_path / "还原.xlsx") == parts(source)


def test_annotating_twice_is_annotating_once(source: Path, tmp_path: Path) -> None:
    once = annotated(source)
    annotate_workbook(once, MARKS, "错误 1", ROWS, tmp_path / "两次.xlsx")
    assert parts(tmp_path / "两次.xlsx") == parts(once)


def test_a_workbook_without_marks_is_left_alone(source: Path, tmp_path: Path) -> None:
    assert unmark_workbook(source, tmp_path / "还原.xlsx") is None
    assert not (tmp_path / "还原.xlsx").exists()


def test_what_people_changed_since_then_stays(source: Path, tmp_path: Path) -> None:
    package = Package.open(annotated(source))
    edit_cells(
        package,
        {"公开 '03页": {"B3": CellEdit(value=1000), "C9": CellEdit(value="新填"), "B2": CellEdit(style=0)}},
    )
    package.save(tmp_path / "改过.xlsx")
    unmark_workbook(tmp_path / "改过.xlsx", tmp_path / "还原.xlsx")
    page = openpyxl.load_workbook(tmp_path / "还原.xlsx")["公开 '03页"]
    assert (page["B3"].value, page["C9"].value) == (1000, "新填")
    assert page["B3"].fill.fgColor.rgb == "FFE2EFDA"
    assert page["B3"].comment.text == "我自己的批注"
    assert page["B2"].fill.fill_type is None
    assert page["B2"].comment is None


def test_marks_come_out_after_openpyxl_has_written_the_file_anew(source: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(annotated(source))
    book.move_sheet("校验结果", -2)
    book["公开 '03页"].title = "表三"
    book["_校验标记"]["K2"] = "=ROW('表三'!B2)"
    book["_校验标记"]["K3"] = "=ROW(表三!$B$3)"
    book.save(tmp_path / "另存.xlsx")
    assert unmark_workbook(tmp_path / "另存.xlsx", tmp_path / "还原.xlsx") == 6
    after = openpyxl.load_workbook(tmp_path / "还原.xlsx")
    assert after.sheetnames == ["表三", "其他"]
    assert after["表三"]["B2"].fill.fgColor.rgb == after["表三"]["B3"].fill.fgColor.rgb == "FFE2EFDA"
    assert after["表三"]["B3"].comment.text == "我自己的批注"
    assert after["表三"]["B2"].comment is None


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="没有安装 LibreOffice")
def test_marks_come_out_after_libreoffice_has_written_the_file_anew(source: Path, tmp_path: Path) -> None:
    folder = tmp_path / "另存"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(folder)]
    subprocess.run([*command, str(annotated(source))], check=True, capture_output=True, timeout=120)
    assert fills(folder / "标注.xlsx")["B2"] == RED
    assert unmark_workbook(folder / "标注.xlsx", tmp_path / "还原.xlsx") == 6
    after = openpyxl.load_workbook(tmp_path / "还原.xlsx")
    assert after.sheetnames == ["公开 '03页", "其他"]
    page = after["公开 '03页"]
    assert page["B2"].fill.fgColor.rgb == page["B3"].fill.fgColor.rgb == "FFE2EFDA"
    assert page["B2"].comment is None
    assert page["B3"].comment.text == "我自己的批注"


def test_a_threaded_discussion_keeps_its_note(source: Path, tmp_path: Path) -> None:
    package = Package.open(source)
    package.write(
        "xl/threadedComments/threadedComment1.xml",
        b'<ThreadedComments><threadedComment ref="B3"/></ThreadedComments>',
    )
    package.relate(
        "xl/worksheets/sheet1.xml",
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "xl/threadedComments/threadedComment1.xml",
    )
    package.save(tmp_path / "讨论.xlsx")
    annotate_workbook(tmp_path / "讨论.xlsx", MARKS, "", ROWS, tmp_path / "标注.xlsx")
    page = openpyxl.load_workbook(tmp_path / "标注.xlsx")["公开 '03页"]
    assert page["B3"].comment.text == "我自己的批注"
    assert page["B3"].fill.fgColor.rgb == RED


def test_someone_elses_result_sheet_is_not_touched(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        workbook.add_worksheet("校验结果").write("A1", "我的")
    annotate_workbook(tmp_path / "a.xlsx", [], "", ROWS, tmp_path / "b.xlsx")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames[:2] == ["校验结果", "校验结果 (2)"]
    unmark_workbook(tmp_path / "b.xlsx", tmp_path / "c.xlsx")
    assert parts(tmp_path / "c.xlsx") == parts(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    "name", ["xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/comments1.xml"]
)
def test_a_damaged_part_is_named_and_nothing_written(source: Path, tmp_path: Path, name: str) -> None:
    package = Package.open(source)
    package.write(name, package.read(name)[:-20])
    package.save(tmp_path / "坏.xlsx")
    with pytest.raises(ReadError, match=r"坏\.xlsx"):
        annotate_workbook(tmp_path / "坏.xlsx", MARKS, "", ROWS, tmp_path / "标注.xlsx")
    assert not (tmp_path / "标注.xlsx").exists()


def test_macros_stay(source: Path, tmp_path: Path) -> None:
    package = Package.open(source)
    package.write("xl/vbaProject.bin", bytes(range(256)))
    package.set_content_type("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    package.set_content_type("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    package.save(tmp_path / "宏.xlsm")
    annotate_workbook(tmp_path / "宏.xlsm", MARKS, "", ROWS, tmp_path / "标注.xlsm")
    book: Any = openpyxl.load_workbook(tmp_path / "标注.xlsm", keep_vba=True)
    assert parts(tmp_path / "标注.xlsm")["xl/vbaProject.bin"] == bytes(range(256))
    book.vba_archive.close()  # openpyxl leaves it open; without macros there is none


def test_element_names_with_a_prefix(source: Path, tmp_path: Path) -> None:
    """Some programs write every element with a prefix."""
    package = Package.open(source)
    main = b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    for name in package.names:
        if name.startswith("xl/") and name.endswith(".xml") and main in package.read(name):
            data = re.sub(rb"<(/?)(?=[a-zA-Z])(?![a-z]+:)", rb"<\1x:", package.read(name))
            package.write(name, data.replace(b"xmlns=" + main, b"xmlns:x=" + main))
    package.save(tmp_path / "前缀.xlsx")
    assert fills(tmp_path / "前缀.xlsx")["B2"] == "FFE2EFDA"
    annotate_workbook(tmp_path / "前缀.xlsx", MARKS, "", ROWS, tmp_path / "标注.xlsx")
    assert fills(tmp_path / "标注.xlsx") == {"B2": RED, "B3": RED, "B4": "FFE2EFDA", "C9": BLUE, "D2": BLUE}
    page = openpyxl.load_workbook(tmp_path / "标注.xlsx")["公开 '03页"]
    assert page["B3"].comment.text == "我自己的批注\n\n【决算校验】自己有批注的格"
    unmark_workbook(tmp_path / "标注.xlsx", tmp_path / "还原.xlsx")
    assert parts(tmp_path / "还原.xlsx") == parts(tmp_path / "前缀.xlsx")

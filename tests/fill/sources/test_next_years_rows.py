"""Rows, sheets and cells that are different in next year's export: read all the same, or said what is not."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest

from juesuan.books.errors import ReadError
from juesuan.fill.sources.figures import SourceFigures
from juesuan.fill.sources.loading import load_source
from juesuan.fill.sources.reading import read_source
from juesuan.model.reference import CellRef
from tests.fill.conftest import (
    QINGSHAN,
    Export,
    amounts,
    cell_of,
    insert_rows,
    unmerge,
)

CODES = ("Z01", "Z01-1", "Z03", "Z04", "Z07", "Z08-1", "Z09", "Z11", "F03")


def test_rows_moved_and_shuffled(export: Export, untouched: SourceFigures) -> None:
    for code in CODES:
        insert_rows(export.sheet(code), 2, 3)
    sheet = export.sheet("Z04")
    rows = list(range(11, sheet.max_row + 1))
    contents = [[sheet.cell(row, column).value for column in range(1, 11)] for row in rows]
    random.Random(1).shuffle(contents)  # noqa: S311 - test data
    unmerge(sheet)
    for row, values in zip(rows, contents, strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value
    cell = sheet.cell(8, 1)
    assert cell.value == "项目"
    sheet.merge_cells("A8:D8")
    assert amounts(export.read()) == amounts(untouched)


def test_inserted_line_with_an_amount_is_named(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z01")
    line = cell_of(sheet, "二、外交支出").row
    insert_rows(sheet, line, 1)
    sheet.cell(line, 6).value = "一之一、新的一类支出"
    sheet.cell(line, 10).value = 500
    read = export.read()
    assert amounts(read) == amounts(untouched)
    (found,) = read.not_mapped
    assert (
        str(found)
        == f"{sheet.title}!J{line}（一之一、新的一类支出，支出 > 决算数）500.00 元：映射里没有这一行"
    )


def test_line_that_is_gone_is_named(export: Export) -> None:
    cell_of(export.sheet("Z01"), "本年收入合计").value = "本年各项收入合计"
    read = export.read()
    (missing,) = read.not_found
    assert str(missing).startswith(f"工作表“{export.sheet('Z01').title}”：没有找到行“本年收入合计”；")
    assert "最接近的是“本年各项收入合计”，如果就是它，请在映射文件的 also 里加上" in str(missing)
    assert CellRef("total", "本年收入合计", "金额") not in read.figures


def test_sheets_in_another_order_with_other_names(export: Export, untouched: SourceFigures) -> None:
    for offset, sheet in enumerate(list(export.book.worksheets)):
        export.book.move_sheet(sheet, -offset)
    for number, sheet in enumerate(export.book.worksheets):
        sheet.title = f"Sheet{number}"
    assert amounts(export.read()) == amounts(untouched)


def test_without_titles_the_cut_names_are_enough(export: Export, untouched: SourceFigures) -> None:
    for code in CODES:
        sheet = export.sheet(code)
        sheet["A1"].value = None
        for cell in sheet[2]:
            cell.value = None
    assert amounts(export.read()) == amounts(untouched)


def test_a_list_of_all_titles_is_no_table(export: Export, untouched: SourceFigures) -> None:
    contents = export.book.create_sheet("目录", 0)
    for row, sheet in enumerate(export.book.worksheets[2:8], 1):
        contents.cell(row, 1).value = sheet["A1"].value
    read = export.read()
    assert amounts(read) == amounts(untouched)
    assert "目录" in read.other_sheets


def test_amounts_as_text(export: Export, untouched: SourceFigures) -> None:
    for code in CODES:
        for row in export.sheet(code).iter_rows(min_row=8):
            for cell in row:
                if isinstance(cell.value, (int, float)):
                    cell.value = f" {cell.value:,.2f} " if cell.row % 2 else f"{cell.value:.2f}"
    read = export.read()
    assert amounts(read) == amounts(untouched)
    assert read.supporting.facts.keys() == untouched.supporting.facts.keys()


def test_codes_as_numbers_or_with_spaces(export: Export, untouched: SourceFigures) -> None:
    for code in ("Z03", "Z04", "Z07"):
        for row in export.sheet(code).iter_rows(min_row=8, max_col=1):
            value = str(row[0].value)
            if value.isdigit():
                row[0].value = (
                    int(value) if code == "Z03" else f" {value} " if code == "Z04" else f"　{value}"
                )
    assert amounts(export.read()) == amounts(untouched)


def test_hidden_rows_count_and_blank_rows_do_not(export: Export, untouched: SourceFigures) -> None:
    for code in CODES:
        sheet = export.sheet(code)
        for row in range(10, 16):
            sheet.row_dimensions[row].hidden = True
        sheet.cell(sheet.max_row + 40, 2).value = " "
    assert amounts(export.read()) == amounts(untouched)


def test_dashes_and_not_applicable(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z04")
    for row in sheet.iter_rows(min_row=8, min_col=5):
        for cell in row:
            if cell.value is None:
                cell.value = "—"
    sheet["H8"] = "不适用"
    read = export.read()
    assert amounts(read) == amounts(untouched)
    assert [str(item) for item in read.unreadable] == [f"{sheet.title}!H8：“不适用”不是金额，没有取用"]


def test_empty_sheet(export: Export) -> None:
    sheet = export.sheet("Z04")
    unmerge(sheet)
    sheet.delete_rows(1, sheet.max_row)
    read = export.read()
    assert [str(item) for item in read.not_found] == [f"工作表“{sheet.title}”：“支出决算表”是空的"]
    assert "expenditure" not in read.tables


def test_sheet_that_is_gone(export: Export) -> None:
    export.book.remove(export.sheet("Z04"))
    assert [str(item) for item in export.read().not_found] == ["全部 9 张工作表：没有找到表“支出决算表”"]


def test_two_rows_with_one_code(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z04")
    sheet.cell(12, 1).value = "2013102"
    read = export.read()
    twice = read.mapped_twice[0]
    assert twice.ref == CellRef("expenditure", "2013102", "本年支出合计")
    assert (twice.kept.address.a1, twice.other.address.a1) == ("E11", "E12")
    assert "两数不同" in str(twice)
    assert read.figures[twice.ref].fen == untouched.figures[twice.ref].fen


def test_a_table_that_stands_there_twice(export: Export, untouched: SourceFigures) -> None:
    copy = export.book.copy_worksheet(export.sheet("Z04"))
    copy["E9"] = 1
    read = export.read()
    assert amounts(read) == amounts(untouched)
    assert "也像是“支出决算表”" in read.other_sheets[copy.title]


def test_errors_and_formulas_without_result(export: Export) -> None:
    sheet = export.sheet("Z04")
    sheet["E9"] = "#REF!"
    sheet["E10"] = "=F10+G10"
    read = export.read()
    assert [(item.address.a1, item.reason) for item in read.unreadable] == [
        ("E9", "是错误值"),
        ("E10", "是没有保存结果的公式"),
    ]


def test_another_unit_stops_everything(export: Export) -> None:
    sheet = export.sheet("Z04")
    sheet.cell(3, sheet.max_column).value = "金额单位：万元"
    with pytest.raises(ReadError) as caught:
        export.read()
    assert f"工作表“{sheet.title}”注明的单位是“万元”，而映射按“元”读取" in str(caught.value)


def test_wrong_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "工资表"
    path = tmp_path / "工资表.xlsx"
    book.save(path)
    with pytest.raises(ReadError) as caught:
        read_source(path, load_source("caijue-2023"))
    assert "没有“财决套表导出（2023 年度）”的任何一张表" in str(caught.value)
    assert "收入支出决算总表" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "旧格式（.xls）"),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", "网页"),
        (b"", "空的"),
        (b"PK\x03\x04broken", "损坏"),
    ],
)
def test_files_that_are_no_xlsx(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(content)
    with pytest.raises(ReadError) as caught:
        read_source(path, load_source("caijue-2023"))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_xlsx_that_is_called_xls(tmp_path: Path, untouched: SourceFigures) -> None:
    path = tmp_path / "导出.xls"
    path.write_bytes(QINGSHAN.read_bytes())
    assert amounts(read_source(path, load_source("caijue-2023"))) == amounts(untouched)

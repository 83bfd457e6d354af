"""Headings and columns that are different in next year's export: read all the same, or said what is not."""

from __future__ import annotations

import random

import pytest
from openpyxl.utils import get_column_letter

from juesuan.fill.sources.figures import SourceFigures
from tests.fill.conftest import (
    Export,
    amounts,
    cell_of,
    insert_column,
    insert_rows,
    unmerge,
)

CODES = ("Z01", "Z01-1", "Z03", "Z04", "Z07", "Z08-1", "Z09", "Z11", "F03")


@pytest.mark.parametrize("at", [1, 5, 6, 7, 8, 9])
def test_inserted_column(export: Export, untouched: SourceFigures, at: int) -> None:
    for code in CODES:
        insert_column(export.sheet(code), at)
    assert amounts(export.read()) == amounts(untouched)


def test_added_column_with_amounts_is_named(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z04")
    insert_column(sheet, 7)
    sheet["G5"] = "债务还本支出"
    sheet["G8"] = 1234.56
    sheet["G9"] = 1234.56
    read = export.read()
    assert amounts(read) == amounts(untouched)
    (found,) = read.not_mapped
    assert found.cell.address.a1 == "G8"
    assert found.cell.fen == 123456
    assert (found.cell.row, found.cell.column, found.cells) == ("合计", "债务还本支出", 2)
    assert "映射里没有这一栏" in str(found)


@pytest.mark.parametrize(
    "heading", ["决算", "2023年决算数", "决算金额", "决算数（元）", "决 算 数", "本年决算数"]
)
def test_heading_written_a_little_differently(export: Export, untouched: SourceFigures, heading: str) -> None:
    for code in ("Z01", "Z01-1"):
        sheet = export.sheet(code)
        for row in sheet.iter_rows(max_row=8):
            for cell in row:
                if cell.value == "决算数":
                    cell.value = heading
    assert amounts(export.read()) == amounts(untouched)


def test_heading_that_says_something_else_is_not_guessed(export: Export, untouched: SourceFigures) -> None:
    cell_of(export.sheet("Z04"), "项目支出").value = "项目支出及其他"
    read = export.read()
    assert not [ref for ref in read.figures if ref.table == "expenditure" and ref.column == "项目支出"]
    (missing,) = read.not_found
    assert missing.what == "没有找到栏“项目支出”"
    assert "G 列“项目支出及其他”" in str(missing)
    assert "also" in str(missing)
    assert read.not_mapped[0].cell.address.a1 == "G8"
    kept = {
        ref: fen
        for ref, fen in amounts(untouched).items()
        if ref.column != "项目支出" or ref.table != "expenditure"
    }
    assert amounts(read) == kept


def test_one_level_of_headings_becomes_two(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z04")
    unmerge(sheet)
    for column in range(5, 11):
        sheet.cell(6, column).value = "小计"
    assert amounts(export.read()) == amounts(untouched)


def test_nothing_is_merged(export: Export, untouched: SourceFigures) -> None:
    for code in CODES:
        unmerge(export.sheet(code))
    assert amounts(export.read()) == amounts(untouched)


@pytest.mark.parametrize("seed", range(6))
def test_columns_in_any_order(export: Export, untouched: SourceFigures, seed: int) -> None:
    sheet = export.sheet("Z04")
    order = list(range(5, 11))
    random.Random(seed).shuffle(order)  # noqa: S311 - test data
    columns = {
        new: [sheet.cell(row, old).value for row in range(5, sheet.max_row + 1)]
        for new, old in zip(range(5, 11), order, strict=True)
    }
    moved_ranges = [r for r in list(sheet.merged_cells.ranges) if r.min_col >= 5 and r.min_row >= 5]
    for old in moved_ranges:
        sheet.unmerge_cells(str(old))
    for column, values in columns.items():
        for row, value in enumerate(values, 5):
            sheet.cell(row, column).value = value
        sheet.merge_cells(f"{get_column_letter(column)}5:{get_column_letter(column)}6")
    assert amounts(export.read()) == amounts(untouched)


def test_column_without_heading_inside_a_group_is_not_taken(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z07")
    insert_column(sheet, 8)
    sheet["H9"] = 99
    read = export.read()
    assert amounts(read) == amounts(untouched)
    assert [item.cell.address.a1 for item in read.not_mapped] == ["H9"]


def test_two_columns_that_could_both_be_meant(export: Export) -> None:
    sheet = export.sheet("Z04")
    sheet["H5"] = "项目支出"
    sheet["H8"] = 1
    read = export.read()
    assert "栏“项目支出”不止一个（G、H 列），没有取用" in str(read.not_found[0])
    assert not [ref for ref in read.figures if ref.table == "expenditure" and ref.column == "项目支出"]


def test_codes_in_three_columns(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z04")
    unmerge(sheet)
    for row in range(8, sheet.max_row + 1):
        code = str(sheet.cell(row, 1).value)
        if code.isdigit():
            for column, part in enumerate((code[:3], code[3:5], code[5:7]), 1):
                sheet.cell(row, column).value = part or None
    sheet.merge_cells("A5:D5")
    sheet.merge_cells("A6:C6")
    assert amounts(export.read()) == amounts(untouched)


def test_headings_repeated_for_printing(export: Export, untouched: SourceFigures) -> None:
    sheet = export.sheet("Z04")
    headings = [[sheet.cell(row, column).value for column in range(1, 11)] for row in (5, 6, 7)]
    insert_rows(sheet, 20, 3)
    for offset, line in enumerate(headings):
        for column, value in enumerate(line, 1):
            sheet.cell(20 + offset, column).value = value
    read = export.read()
    assert amounts(read) == amounts(untouched)
    assert not read.unreadable

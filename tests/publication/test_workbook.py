"""The published workbook: values only, ready to print, nothing in it that readers should not see."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.publication.conftest import Published


@pytest.fixture(scope="module")
def book(qingshan: Published) -> Workbook:
    return openpyxl.load_workbook(BytesIO(qingshan.files["xlsx"]))


def test_a_sheet_for_each_table(book: Workbook) -> None:
    assert book.sheetnames == [f"公开0{number}" for number in range(1, 10)]


def test_values_only_and_no_zero(book: Workbook) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert not [cell.coordinate for cell in cells if cell.value == 0]
    assert not [cell.coordinate for cell in cells if cell.comment or cell.hyperlink]
    assert not book.defined_names
    assert {sheet.sheet_state for sheet in book} == {"visible"}


def test_nobody_is_named_in_its_properties(book: Workbook) -> None:
    properties = book.properties
    assert properties.title == "武汉市青山区人力资源局2023年度部门决算"
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_headings_are_repeated_on_paper(book: Workbook) -> None:
    sheet = book["公开03"]
    assert sheet.print_title_rows == "$4:$6"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0  # as many pages down as it takes; one across is the default
    assert sheet.page_setup.paperSize == 9


def test_headings_are_merged_as_in_the_form(book: Workbook) -> None:
    merged = {str(area) for area in book["公开05"].merged_cells.ranges}
    assert {"A4:D4", "E4:G4", "A5:C5", "A7:D7"} <= merged
    assert book["公开05"]["E4"].value == "本年支出"

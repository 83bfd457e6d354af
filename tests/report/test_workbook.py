"""The report as a workbook, read back with another library than the one that wrote it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from juesuan.model.finding import Report
from juesuan.report.workbook import write_workbook


@pytest.fixture
def book(report: Report, tmp_path: Path) -> openpyxl.Workbook:
    write_workbook(report, tmp_path / "报告.xlsx")
    return openpyxl.load_workbook(tmp_path / "报告.xlsx")


def column(book: openpyxl.Workbook, sheet: str, heading: str) -> list[object]:
    page = book[sheet]
    number = next(cell.column for cell in page[1] if cell.value == heading)
    return [page.cell(row, number).value for row in range(2, page.max_row + 1)]


def test_sheets_and_what_is_counted(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["汇总", "明细", "加数", "规则"]
    summary = dict(zip(column(book, "汇总", "项目"), column(book, "汇总", "内容"), strict=True))
    assert (summary["错误"], summary["警告"], summary["提示"], summary["规则：不适用"]) == (2, 2, 1, 1)
    assert summary["文件"] == "/决算/公开 表.xlsx"


def test_details_list_main_findings_with_what_follows_from_them(book: openpyxl.Workbook) -> None:
    assert column(book, "明细", "序号") == ["1", "1.1", "2", "3", "4", "5", "6", "7"]
    assert column(book, "明细", "类别") == ["主要", "连带", "主要", "主要", "主要", "主要", "已豁免", "尾差"]
    assert column(book, "明细", "左边")[:3] == [3704.84, None, 1000]
    assert column(book, "明细", "相差")[:3] == [0.01, 0.01, 1.5]


def test_cells_link_into_the_checked_workbook(book: openpyxl.Workbook) -> None:
    cell = book["明细"]["F2"]
    assert cell.value == "公开03!G24"
    assert cell.hyperlink is not None
    assert str(cell.hyperlink.target).endswith("公开%20表.xlsx")
    assert cell.hyperlink.location == "'公开03'!G24"


def test_texts_never_become_formulas(book: openpyxl.Workbook) -> None:
    values = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("=HYPERLINK(1)" in str(cell.value) for cell in values)
    assert not any(cell.data_type == "f" for cell in values)


def test_progress_can_be_chosen_and_filtered(book: openpyxl.Workbook) -> None:
    page = book["明细"]
    (validation,) = page.data_validations.dataValidation
    assert validation.formula1 == '"未整改,整改中,已整改,无需整改"'
    assert page.auto_filter.ref is not None
    assert {"责任人", "整改状态", "整改说明"} <= {cell.value for cell in page[1]}


def test_every_rule_is_listed(book: openpyxl.Workbook) -> None:
    assert column(book, "规则", "状态") == ["不符", "出错", "尾差", "通过", "不适用"]
    assert "没有政府性基金" in column(book, "规则", "说明")


def test_addends_keep_blank_apart_from_zero(book: openpyxl.Workbook) -> None:
    amounts = dict(zip(column(book, "加数", "金额项目"), column(book, "加数", "金额"), strict=True))
    assert amounts["公开02 丙"] is None
    assert amounts["公开02 乙"] == 1

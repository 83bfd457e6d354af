"""The sheets beside the nine tables: written into templates, found again, and never asked of anybody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from juesuan.books.reading import read_disclosure
from juesuan.books.template import write_workbook
from juesuan.model.disclosure import Disclosure, Unit, UnitKind
from juesuan.model.finding import Status
from juesuan.recalc.reading import read
from juesuan.rules import check
from tests.making.disclosures import disclosure

SHEETS = {
    "three_public_detail": "三公经费明细",
    "operating": "机关运行经费",
    "procurement": "政府采购",
    "state_assets": "国有资产",
}
FIGURES: dict[str, Any] = {
    "layout": "wuhan-2023",
    "three_public_detail": {
        "公务用车运行维护费": {"全年预算数": 3, "决算数": 1.2, "上年决算数": 0.96},
        "因公出国（境）费": {"全年预算数": 0, "决算数": 0},
        "公务用车保有量": {"本年数": 1},
        "公务用车购置数": {"本年数": 0},
    },
    "operating": {"单位2": {"决算数": 17.07}, "30201": {"决算数": 2.5}},
    "state_assets": {"应急保障用车": 1},
}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workbook with supporting figures of two units."""
    path = tmp_path_factory.mktemp("supporting") / "附表.xlsx"
    figures = disclosure(FIGURES)
    figures.units = (Unit("甲局", UnitKind.ADMINISTRATIVE), Unit("乙队", UnitKind.CIVIL_SERVANT_MANAGED))
    write_workbook(figures.layout, path, figures)
    return path


@pytest.fixture
def reread(written: Path, tmp_path: Path) -> Callable[[Callable[[Workbook], object]], Disclosure]:
    """Read the workbook after somebody has changed it."""

    def read_changed(change: Callable[[Workbook], object]) -> Disclosure:
        book = openpyxl.load_workbook(written)
        change(book)
        book.save(tmp_path / "改过.xlsx")
        return read_disclosure(tmp_path / "改过.xlsx")

    return read_changed


def stated(found: Disclosure, table: str, row: str, column: str) -> str:
    amount = found.supporting[table].amount(row, column)
    return "blank" if amount.blank else str(amount)


def test_what_was_written_is_read(written: Path) -> None:
    found = read_disclosure(written)
    assert {name: table.sheet for name, table in found.supporting.items()} == SHEETS
    assert (found.not_located, found.remarks) == ([], [])
    assert stated(found, "three_public_detail", "合计", "决算数") == "1.20"
    assert stated(found, "three_public_detail", "公务用车保有量", "本年数") == "1.00"
    assert stated(found, "operating", "单位2", "决算数") == "17.07"
    assert stated(found, "operating", "单位合计", "决算数") == "17.07"
    assert stated(found, "operating", "302", "决算数") == "2.50"
    assert stated(found, "state_assets", "车辆合计", "数量") == "1.00"


def test_zero_says_something_that_blank_does_not(written: Path) -> None:
    found = read_disclosure(written)
    assert stated(found, "three_public_detail", "公务用车购置数", "本年数") == "0.00"
    assert stated(found, "three_public_detail", "因公出国（境）费", "决算数") == "0.00"
    assert stated(found, "three_public_detail", "因公出国（境）团组数", "本年数") == "blank"


def test_units_and_percentages_follow_by_themselves(written: Path) -> None:
    book = openpyxl.load_workbook(written, data_only=True)
    sheet = book["机关运行经费"]
    assert [sheet["B6"].value, sheet["C6"].value, sheet["B7"].value] == ["乙队", "参公", None]
    detail = book["三公经费明细"]
    # 1.2 of 3 is 40 %, 0.24 more than 0.96 is 25 %; travel has a budget of 0: no percentage
    assert [detail["F8"].value, detail["G8"].value, detail["F5"].value] == [40, 25, None]


def test_counts_are_whole_numbers_and_amounts_are_not(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    assert book["国有资产"]["B9"].number_format == "0;-0;;@"
    assert book["三公经费明细"]["I6"].number_format == "0"  # a zero that somebody states is shown
    assert book["三公经费明细"]["D8"].number_format == "#,##0.00;-#,##0.00;;@"


def test_formulas_are_locked_and_cells_to_fill_in_are_not(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["三公经费明细"]
    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("D4", "F4", "D8", "I7")] == [True, True, False, False]


def test_workbooks_without_them_are_read_and_nobody_is_told(
    reread: Callable[[Callable[[Workbook], object]], Disclosure],
) -> None:
    def remove(book: Workbook) -> None:
        for sheet in SHEETS.values():
            book.remove(book[sheet])

    found = reread(remove)
    assert (found.supporting, found.not_located) == ({}, [])
    outcomes = {outcome.rule.id: outcome for outcome in check(found).outcomes}
    assert "没有读到附表《“三公”经费明细表》" in outcomes["D101"].reason
    assert "没有读到附表《政府采购支出情况表》" in outcomes["D141"].reason


def test_a_renamed_sheet_with_another_title_is_found_by_its_name(
    reread: Callable[[Callable[[Workbook], object]], Disclosure],
) -> None:
    def rename(book: Workbook) -> None:
        sheet = book["国有资产"]
        sheet.title, sheet["A1"] = "资产", "车辆和设备"
        book.defined_names["决算_state_assets"].attr_text = "'资产'!$A$1:$B$15"  # as Excel does by itself

    found = reread(rename)
    assert found.supporting["state_assets"].sheet == "资产"
    assert stated(found, "state_assets", "应急保障用车", "数量") == "1.00"


def test_rows_and_columns_that_were_put_in_do_not_matter(
    reread: Callable[[Callable[[Workbook], object]], Disclosure],
) -> None:
    def insert(book: Workbook) -> None:
        sheet = book["国有资产"]
        for area in [str(area) for area in sheet.merged_cells.ranges]:
            sheet.unmerge_cells(area)
        sheet.insert_rows(5)
        sheet.insert_cols(2)

    assert stated(reread(insert), "state_assets", "应急保障用车", "数量") == "1.00"


def test_a_sheet_of_the_same_title_in_another_form_is_left_alone(
    reread: Callable[[Callable[[Workbook], object]], Disclosure],
) -> None:
    def replace(book: Workbook) -> None:
        book.remove(book["政府采购"])
        del book.defined_names["决算_procurement"]
        own = book.create_sheet("采购")
        own["A1"], own["A3"], own["B3"] = "政府采购支出情况表", "项目", "支出金额"
        own["A4"], own["B4"] = "货物", 1.99

    found = reread(replace)
    assert "procurement" not in found.supporting
    assert found.not_located == []


def test_a_sheet_in_another_unit_is_not_taken_and_that_is_said(
    reread: Callable[[Callable[[Workbook], object]], Disclosure],
) -> None:
    def in_yuan(book: Workbook) -> None:
        sheet = book["三公经费明细"]
        cell = next(cell for cell in sheet[2] if cell.value == "金额单位：万元")
        cell.value = "金额单位：元"

    found = reread(in_yuan)
    assert "three_public_detail" not in found.supporting
    assert [str(notice) for notice in found.not_located] == [
        "工作表“三公经费明细”：金额单位是“元”，与九张表不同，没有采用（找的是“万元”）"
    ]


def test_there_are_rows_for_every_unit_of_the_cover(tmp_path: Path) -> None:
    figures = disclosure({"layout": "wuhan-2023", "operating": {"单位1": {"决算数": 1.0}}})
    figures.units = tuple(Unit(f"第{n}单位", UnitKind.ADMINISTRATIVE) for n in range(1, 26))
    write_workbook(figures.layout, tmp_path / "多.xlsx", figures)
    book = openpyxl.load_workbook(tmp_path / "多.xlsx")
    sheet = book["机关运行经费"]
    assert [sheet["A29"].value, sheet["A30"].value] == [25, None]
    sheet["E29"] = 2.5
    book.save(tmp_path / "多.xlsx")
    found = read(tmp_path / "多.xlsx")
    assert stated(found, "operating", "单位25", "决算数") == "2.50"
    assert stated(found, "operating", "单位合计", "决算数") == "3.50"
    assert found.not_located == []
    assert check(found, rules=["D151"]).outcomes[0].status is Status.PASSED

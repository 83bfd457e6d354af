"""What cannot be found, or not told apart, is reported and never guessed."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from juesuan.books.reading import read_disclosure
from juesuan.model.rule import Severity
from juesuan.rules import check
from tests.making.doubtful_workbooks import WORKBOOKS, changed_workbook, filled_in


def test_a_missing_table_is_reported_and_the_rest_read(
    tmp_path: Path, read_as_expected: Any, draft: Any
) -> None:
    page = draft.page("expenditure")
    draft.pages.remove(page)
    draft.expected = {key: value for key, value in draft.expected.items() if key[0] != "expenditure"}
    draft.where = {}
    disclosure = read_as_expected(draft, tmp_path)
    [notice] = disclosure.not_located
    assert notice.table == "expenditure"
    assert "没有找到表“支出决算表”" in str(notice)
    assert "全部 9 张工作表" in str(notice)
    assert "expenditure" not in disclosure.tables


def test_a_renamed_column_is_reported_and_never_guessed(
    tmp_path: Path, read_as_expected: Any, wuhan: Any
) -> None:
    page = wuhan.page("expenditure")
    page.cells[3, 5] = "人员及公用"
    wuhan.expected = {
        key: v for key, v in wuhan.expected.items() if (key[0], key[2]) != ("expenditure", "基本支出")
    }
    disclosure = read_as_expected(wuhan, tmp_path)
    [notice] = disclosure.not_located
    assert (notice.table, notice.looked_for) == ("expenditure", "基本支出")
    assert "公开03" in notice.where
    assert all("基本支出" not in row.columns for row in disclosure["expenditure"].listing)


def test_two_columns_with_one_heading_are_not_guessed(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("income")
    page.insert_column(6)
    page.cells[3, 6] = "财政拨款收入"
    disclosure = read_disclosure(wuhan.save(tmp_path / "a.xlsx"))
    assert [notice.looked_for for notice in disclosure.not_located] == ["财政拨款收入"]


def test_a_copy_of_a_sheet_is_reported_and_not_taken(
    tmp_path: Path, read_as_expected: Any, draft: Any
) -> None:
    page = copy.deepcopy(draft.page("income"))
    page.name, page.named = f"{page.name} (2)", None
    for cell in page.formats:
        page.cells[cell] = 1.0
    draft.pages.insert(1, page)  # even before the sheet that bears the name
    disclosure = read_as_expected(draft, tmp_path)
    [notice] = disclosure.not_located
    assert page.name in notice.where
    assert "没有采用" in notice.what


def test_a_sheet_of_contents_is_no_table(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    page = type(draft.pages[0])("目录")
    for number, spec in enumerate(draft.layout.tables.values()):
        page.cells[number, 0] = spec.title
    draft.pages.insert(0, page)
    draft.named = False
    assert read_as_expected(draft, tmp_path).not_located == []


def test_other_tables_with_similar_titles_are_left_alone(
    tmp_path: Path, read_as_expected: Any, wuhan: Any
) -> None:
    page = copy.deepcopy(wuhan.page("expenditure"))
    page.name, page.named = "项目", None
    page.cells[0, 0] = "项目支出决算表"
    wuhan.pages.insert(0, page)
    wuhan.named = False
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_one_table_in_another_unit_is_reported(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("basic")
    page.cells[2, page.grid.width - 1] = "金额单位：元"
    disclosure = read_disclosure(wuhan.save(tmp_path / "a.xlsx"))
    assert disclosure.unit == "万元"
    [notice] = disclosure.not_located
    assert (notice.table, notice.what) == ("basic", "金额单位是“元”，与其他表不同")


def test_a_table_on_two_sheets_is_not_checked_by_halves(tmp_path: Path) -> None:
    filled_in(tmp_path / "全.xlsx", formulas=False)
    change = WORKBOOKS["a table continued on another sheet"]
    disclosure = read_disclosure(changed_workbook(tmp_path / "全.xlsx", tmp_path / "续.xlsx", change))
    assert "expenditure" not in disclosure.tables
    [notice] = disclosure.not_located
    assert "公开03（续）" in notice.what
    report = check(disclosure)
    assert report.count(Severity.ERROR) == 0
    reasons = {outcome.rule.id: outcome.reason for outcome in report.outcomes}
    assert reasons["T301"] == "工作簿里没有读到《支出决算表》"

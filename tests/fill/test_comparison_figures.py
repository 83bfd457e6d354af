"""Last year's workbook and the approved budget."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import juesuan
from juesuan.books.errors import ReadError
from juesuan.fill.approved_budget import read_approved_budget
from juesuan.fill.budget_sheet import fill_budget
from juesuan.fill.changes import ChangeKind
from juesuan.fill.previous_sheet import fill_previous_year
from juesuan.fill.previous_year import read_previous_year
from juesuan.layouts import load_layout
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from tests.books.conftest import make_draft
from tests.fill.fillings import TEMPLATES


def budget(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path)
    return path


HEAD: list[object] = ["科目编码", "科目名称", "年初预算"]
LINES: list[list[object]] = [
    ["合计", None, 458.3],
    ["208", "社会保障和就业支出", 458.3],
    [2080101, "行政运行", 335.3],
    ["2080102 ", "一般行政管理事务", "123"],
]


def test_budget_from_a_sheet(tmp_path: Path) -> None:
    path = budget(tmp_path / "批复.xlsx", [["2023年预算批复"], ["单位：万元"], HEAD, *LINES])
    read = read_approved_budget(path)
    assert read.unit == "万元"
    assert {code: figure.fen for code, figure in read.items.items()} == {
        "2080101": 335_300_000,
        "2080102": 123_000_000,
    }
    assert read.fen("208") == 458_300_000
    assert read.fen("2080199") is None
    assert read.names["2080101"] == "行政运行"
    assert read.items["2080101"].address.a1 == "C6"
    assert not read.complaints


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-8"])
def test_budget_from_a_csv(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "批复.csv"
    path.write_text(
        '科目编码,科目名称,年初预算数（元）\n2080101,行政运行,"3,353,000.01"\n2080102,一般行政管理事务,—\n',
        encoding=encoding,
    )
    read = read_approved_budget(path)
    assert {code: figure.fen for code, figure in read.items.items()} == {"2080101": 335_300_001}


def test_budget_lines_that_were_not_taken_are_named(tmp_path: Path) -> None:
    """A mistyped code and an amount stated twice are said with their cells; 小计 is no loss."""
    lines: list[list[object]] = [
        ["2O80101", "行政运行", 5],
        ["", "小计", 6],
        ["2080102", "一般行政管理事务", 7],
    ]
    path = budget(tmp_path / "批复.xlsx", [["单位：万元"], HEAD, *LINES, *lines])
    read = read_approved_budget(path)
    sheet = openpyxl.load_workbook(path).sheetnames[0]
    twice, lost = read.complaints
    assert f"{sheet}!C6" in twice
    assert f"{sheet}!C9" in twice
    assert lost.startswith(f"{sheet}!C7（2O80101")
    assert "没有科目编码" in lost


def test_budget_without_a_unit_is_refused(tmp_path: Path) -> None:
    path = budget(tmp_path / "批复.xlsx", [HEAD, *LINES])
    with pytest.raises(ReadError, match="没有注明金额单位"):
        read_approved_budget(path)
    assert read_approved_budget(path, "万元").fen("2080101") == 335_300_000
    with pytest.raises(ReadError, match="与指定的“元”不同"):
        read_approved_budget(budget(tmp_path / "b.xlsx", [["单位：万元"], HEAD, *LINES]), "元")


def test_file_without_a_budget(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="没有找到年初预算"):
        read_approved_budget(budget(tmp_path / "x.xlsx", [["姓名", "电话"]]))


def test_last_year_whatever_its_layout(tmp_path: Path) -> None:
    draft = make_draft("shanghai-2024")
    path = draft.save(tmp_path / "上年.xlsx")
    this_year = Disclosure(load_layout("wuhan-2023"), {}, organisation="某某市某某局", year=2025)
    previous = read_previous_year(path, this_year)
    for (table, row, column), text in draft.expected.items():
        assert str(previous.amount(CellRef(table, row, column))) == text
    assert previous.year == 2024
    assert not [text for text in previous.complaints if "不是上年" in text or "单位是" in text]


def test_wrong_year_and_wrong_department_are_told(tmp_path: Path) -> None:
    path = make_draft("wuhan-2023").save(tmp_path / "上年.xlsx")
    this_year = Disclosure(load_layout("wuhan-2023"), {}, organisation="另一个局", year=2023)
    complaints = " ".join(read_previous_year(path, this_year).complaints)
    assert "是 2023 年度的，不是上年（2022 年度）" in complaints
    assert "“某某市某某局”，本年是“另一个局”" in complaints


def test_last_year_in_fen(tmp_path: Path) -> None:
    draft = make_draft("wuhan-2023")
    previous = read_previous_year(draft.save(tmp_path / "上年.xlsx"))
    (table, row, column), text = next(iter(draft.expected.items()))
    assert previous.fen(CellRef(table, row, column)) == round(float(text.replace(",", "")) * 100) * 10_000
    assert previous.fen(CellRef("income", "2299999", "其他收入")) is None


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "公开表.xlsx"
    path.write_bytes((TEMPLATES / "wuhan-2023.xlsx").read_bytes())
    return path


def test_last_years_figures_are_kept_and_read_back(template: Path, tmp_path: Path) -> None:
    draft = make_draft("shanghai-2024")
    last = draft.save(tmp_path / "上年.xlsx")
    filling = fill_previous_year(template, last)
    filling.prepared.write(template)
    kept = juesuan.read(template).comparison
    here = load_layout("wuhan-2023").tables
    for (table, row, column), text in draft.expected.items():
        assert table in here
        assert str(kept.before(CellRef(table, row, column))) == text
    assert kept.before(CellRef("income", "2299999", "其他收入")) == Amount()
    assert kept.before(CellRef("没有这张表", "合计", "金额")) is None
    assert kept.budget is None
    assert "上年.xlsx" in kept.previous_source
    told = {change.ref: change.after for change in filling.prepared.changes}
    assert told == {ref: str(amount) for ref, amount in kept.previous.items()}
    assert fill_previous_year(template, last).prepared.changes == ()
    book = openpyxl.load_workbook(template)
    sheet = book["上年数"]
    sheet.insert_rows(5)
    cell = next(row[4] for row in sheet.iter_rows(min_row=6) if row[4].value)
    place = cell.coordinate
    cell.value = "约三万"
    book.save(template)
    notices = [str(notice) for notice in juesuan.read(template).not_located if "上年数" in notice.where]
    assert len(notices) == 1
    assert f"上年数!{place}" in notices[0]
    assert "约三万" in notices[0]


def test_last_year_in_yuan_is_converted(template: Path, tmp_path: Path) -> None:
    last = tmp_path / "上年.xlsx"
    book = openpyxl.load_workbook(TEMPLATES / "wuhan-2023.xlsx")
    sheet = book["公开03"]
    sheet["A10"], sheet["F10"] = "2080101", 123450000
    for page in book.worksheets:
        for row in page.iter_rows(max_row=6):
            for cell in row:
                if isinstance(cell.value, str) and "单位：万元" in cell.value:
                    cell.value = cell.value.replace("万元", "元")
    book.save(last)
    fill_previous_year(template, last).prepared.write(template)
    before = juesuan.read(template).comparison.before(CellRef("expenditure", "2080101", "基本支出"))
    assert before == Amount(1_234_500)


def test_budget_is_kept_by_item(template: Path, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["单位：元"],
        HEAD,
        ["208", "社保", 3_353_000.01],
        ["2080101", "行政运行", 3_353_049.99],
    ]
    source = budget(tmp_path / "批复.xlsx", rows)
    filling = fill_budget(template, source)
    assert [(change.kind, change.after) for change in filling.prepared.changes] == [
        (ChangeKind.BUDGET, "335.30")
    ]
    filling.prepared.write(template)
    kept = juesuan.read(template).comparison
    assert kept.budget == {"2080101": Amount(33_530)}
    assert kept.budgeted("2080102") == Amount()
    assert fill_budget(template, source).prepared.changes == ()
    book = openpyxl.load_workbook(template)
    book["年初预算"].append([2080102, "一般行政管理事务", "1,234.56"])
    book.save(template)
    assert juesuan.read(template).comparison.budgeted("2080102") == Amount(123_456)


def test_somebody_elses_sheet_of_that_name_is_not_replaced(template: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(template)
    book.create_sheet("年初预算")["A1"] = "我的底稿"
    book.save(template)
    source = budget(tmp_path / "批复.xlsx", [["单位：万元"], HEAD, *LINES])
    with pytest.raises(ReadError, match="已有一张别的工作表叫“年初预算”"):
        fill_budget(template, source)
    assert juesuan.read(template).comparison.budget is None

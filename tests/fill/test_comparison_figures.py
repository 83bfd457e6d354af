"""Last year's workbook and the approved budget."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from juesuan.books.errors import ReadError
from juesuan.fill.approved_budget import read_approved_budget
from juesuan.fill.previous_year import read_previous_year
from juesuan.layouts import load_layout
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from tests.books.conftest import make_draft


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

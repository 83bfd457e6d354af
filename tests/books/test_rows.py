"""Which row is which: codes and labels as people write them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from juesuan.books.reading import read_disclosure
from juesuan.books.subject_codes import code_and_name
from juesuan.model.disclosure import Disclosure


@pytest.mark.parametrize(
    ("cells", "name", "expected"),
    [
        (["2080101", "", ""], "行政运行", ("2080101", "行政运行")),
        (["", "", "2080101"], "行政运行", ("2080101", "行政运行")),
        (["", "20801", ""], "人力资源", ("20801", "人力资源")),
        (["208", "01", "01"], "行政运行", ("2080101", "行政运行")),
        (["208", "01", ""], "人力资源", ("20801", "人力资源")),
        (["208", "20801", "2080101"], "行政运行", ("2080101", "行政运行")),
        (["208 01 01"], "行政运行", ("2080101", "行政运行")),
        (["２０８０１０１"], "行政运行", ("2080101", "行政运行")),
        (["2080101 行政运行"], "", ("2080101", "行政运行")),
        (["2080101行政运行"], "", ("2080101", "行政运行")),
        (["[2080101]行政运行"], "", ("2080101", "行政运行")),
        (["2080101.0"], "行政运行", ("2080101", "行政运行")),
        ([""], "2080101 行政运行", ("2080101", "行政运行")),
        (["208010"], "行政运行", ("208010", "行政运行")),
        (["20801O1"], "行政运行", (None, "行政运行")),
        (["合计"], "", (None, "合计")),
        ([""], "合计", (None, "合计")),
        ([], "2023", (None, "2023")),
        ([""], "2023年项目", (None, "2023年项目")),
        ([""], "30天以上的", (None, "30天以上的")),
    ],
)
def test_codes_as_people_write_them(cells: list[str], name: str, expected: tuple[str | None, str]) -> None:
    assert code_and_name(cells, name) == expected


def read(draft: Any, path: Path) -> Disclosure:
    return read_disclosure(draft.save(path / "a.xlsx"))


def test_codes_as_numbers_in_the_last_column_and_with_the_name(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("expenditure")
    for row in [row for row, column in list(page.cells) if column == 0 and row > page.grid.first_row]:
        code = page.cells.pop((row, 0))
        if not str(code).isdigit():
            page.cells[row, 0] = code
        elif row % 3 == 0:
            page.cells[row, 0] = float(code)
        elif row % 3 == 1:
            page.cells[row, 2] = f" {code[:3]} {code[3:]} "
        else:
            page.cells[row, 1] = f"{code}　{page.cells.pop((row, 3))}"
    page.merges = [merge for merge in page.merges if merge[0] <= page.grid.first_row]
    table = read(wuhan, tmp_path)["expenditure"]
    expected = {key[1]: value for key, value in wuhan.expected.items() if key[0] == "expenditure"}
    assert [row.code or row.id for row in table.listing] == list(expected)
    assert {row.label for row in table.listing} == {
        "合计",
        *(f"科目{row.code}" for row in table.listing if row.code),
    }


@pytest.mark.parametrize("spot", ["first", "last", "middle"])
def test_the_total_row_may_stand_anywhere(tmp_path: Path, wuhan: Any, spot: str) -> None:
    page = wuhan.page("income")
    first, last = page.grid.total_row, page.grid.total_row + 9
    target = {"first": first, "last": last, "middle": first + 4}[spot]
    moves = {first: target} | {row: row - 1 for row in range(first + 1, target + 1)}
    page.shift(rows=moves)
    page.cells[target, 0] = " 合　 计"
    disclosure = read(wuhan, tmp_path)
    found = {
        (row.id, column): str(amount)
        for row in disclosure["income"].listing
        for column, amount in row.amounts.items()
    }
    assert found == {key[1:]: value for key, value in wuhan.expected.items() if key[0] == "income"}
    assert disclosure["income"].rows["合计"].sheet_row == target


def test_repeated_codes_stay_in_the_listing(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("income")
    row = page.row_of("20899")
    page.cells[row, 0] = "2080505"
    listing = read(wuhan, tmp_path)["income"].listing
    assert [entry.code for entry in listing].count("2080505") == 2


def test_a_row_with_figures_and_no_code_is_kept(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("income")
    row = page.row_of("20899")
    page.cells[row, 0] = ""
    table = read(wuhan, tmp_path)["income"]
    kept = table.rows[f"第{row + 1}行"]
    assert (kept.code, kept.label, kept.sheet_row) == (None, "科目20899", row)
    assert kept.amounts


def test_rows_that_are_no_rows(tmp_path: Path, wuhan: Any) -> None:
    """Headings printed again, signatures and page numbers under the table, blank rows between."""
    page = wuhan.page("income")
    middle = page.row_of("20899")
    page.insert_rows(middle, 4)
    for (row, column), value in list(page.cells.items()):
        if 3 <= row <= 5:
            page.cells[row - 3 + middle, column] = value
    end = max(row for row, _ in page.formats) + 1
    for row, column in [cell for cell in page.cells if cell[0] >= end]:
        del page.cells[row, column]
    page.merges = [merge for merge in page.merges if merge[0] < end]
    page.cells[end + 1, 0] = "单位负责人："
    page.cells[end + 1, 4] = "财务负责人："
    page.cells[end + 1, 8] = "填表人："
    page.cells[end + 2, 5] = "第 1 页"
    disclosure = read(wuhan, tmp_path)
    assert disclosure.remarks == []
    assert [row.id for row in disclosure["income"].listing] == [
        key[1] for key in wuhan.expected if key[0] == "income" and key[2] == "本年收入合计"
    ]


def test_lines_are_found_by_label_when_line_numbers_differ(tmp_path: Path, wuhan: Any) -> None:
    for name in ("total", "fiscal_total"):
        page = wuhan.page(name)
        for cell, value in page.cells.items():
            if isinstance(value, int) and cell[0] > page.grid.first_row:
                page.cells[cell] = value + 1
    found = read(wuhan, tmp_path)
    assert figures_of(found, "total") == expected_of(wuhan, "total")
    assert figures_of(found, "fiscal_total") == expected_of(wuhan, "fiscal_total")


def test_lines_without_ordinals_spaces_or_numbers(tmp_path: Path, wuhan: Any) -> None:
    """Without 行次 a label printed twice is told by what stands before it: 1 or 29 of 公开04."""
    for name in ("total", "fiscal_total"):
        page = wuhan.page(name)
        for cell, value in list(page.cells.items()):
            if cell[0] < page.grid.first_row:
                continue
            if isinstance(value, int):
                del page.cells[cell]
            elif isinstance(value, str):
                page.cells[cell] = f"  {value.split('、')[-1]}："
    found = read(wuhan, tmp_path)
    assert figures_of(found, "total") == expected_of(wuhan, "total")
    assert figures_of(found, "fiscal_total") == expected_of(wuhan, "fiscal_total")


def test_an_empty_line_removed_is_reported_by_name(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("total")
    row = page.row_of("二、外交支出")
    page.cells[row, 3] = ""
    page.cells[row, 4] = ""
    disclosure = read(wuhan, tmp_path)
    assert ["外交支出" in notice.what for notice in disclosure.not_located] == [True]
    kept = disclosure["total"].rows[f"第{row + 1}行"]
    assert str(kept.amount("金额")) == wuhan.expected["total", "外交支出", "金额"]


def test_economic_subjects_out_of_place_and_out_of_the_layout(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("basic")
    row = page.row_of("30299")
    page.cells[row, 3] = "30701"
    page.cells[row, 4] = "国内债务付息"
    disclosure = read(wuhan, tmp_path)
    assert "30299" not in disclosure["basic"].rows
    assert str(disclosure["basic"].amount("30701", "决算数")) == wuhan.expected["basic", "30299", "决算数"]
    assert disclosure["basic"].rows["30701"].label == "国内债务付息"
    assert disclosure.not_located == []


def test_two_unknown_rows_side_by_side_have_names_of_their_own(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("total")
    row = page.grid.first_row + 2
    for column in (0, 1, 3, 4):
        page.cells[row, column] = "？"
    names = [entry.id for entry in read(wuhan, tmp_path)["total"].listing if "第" in entry.id]
    assert names == [f"第{row + 1}行", f"第{row + 1}行（支出）"]


def figures_of(disclosure: Disclosure, table: str) -> dict[tuple[str, str], str]:
    return {
        (row.id, c): str(amount) for row in disclosure[table].listing for c, amount in row.amounts.items()
    }


def expected_of(draft: Any, table: str) -> dict[tuple[str, str], str]:
    return {key[1:]: value for key, value in draft.expected.items() if key[0] == table}

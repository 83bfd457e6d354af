"""A workbook after everything people do to one: the figures stay the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


def test_without_names_and_properties_the_layout_is_recognised(
    tmp_path: Path, read_as_expected: Any, draft: Any
) -> None:
    draft.named, draft.properties = False, {}
    del draft.pages[0]  # nor a cover
    disclosure = read_as_expected(draft, tmp_path)
    assert disclosure.layout.id == draft.layout.id
    assert disclosure.organisation == "某某市某某局"
    assert disclosure.not_located == []


def test_sheets_renamed_and_reordered(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    draft.named = False
    draft.pages.reverse()
    for number, page in enumerate(draft.pages):
        page.name = f"Sheet{number} (O'Neil)"
    assert read_as_expected(draft, tmp_path).not_located == []


def test_sheets_renamed_with_names_kept(tmp_path: Path, read_as_expected: Any, wuhan: Any) -> None:
    for page in wuhan.pages[1:]:
        page.name = f"表-{page.name}"
        page.cells[0, 0] = "（标题被改掉了）"
    read_as_expected(wuhan, tmp_path)


@pytest.mark.parametrize(
    "dress",
    [
        "收 入 支 出 决 算 总 表",
        "2023年度{}",
        "某某市某某局2023年度部门{}",
        "{}（公开01表）",
        "　{}　",
        "附表3：{}",
        "某某局{}",
    ],
)
def test_titles_in_other_dress(tmp_path: Path, read_as_expected: Any, wuhan: Any, dress: str) -> None:
    wuhan.named = False
    for page in wuhan.pages[1:]:
        page.cells[0, 0] = dress.format(page.cells[0, 0]) if "{}" in dress else " ".join(page.cells[0, 0])
        page.name = f"S{wuhan.pages.index(page)}"
    read_as_expected(wuhan, tmp_path)


def test_titles_lost_and_names_lost_sheet_names_remain(
    tmp_path: Path, read_as_expected: Any, draft: Any
) -> None:
    draft.named = False
    for page in draft.pages[1:]:
        del page.cells[0, 0]
        page.merges = [merge for merge in page.merges if merge[:2] != (0, 0)]
    read_as_expected(draft, tmp_path)


def test_a_table_known_by_its_headings_alone(tmp_path: Path, read_as_expected: Any, wuhan: Any) -> None:
    wuhan.named = False
    page = wuhan.page("income")
    page.cells[0, 0], page.name = "某表", "某表"
    read_as_expected(wuhan, tmp_path)


def test_rows_inserted_everywhere(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    for page in draft.pages[1:]:
        page.insert_rows(page.grid.first_row + 1, 2)
        page.insert_rows(0, 1)
    _follow(draft, lambda row, page: row + 1 + (2 if row > page.grid.first_row else 0))
    assert read_as_expected(draft, tmp_path).not_located == []


def test_rows_inserted_inside_the_headings(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    for page in draft.pages[1:]:
        page.insert_rows(page.grid.heading_top, 1)
        page.insert_rows(page.grid.first_row + 1, 1)
    _follow(draft, lambda row, _: row + 2)
    assert read_as_expected(draft, tmp_path).not_located == []


def _follow(draft: Any, move: Any) -> None:
    draft.where = {key: (page, move(row, page), column) for key, (page, row, column) in draft.where.items()}


def test_columns_inserted_and_hidden(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    for page in draft.pages[1:]:
        amount = max(column for _, column in page.formats)
        page.insert_column(amount)
        page.insert_column(0)
        page.hidden_columns = [amount + 2]
        page.cells[page.grid.heading_top, amount + 1] = "备注"
    draft.where = {}
    disclosure = read_as_expected(draft, tmp_path)
    assert disclosure.not_located == []


def test_columns_moved(tmp_path: Path, read_as_expected: Any, wuhan: Any) -> None:
    """上缴上级支出 comes before 基本支出; 经营收入 changes places with 事业收入."""
    wuhan.page("expenditure").shift(columns={5: 7, 6: 5, 7: 6})
    wuhan.page("income").shift(columns={7: 8, 8: 7})
    for key, (page, row, column) in wuhan.where.items():
        moves = {"expenditure": {5: 7, 6: 5, 7: 6}, "income": {7: 8, 8: 7}}.get(key[0], {})
        wuhan.where[key] = page, row, moves.get(column, column)
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_pairs_of_three_public_moved(tmp_path: Path, read_as_expected: Any, wuhan: Any) -> None:
    """预算数 and 决算数 change sides."""
    moves = {column: (column + 6) % 12 for column in range(12)}
    page = wuhan.page("three_public")
    body = {cell: value for cell, value in page.cells.items() if 3 <= cell[0] <= 7}
    page.cells = {cell: value for cell, value in page.cells.items() if cell not in body}
    page.cells |= {(row, moves[column]): value for (row, column), value in body.items()}
    page.formats = {(row, moves[column]): value for (row, column), value in page.formats.items()}
    page.merges = [
        (t, moves[left], b, moves[right]) if 3 <= t <= 7 else (t, left, b, right)
        for t, left, b, right in page.merges
    ]
    wuhan.where = {}
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_unmerged_headings(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    draft.named = False
    for page in draft.pages[1:]:
        page.merges = []
        page.insert_column(0)
    draft.where = {}
    assert read_as_expected(draft, tmp_path).not_located == []


def test_headings_with_line_breaks_spaces_and_other_brackets(
    tmp_path: Path, read_as_expected: Any, draft: Any
) -> None:
    for page in draft.pages[1:]:
        for cell in [cell for cell in page.cells if 2 <= cell[0] < page.grid.first_row]:
            if isinstance(page.cells[cell], str) and len(page.cells[cell]) > 3:
                text = page.cells[cell]
                page.cells[cell] = f" {text[:2]}\n{text[2:]}\u3000".replace("（", "(").replace("“", '"')
    assert read_as_expected(draft, tmp_path).not_located == []


def test_headings_that_state_the_unit(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    for page in draft.pages[1:]:
        for cell, value in list(page.cells.items()):
            if isinstance(value, str) and page.grid.heading_top <= cell[0] < (
                page.grid.number_row or page.grid.first_row
            ):
                page.cells[cell] = f"{value}（万元）"
    assert read_as_expected(draft, tmp_path).not_located == []


def test_line_numbers_left_out(tmp_path: Path, read_as_expected: Any, wuhan: Any) -> None:
    """The columns of 行次 and the row of headings above are gone: 收入 and 支出 are told by their order."""
    page = wuhan.page("total")
    page.merges = []
    page.cells = {cell: v for cell, v in page.cells.items() if cell[1] != 1 and cell[0] != 3}
    page.shift(columns={column: column - 1 for column in range(2, 6)})
    wuhan.where = {key: spot for key, spot in wuhan.where.items() if key[0] != "total"}
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_numbers_of_columns_and_lines_as_text(tmp_path: Path, read_as_expected: Any, wuhan: Any) -> None:
    for page in wuhan.pages[1:]:
        for cell, value in page.cells.items():
            if isinstance(value, int):
                page.cells[cell] = f" {value} "
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_sheet_names_with_signs_that_xml_escapes(tmp_path: Path, read_as_expected: Any, wuhan: Any) -> None:
    for number, page in enumerate(wuhan.pages[1:]):
        page.name = f"A&B <{number}> 'x' \"q\""
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_hidden_sheets_are_read(tmp_path: Path, read_as_expected: Any, wuhan: Any) -> None:
    for page in wuhan.pages[1:]:
        page.hidden = True
    read_as_expected(wuhan, tmp_path)

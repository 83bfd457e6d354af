"""A workbook as the template prints it, and after everything people do to one: the figures stay the same."""

from __future__ import annotations

import hashlib
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from juesuan.books.reading import read_disclosure
from juesuan.model.disclosure import Disclosure, Doubt, Unit, UnitKind
from juesuan.model.reference import Address, CellRef, a1


def figures(disclosure: Disclosure) -> dict[tuple[str, str, str], str]:
    return {
        (table.spec.id, row.id, column): str(amount)
        for table in disclosure.tables.values()
        for row in table.listing
        for column, amount in row.amounts.items()
    }


def read_as_expected(draft: Any, path: Path) -> Disclosure:
    """Read, and compare every figure and every address with what was written."""
    disclosure = read_disclosure(draft.save(path / "决算.xlsx"))
    assert figures(disclosure) == draft.expected
    for key, (page, row, column) in draft.where.items():
        if key in draft.expected:
            assert disclosure.address(CellRef(*key)) == Address(page.name, a1(row, column))
    return disclosure


def test_a_workbook_as_the_template_prints_it(tmp_path: Path, draft: Any) -> None:
    disclosure = read_as_expected(draft, tmp_path)
    assert disclosure.not_located == []
    assert disclosure.remarks == []
    assert disclosure.formulas == {}
    assert list(disclosure.tables) == list(draft.layout.tables)
    assert disclosure.layout.id == draft.layout.id
    assert disclosure.organisation == "某某市某某局"
    assert disclosure.year == draft.layout.year
    assert disclosure.unit == "万元"
    assert disclosure.units == (
        Unit("某某局本级", UnitKind.ADMINISTRATIVE),
        Unit("某某监察大队", UnitKind.CIVIL_SERVANT_MANAGED),
        Unit("某某中心", UnitKind.INSTITUTION),
    )
    content = (tmp_path / "决算.xlsx").read_bytes()
    assert disclosure.sha256 == hashlib.sha256(content).hexdigest()
    assert disclosure.path == str(tmp_path / "决算.xlsx")


def test_without_names_and_properties_the_layout_is_recognised(tmp_path: Path, draft: Any) -> None:
    draft.named, draft.properties = False, {}
    del draft.pages[0]  # nor a cover
    disclosure = read_as_expected(draft, tmp_path)
    assert disclosure.layout.id == draft.layout.id
    assert disclosure.organisation == "某某市某某局"
    assert disclosure.not_located == []


def test_sheets_renamed_and_reordered(tmp_path: Path, draft: Any) -> None:
    draft.named = False
    draft.pages.reverse()
    for number, page in enumerate(draft.pages):
        page.name = f"Sheet{number} (O'Neil)"
    assert read_as_expected(draft, tmp_path).not_located == []


def test_sheets_renamed_with_names_kept(tmp_path: Path, wuhan: Any) -> None:
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
def test_titles_in_other_dress(tmp_path: Path, wuhan: Any, dress: str) -> None:
    wuhan.named = False
    for page in wuhan.pages[1:]:
        page.cells[0, 0] = dress.format(page.cells[0, 0]) if "{}" in dress else " ".join(page.cells[0, 0])
        page.name = f"S{wuhan.pages.index(page)}"
    read_as_expected(wuhan, tmp_path)


def test_titles_lost_and_names_lost_sheet_names_remain(tmp_path: Path, draft: Any) -> None:
    draft.named = False
    for page in draft.pages[1:]:
        del page.cells[0, 0]
        page.merges = [merge for merge in page.merges if merge[:2] != (0, 0)]
    read_as_expected(draft, tmp_path)


def test_a_table_known_by_its_headings_alone(tmp_path: Path, wuhan: Any) -> None:
    wuhan.named = False
    page = wuhan.page("income")
    page.cells[0, 0], page.name = "某表", "某表"
    read_as_expected(wuhan, tmp_path)


def test_rows_inserted_everywhere(tmp_path: Path, draft: Any) -> None:
    for page in draft.pages[1:]:
        page.insert_rows(page.grid.first_row + 1, 2)
        page.insert_rows(0, 1)
    _follow(draft, lambda row, page: row + 1 + (2 if row > page.grid.first_row else 0))
    assert read_as_expected(draft, tmp_path).not_located == []


def test_rows_inserted_inside_the_headings(tmp_path: Path, draft: Any) -> None:
    for page in draft.pages[1:]:
        page.insert_rows(page.grid.heading_top, 1)
        page.insert_rows(page.grid.first_row + 1, 1)
    _follow(draft, lambda row, _: row + 2)
    assert read_as_expected(draft, tmp_path).not_located == []


def _follow(draft: Any, move: Any) -> None:
    draft.where = {key: (page, move(row, page), column) for key, (page, row, column) in draft.where.items()}


def test_columns_inserted_and_hidden(tmp_path: Path, draft: Any) -> None:
    for page in draft.pages[1:]:
        amount = max(column for _, column in page.formats)
        page.insert_column(amount)
        page.insert_column(0)
        page.hidden_columns = [amount + 2]
        page.cells[page.grid.heading_top, amount + 1] = "备注"
    draft.where = {}
    disclosure = read_as_expected(draft, tmp_path)
    assert disclosure.not_located == []


def test_columns_moved(tmp_path: Path, wuhan: Any) -> None:
    """上缴上级支出 comes before 基本支出; 经营收入 changes places with 事业收入."""
    wuhan.page("expenditure").shift(columns={5: 7, 6: 5, 7: 6})
    wuhan.page("income").shift(columns={7: 8, 8: 7})
    for key, (page, row, column) in wuhan.where.items():
        moves = {"expenditure": {5: 7, 6: 5, 7: 6}, "income": {7: 8, 8: 7}}.get(key[0], {})
        wuhan.where[key] = page, row, moves.get(column, column)
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_pairs_of_three_public_moved(tmp_path: Path, wuhan: Any) -> None:
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


def test_unmerged_headings(tmp_path: Path, draft: Any) -> None:
    draft.named = False
    for page in draft.pages[1:]:
        page.merges = []
        page.insert_column(0)
    draft.where = {}
    assert read_as_expected(draft, tmp_path).not_located == []


def test_headings_with_line_breaks_spaces_and_other_brackets(tmp_path: Path, draft: Any) -> None:
    for page in draft.pages[1:]:
        for cell in [cell for cell in page.cells if 2 <= cell[0] < page.grid.first_row]:
            if isinstance(page.cells[cell], str) and len(page.cells[cell]) > 3:
                text = page.cells[cell]
                page.cells[cell] = f" {text[:2]}\n{text[2:]}\u3000".replace("（", "(").replace("“", '"')
    assert read_as_expected(draft, tmp_path).not_located == []


def test_headings_that_state_the_unit(tmp_path: Path, draft: Any) -> None:
    for page in draft.pages[1:]:
        for cell, value in list(page.cells.items()):
            if isinstance(value, str) and page.grid.heading_top <= cell[0] < (
                page.grid.number_row or page.grid.first_row
            ):
                page.cells[cell] = f"{value}（万元）"
    assert read_as_expected(draft, tmp_path).not_located == []


def test_line_numbers_left_out(tmp_path: Path, wuhan: Any) -> None:
    """The columns of 行次 and the row of headings above are gone: 收入 and 支出 are told by their order."""
    page = wuhan.page("total")
    page.merges = []
    page.cells = {cell: v for cell, v in page.cells.items() if cell[1] != 1 and cell[0] != 3}
    page.shift(columns={column: column - 1 for column in range(2, 6)})
    wuhan.where = {key: spot for key, spot in wuhan.where.items() if key[0] != "total"}
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_numbers_of_columns_and_lines_as_text(tmp_path: Path, wuhan: Any) -> None:
    for page in wuhan.pages[1:]:
        for cell, value in page.cells.items():
            if isinstance(value, int):
                page.cells[cell] = f" {value} "
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_sheet_names_with_signs_that_xml_escapes(tmp_path: Path, wuhan: Any) -> None:
    for number, page in enumerate(wuhan.pages[1:]):
        page.name = f"A&B <{number}> 'x' \"q\""
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_strict_ooxml_with_absolute_targets(tmp_path: Path, wuhan: Any) -> None:
    path = wuhan.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strict = b"http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            changed = data.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/", strict + b"spreadsheetml/"
            )
            changed = changed.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                strict + b"officeDocument/relationships",
            )
            package.writestr(name, changed.replace(b'Target="worksheets/', b'Target="/xl/worksheets/'))
    assert figures(read_disclosure(path)) == wuhan.expected


def test_hidden_sheets_are_read(tmp_path: Path, wuhan: Any) -> None:
    for page in wuhan.pages[1:]:
        page.hidden = True
    read_as_expected(wuhan, tmp_path)


def test_a_missing_table_is_reported_and_the_rest_read(tmp_path: Path, draft: Any) -> None:
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


def test_a_renamed_column_is_reported_and_never_guessed(tmp_path: Path, wuhan: Any) -> None:
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


def test_a_copy_of_a_sheet_is_reported_and_not_taken(tmp_path: Path, draft: Any) -> None:
    import copy

    page = copy.deepcopy(draft.page("income"))
    page.name, page.named = f"{page.name} (2)", None
    for cell in page.formats:
        page.cells[cell] = 1.0
    draft.pages.insert(1, page)  # even before the sheet that bears the name
    disclosure = read_as_expected(draft, tmp_path)
    [notice] = disclosure.not_located
    assert page.name in notice.where
    assert "没有采用" in notice.what


def test_a_sheet_of_contents_is_no_table(tmp_path: Path, draft: Any) -> None:
    page = type(draft.pages[0])("目录")
    for number, spec in enumerate(draft.layout.tables.values()):
        page.cells[number, 0] = spec.title
    draft.pages.insert(0, page)
    draft.named = False
    assert read_as_expected(draft, tmp_path).not_located == []


def test_other_tables_with_similar_titles_are_left_alone(tmp_path: Path, wuhan: Any) -> None:
    import copy

    page = copy.deepcopy(wuhan.page("expenditure"))
    page.name, page.named = "项目", None
    page.cells[0, 0] = "项目支出决算表"
    wuhan.pages.insert(0, page)
    wuhan.named = False
    assert read_as_expected(wuhan, tmp_path).not_located == []


def test_formulas_are_kept_with_their_saved_values(tmp_path: Path, wuhan: Any, formula: Any) -> None:
    page, row, column = wuhan.where["expenditure", "合计", "基本支出"]
    value = page.cells[row, column]
    page.cells[row, column] = formula('=SUM(F8,F15)&""', value)
    disclosure = read_as_expected(wuhan, tmp_path)
    assert disclosure.formulas == {CellRef("expenditure", "合计", "基本支出"): '=SUM(F8,F15)&""'}


def test_the_input_is_not_touched(tmp_path: Path, wuhan: Any) -> None:
    path = wuhan.save(tmp_path / "a.xlsx")
    before = path.read_bytes(), path.stat().st_mtime_ns
    path.chmod(0o444)
    read_disclosure(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_blank_table_has_its_rows_and_no_figures(tmp_path: Path, draft: Any) -> None:
    for page in draft.pages[1:]:
        for cell in page.formats:
            page.cells[cell] = None
    draft.expected, draft.where = {}, {}
    disclosure = read_as_expected(draft, tmp_path)
    assert disclosure.remarks == []
    assert disclosure.not_located == []
    assert disclosure["total"].find("本年收入合计") is not None
    assert disclosure["three_public"].find("金额") is not None


def test_amounts_come_back_exactly(tmp_path: Path, wuhan: Any) -> None:
    values = [0.01, 0.1, 1.005, -0.01, 99999999.99, 1234567890.12, 0.29, 1.15, 4.35, 1e-9, 12.3456]
    spots = [key for key in wuhan.where if key[0] == "income"][: len(values)]
    for key, value in zip(spots, values, strict=True):
        page, row, column = wuhan.where[key]
        page.cells[row, column] = value
    disclosure = read_disclosure(wuhan.save(tmp_path / "a.xlsx"))
    found = [disclosure.amount(CellRef(*key)).decimal() for key in spots]
    assert found == [
        Decimal(text)
        for text in (
            "0.01", "0.10", "1.01", "-0.01", "99999999.99", "1234567890.12", "0.29", "1.15", "4.35",
            "0.00", "12.35",
        )
    ]  # fmt: skip


def test_a_template_left_zero_is_not_a_stated_zero(tmp_path: Path, wuhan: Any, formula: Any) -> None:
    shown = wuhan.where["income", "208", "事业收入"]
    hidden = wuhan.where["income", "208", "经营收入"]
    computed = wuhan.where["income", "208", "其他收入"]
    for page, row, column in (shown, hidden, computed):
        page.cells[row, column] = 0
    shown[0].formats[shown[1:]] = "#,##0.00"
    computed[0].cells[computed[1:]] = formula("=0", 0)
    computed[0].formats[computed[1:]] = "#,##0.00"
    disclosure = read_disclosure(wuhan.save(tmp_path / "a.xlsx"))
    [remark] = disclosure.remarks
    assert (remark.doubt, remark.ref.column) == (Doubt.EXPLICIT_ZERO, "事业收入")
    assert str(disclosure["income"].amount("208", "经营收入")) == "0.00"


def test_unit_in_yuan(tmp_path: Path, wuhan: Any) -> None:
    for page in wuhan.pages[1:]:
        page.cells[2, page.grid.width - 1] = "金额单位：元"
    assert read_disclosure(wuhan.save(tmp_path / "a.xlsx")).unit == "元"


def test_one_table_in_another_unit_is_reported(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.page("basic")
    page.cells[2, page.grid.width - 1] = "金额单位：元"
    disclosure = read_disclosure(wuhan.save(tmp_path / "a.xlsx"))
    assert disclosure.unit == "万元"
    [notice] = disclosure.not_located
    assert (notice.table, notice.what) == ("basic", "金额单位是“元”，与其他表不同")

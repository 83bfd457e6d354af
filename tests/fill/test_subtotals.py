"""Subtotals rebuilt: whatever was done to the rows and sums, the same workbook comes back."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import juesuan
from juesuan.books.errors import ReadError
from juesuan.books.listed_region import listed_region
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.books.restructure import NewRow, RowPlan, restructure_rows
from juesuan.books.template import write_workbook
from juesuan.fill.changes import ChangeKind
from juesuan.fill.filling import Way
from juesuan.fill.subtotals import subtotal, subtotalled
from juesuan.fill.writing import open_workbook
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Table
from juesuan.rounding import plain
from tests.fill.fillings import TEMPLATES, Filled, figures, figures_of, filled, formulas_of, listing
from tests.making.departments import Ledger, department, tables
from tests.making.disclosures import example
from tests.rounding.ledgers import ledgers

LAYOUTS = ["wuhan-2023", "shanghai-2024"]
SHUFFLED = [("wuhan-2023", True), ("wuhan-2023", False), ("shanghai-2024", True)]


@pytest.fixture(scope="module", params=LAYOUTS)
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    return filled(request.param, Way.BALANCED, tmp_path_factory.mktemp("filled"))


def shuffled(source: Path, target: Path, *, leaves_only: bool) -> None:
    """Put the listed rows in another order; with ``leaves_only`` parents, names and sums are gone."""
    chance = random.Random(4)  # noqa: S311 - made disorder, not secrets
    package, opened = Package.open(source), open_workbook(source)
    for name, table in opened.disclosure.tables.items():
        if not table.spec.listed:
            continue
        region = listed_region(opened.places[name], table)
        rows = list(range(region.first, region.last + 1))
        if leaves_only and region.codes:
            rows = [row for row in rows if len(region.codes.get(row, "")) == 7]
        chance.shuffle(rows)
        restructure_rows(package, region.sheet.name, RowPlan(region.first, region.last, tuple(rows)))
        if leaves_only and region.codes and region.columns.name is not None:
            column = chr(ord("A") + region.columns.name)
            edits = {f"{column}{region.first + place}": CellEdit(value=None) for place in range(len(rows))}
            edit_cells(package, {region.sheet.name: edits})
    package.save(target)


def test_a_row_with_a_figure_and_no_code_is_named(tmp_path: Path) -> None:
    path = filled("wuhan-2023", Way.BALANCED, tmp_path).path
    book = openpyxl.load_workbook(path)
    sheet = book["公开03"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "2210201")
    sheet.cell(row, 1).value = None
    book.save(path)
    (sentence,) = subtotal(path, ["expenditure"]).codeless
    assert f"公开03 第 {row} 行“住房公积金”有金额" in sentence
    assert "科目目录里“住房公积金”是 2210201" in sentence
    assert not subtotal(path, ["income"]).codeless


@pytest.mark.parametrize(("workbook", "leaves_only"), SHUFFLED, indirect=["workbook"])
def test_shuffled_rows_come_back(workbook: Filled, tmp_path: Path, leaves_only: bool) -> None:
    path = tmp_path / "打乱.xlsx"
    shuffled(workbook.path, path, leaves_only=leaves_only)
    assert listing(path) != listing(workbook.path)
    result = subtotal(path)
    result.prepared.write(path)
    assert figures_of(path) == figures_of(workbook.path)
    assert listing(path) == listing(workbook.path)
    assert formulas_of(path) == formulas_of(workbook.path)
    assert not result.kept
    assert not subtotal(path).prepared.changes


def test_a_workbook_in_order_is_left_alone(workbook: Filled) -> None:
    result = subtotal(workbook.path)
    assert result.prepared.changes == ()
    assert not result.kept


def test_a_number_over_a_sum_is_shown_and_repaired(workbook: Filled, tmp_path: Path) -> None:
    spec = juesuan.read(workbook.path).tables["expenditure"]
    cell = spec.address("208", "基本支出").a1
    package = Package.open(workbook.path)
    edit_cells(package, {spec.sheet: {cell: CellEdit(value=12345, formula=None)}})
    path = tmp_path / "改坏.xlsx"
    package.save(path)
    result = subtotal(path, ["expenditure"])
    (change,) = [change for change in result.prepared.changes if change.address.a1 == cell]
    assert (change.kind, change.before) == (ChangeKind.FORMULA, "12,345.00")
    assert change.after.startswith("=SUM(")
    result.prepared.write(path)
    assert figures_of(path) == figures_of(workbook.path)


@pytest.mark.parametrize("place", ["below", "between"])
def test_a_row_inserted_by_hand_gets_the_checks_of_the_others(place: str, tmp_path: Path) -> None:
    """Excel inserts rows without formulas; below the last row, no range takes them in by itself."""
    before = filled("wuhan-2023", Way.BALANCED, tmp_path).path
    table = juesuan.read(before).tables["expenditure"]
    region = listed_region(open_workbook(before).places["expenditure"], table)
    taken = next(row for row, code in region.codes.items() if code == "2080105")
    amounts = {
        table.address("2080105", column).a1[0]: amount.value
        for column, amount in table.rows["2080105"].amounts.items()
        if column in {"基本支出", "项目支出"} and amount.value
    }
    package, last = Package.open(before), region.last - 1
    restructure_rows(package, "公开03", RowPlan(taken, taken, ()))
    at = last + 1 if place == "below" else taken
    restructure_rows(package, "公开03", RowPlan(at, at - 1, (NewRow(region.first),)))
    typed = {f"A{at}": CellEdit(value="2080105", formula=None)}
    typed |= {f"{column}{at}": CellEdit(value=value / 100, formula=None) for column, value in amounts.items()}
    edit_cells(package, {"公开03": typed})
    path = tmp_path / "手工插行.xlsx"
    package.save(path)
    result = subtotal(path)
    assert not result.prepared.notices
    result.prepared.write(path)
    assert formulas_of(path) == formulas_of(before)
    assert figures_of(path) == figures_of(before)


def test_what_a_person_works_out_for_some_rows_stays_there(tmp_path: Path) -> None:
    """Shares beside the 项 alone, in a workbook without our checks: 类 and 款 do not get them too."""
    made = plain(tables(department(40, seed=3), "wuhan-2023"))
    path = tmp_path / "占比.xlsx"
    write_workbook(made.layout, path, made, formulas=False)
    book = openpyxl.load_workbook(path)
    sheet = book["公开03"]
    items = [cell.row for cell in sheet["A"] if len(str(cell.value)) == 7 and str(cell.value).isdigit()]
    sheet.delete_cols(11, sheet.max_column)
    for row in items:
        sheet.cell(row, 14).value = f"=E{row}/E$7"
    book.save(path)
    subtotal(path, ["expenditure"]).prepared.write(path)
    after = openpyxl.load_workbook(path)["公开03"]
    assert [cell.row for cell in after["N"] if cell.value] == items


def test_a_code_alone_becomes_a_subject(tmp_path: Path) -> None:
    """Typed as a number, in the blank slots of a template, in any order."""
    path = tmp_path / "新填.xlsx"
    book = openpyxl.load_workbook(TEMPLATES / "wuhan-2023.xlsx")
    sheet = book["公开03"]
    typed: list[tuple[int | str, float]] = [(2210201, 60.03), ("2080501", 12.5), ("2080101", 7.25)]
    for row, (code, basic) in enumerate(typed, 12):
        sheet.cell(row, 1).value = code
        sheet.cell(row, 6).value = basic
    book.save(path)
    subtotal(path, ["expenditure"]).prepared.write(path)
    table = juesuan.read(path).tables["expenditure"]
    codes = ["合计", "208", "20801", "2080101", "20805", "2080501", "221", "22102", "2210201"]
    assert [row.id for row in table.listing] == codes
    assert table.rows["2080101"].label == "行政运行"
    assert table.rows["221"].label == "住房保障支出"
    assert table.amount("合计", "本年支出合计") == Amount(7978)
    assert table.amount("208", "基本支出") == Amount(1975)
    assert openpyxl.load_workbook(path)["公开03"].cell(15, 1).value == "2210201"
    assert openpyxl.load_workbook(path)["公开03"].cell(15, 1).data_type == "s"


def test_a_code_that_no_catalogue_knows_is_said(tmp_path: Path) -> None:
    path = tmp_path / "新填.xlsx"
    book = openpyxl.load_workbook(TEMPLATES / "wuhan-2023.xlsx")
    for row, code in enumerate(("2080101", "2080198"), 12):
        book["公开03"].cell(row, 1).value = code
        book["公开03"].cell(row, 6).value = 1
    book.save(path)
    (sentence,) = subtotal(path, ["expenditure"]).nameless
    assert sentence.startswith("公开03 2080198：科目目录里没有")


def test_rounded_totals_are_kept(tmp_path: Path) -> None:
    """Published totals rounded from 元 differ from their printed parts; nobody may spoil them unasked."""
    published = plain(tables(department(16, seed=3), "wuhan-2023"))
    path = tmp_path / "公布.xlsx"
    write_workbook(published.layout, path, published, formulas=False)
    result = subtotal(path)
    assert result.kept
    assert all("四舍五入" in sentence for sentence in result.kept)
    result.prepared.write(path)
    assert figures_of(path) == figures(published)
    rebuilt = subtotal(path, rebuild=True)
    assert not rebuilt.kept
    assert {c.kind for c in rebuilt.prepared.changes} <= {ChangeKind.FORMULA, ChangeKind.FIGURE}
    rebuilt.prepared.write(path)
    assert figures_of(path) != figures(published)


def test_a_subject_listed_twice_is_refused(tmp_path: Path) -> None:
    made = example("qingshan-2023/figures/corrected", "wuhan-2023")
    table = made.tables["expenditure"]
    twice = Table(table.spec, table.sheet, [*table.listing, table.by_code["2080101"]])
    made = replace(made, tables=made.tables | {"expenditure": twice})
    path = tmp_path / "重复.xlsx"
    write_workbook(made.layout, path, made)
    with pytest.raises(ReadError, match="都是科目 2080101"):
        subtotal(path)


@settings(max_examples=40, deadline=None)
@given(ledgers(), st.randoms(use_true_random=False))
def test_order_does_not_matter(ledger: Ledger, chance: random.Random) -> None:
    """On figures alone: shuffled and without parents, the tables come back as they were."""
    made = tables(ledger, "wuhan-2023")
    mixed = {name: _mixed(table, chance) for name, table in made.tables.items()}
    again, kept = subtotalled(replace(made, tables=mixed))
    assert not kept
    assert not {name for name, table in again.tables.items() if not table.by_code}
    assert _listed(again) == _listed(made)


def _mixed(table: Table, chance: random.Random) -> Table:
    if not table.spec.listed:
        return table
    rows = [row for row in table.listing if not row.code or len(row.code) == 7]
    chance.shuffle(rows)
    return Table(table.spec, table.sheet, rows)


def _listed(disclosure: Disclosure) -> dict[str, list[tuple[str, dict[str, int]]]]:
    """Rows of the tables with subjects and their figures; 合计 is compared wherever it stands."""
    return {
        name: sorted(
            (row.id, {column: amount.value for column, amount in row.amounts.items() if amount.value})
            for row in table.listing
        )
        for name, table in disclosure.tables.items()
        if table.spec.listed and table.by_code
    }

"""The 元 figures in the workbook: written, read back, and what a check with them says."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.books.exact_sheet import EXACT_SHEET as SHEET
from juesuan.books.exact_sheet import ExactFigures, read_exact_sheet
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.books.sheets import open_book
from juesuan.fill.exact_checking import ExactKind, exact_check
from juesuan.fill.exact_sheet import exact_figures
from juesuan.fill.filling import fill
from juesuan.fill.writing import open_workbook, prepare
from juesuan.layouts import load_layout
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure
from juesuan.rounding import balanced, plain
from tests.fill.conftest import QINGSHAN
from tests.fill.fillings import TEMPLATES, figures
from tests.making.departments import department, tables

LAYOUT = "wuhan-2023"


@pytest.fixture(scope="module")
def exact() -> Disclosure:
    return tables(department(12, seed=3), LAYOUT)


@pytest.fixture(scope="module")
def written(exact: Disclosure, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("exact") / "填好.xlsx"
    opened = open_workbook(TEMPLATES / f"{LAYOUT}.xlsx")
    prepare(opened, plain(exact), exact=exact_figures(exact, "来源：示例.xlsx")).write(path)
    return path


def test_what_is_written_is_read_to_the_fen(exact: Disclosure, written: Path) -> None:
    read = read_exact_sheet(open_book(written), load_layout(LAYOUT))
    assert read == ExactFigures(figures(exact), "来源：示例.xlsx")


def test_a_workbook_without_the_sheet() -> None:
    assert read_exact_sheet(open_book(TEMPLATES / f"{LAYOUT}.xlsx"), load_layout(LAYOUT)) is None


def test_every_rounding_difference_is_explained(exact: Disclosure) -> None:
    kept = exact_figures(exact)
    assert exact_check(balanced(exact).disclosure, kept) == []
    found = exact_check(plain(exact), kept)
    assert {finding.kind for finding in found} == {ExactKind.ROUNDING}
    assert all(finding.difference and "按元数相等" in finding.sentence for finding in found)


def test_a_figure_changed_after_filling_is_named(exact: Disclosure) -> None:
    published = balanced(exact).disclosure
    row = next(row for row in published.tables["expenditure"].listing if row.code and len(row.code) == 7)
    column = next(column for column, amount in row.amounts.items() if amount.value)
    row.amounts[column] = Amount(row.amounts[column].value + 2)
    found = exact_check(published, exact_figures(exact))
    changed = [finding for finding in found if finding.kind is ExactKind.NOT_ROUNDED]
    assert [(finding.ref.row, finding.ref.column) for finding in changed] == [(row.id, column)]


def test_wrong_figures_in_the_source_come_first(exact: Disclosure) -> None:
    kept = dict(exact_figures(exact).fen)
    ref = next(ref for ref in kept if ref.table == "expenditure" and ref.row == "合计")
    kept[ref] += 1
    first = exact_check(plain(exact), ExactFigures(kept))[0]
    assert (first.kind, abs(first.difference)) == (ExactKind.SOURCE_WRONG, 1)


def test_a_sheet_that_was_edited_is_refused_in_words_and_filling_mends_it(
    written: Path, tmp_path: Path
) -> None:
    package = Package.open(written)
    edit_cells(package, {SHEET: {"D4": CellEdit(value="不详")}})
    package.save(tmp_path / "改.xlsx")
    with pytest.raises(ReadError, match="D4 的“不详”看不懂"):
        read_exact_sheet(open_book(tmp_path / "改.xlsx"), load_layout(LAYOUT))
    prepared = fill(tmp_path / "改.xlsx", QINGSHAN).prepared
    prepared.write(tmp_path / "改.xlsx")
    assert read_exact_sheet(open_book(tmp_path / "改.xlsx"), load_layout(LAYOUT))


def test_somebody_elses_sheet_of_that_name_is_not_overwritten(exact: Disclosure, tmp_path: Path) -> None:
    package = Package.open(TEMPLATES / f"{LAYOUT}.xlsx")
    book = package.read("xl/workbook.xml")
    package.write("xl/workbook.xml", book.replace('name="说明"'.encode(), 'name="元数"'.encode()))
    path = tmp_path / "别人的.xlsx"
    package.save(path)
    with pytest.raises(ReadError, match="请先改名"):
        prepare(open_workbook(path), plain(exact), exact=exact_figures(exact))

"""From an empty template and an export to a filled workbook: figures, sums, rows, and the second time."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import juesuan
from juesuan.fill.changes import ChangeKind, figure_changes
from juesuan.fill.exact_disclosure import exact_disclosure
from juesuan.fill.exact_sheet import exact_figures
from juesuan.fill.filling import Way, fill
from juesuan.fill.sources.figures import SourceFigures
from juesuan.fill.writing import open_workbook, prepare
from juesuan.layouts import load_layout
from juesuan.model.finding import Status
from juesuan.model.rule import Severity
from juesuan.rounding import balanced, plain
from tests.fill.conftest import QINGSHAN, Export, cell_of
from tests.fill.fillings import (
    EXPORTS,
    TEMPLATES,
    Filled,
    figures,
    figures_of,
    filled,
    formulas_of,
    listing,
    values_of,
)
from tests.making.departments import department, tables

EVERY = [(layout, way) for layout in EXPORTS for way in Way]


@pytest.fixture(scope="module", params=EVERY, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def workbook(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    layout, way = request.param
    return filled(layout, way, tmp_path_factory.mktemp("filled"))


def errors(path: Path) -> list[str]:
    report = juesuan.check(path)
    return [finding.message for finding in report.findings if finding.severity is Severity.ERROR]


def test_a_filled_template_has_no_errors(workbook: Filled) -> None:
    assert errors(workbook.path) == []
    assert workbook.filling.clean
    assert not workbook.filling.prepared.notices
    assert not juesuan.recalculate(workbook.path).differences


def test_every_figure_of_the_export_is_there(workbook: Filled) -> None:
    shown = figures_of(workbook.path)
    for ref, figure in workbook.filling.figures.figures.items():
        table = load_layout(workbook.layout).tables.get(ref.table)
        printed = table is not None and ref.column in {column.id for column in table.amounts}
        if printed and figure.fen and (ref.row != "合计" or (table and table.listed)):
            assert abs(Decimal(shown.get(ref, 0)) * 10_000 - figure.fen) < 10_000, ref


def test_totals_are_live(workbook: Filled) -> None:
    """What the 校验 sheet and the titles show is right before anybody opens the file."""
    formulas, values = formulas_of(workbook.path), values_of(workbook.path)
    spec = load_layout(workbook.layout).tables["expenditure"]
    column = [key for key, text in formulas.items() if key[0] == spec.sheet and text.startswith("=SUM(")]
    assert len(column) > 40
    assert not [key for key, text in formulas.items() if "#REF!" in text]
    results = [value for (sheet, cell), value in values.items() if sheet == "校验" and cell.startswith("J")]
    assert results.count("通过") > 60
    assert "不符" not in results
    title = str(values["封面", "C4"])
    assert title == workbook.filling.figures.organisation
    assert any(sheet == spec.sheet and title in str(value) for (sheet, _), value in values.items())


def test_filling_again_changes_nothing(workbook: Filled) -> None:
    before = workbook.path.read_bytes()
    way = Way.PLAIN if workbook.filling.rounding is None else Way.BALANCED
    again = fill(workbook.path, workbook.export, way=way)
    assert again.prepared.changes == ()
    assert again.prepared.write(workbook.path) is None
    assert workbook.path.read_bytes() == before
    assert [path.name for path in workbook.path.parent.iterdir()] == [workbook.path.name]


@pytest.mark.parametrize("workbook", [pair for pair in EVERY if pair[1] is Way.BALANCED], indirect=True)
def test_rows_come_go_and_move(workbook: Filled, tmp_path: Path) -> None:
    """A workbook with other subjects in another order becomes the same as an empty one."""
    other = tables(department(10, seed=5), workbook.layout)
    path = tmp_path / "别的.xlsx"
    opened = open_workbook(TEMPLATES / f"{workbook.layout}.xlsx")
    prepare(opened, plain(other)).write(path)
    fill(path, workbook.export).prepared.write(path)
    assert figures_of(path) == figures_of(workbook.path)
    assert listing(path) == listing(workbook.path)
    assert not [text for text in formulas_of(path).values() if "#REF!" in text]
    assert not juesuan.recalculate(path).differences


@pytest.mark.parametrize("layout", EXPORTS)
def test_plain_rounding_leaves_rounding_differences_only(layout: str, tmp_path: Path) -> None:
    exact = tables(department(16, seed=3), layout)
    opened = open_workbook(TEMPLATES / f"{layout}.xlsx")
    for number, wanted in enumerate((plain(exact), balanced(exact).disclosure)):
        path = tmp_path / f"{number}.xlsx"
        prepared = prepare(opened, wanted, exact=exact_figures(exact))
        prepared.write(path)
        assert figures_of(path) == figures(wanted)
        in_memory, in_file = juesuan.check(wanted), juesuan.check(path)
        assert len(in_file.findings) == len(in_memory.findings)
        assert errors(path) == []
        broken = {o.rule.id for o in in_file.outcomes if o.status is Status.ROUNDING}
        assert bool(broken) == (number == 0)
        assert not prepare(open_workbook(path), wanted, exact=exact_figures(exact)).changes


def test_a_dry_run_says_every_figure(untouched: SourceFigures) -> None:
    template = TEMPLATES / "wuhan-2023.xlsx"
    before = template.read_bytes()
    filling = fill(template, QINGSHAN)
    assert template.read_bytes() == before
    exact = exact_disclosure(untouched, load_layout("wuhan-2023"))
    wanted = {ref for ref, _, _, _ in figure_changes(juesuan.read(template), plain(exact))}
    kinds = {ChangeKind.FIGURE, ChangeKind.FORMULA}
    told = {change.ref: change for change in filling.prepared.changes if change.kind in kinds}
    live = wanted - set(told)  # formulas of the template that are right already
    assert all(filling.prepared.result.formulas.get(ref) for ref in live)
    leaf = next(ref for ref in wanted if ref[:2] == ("expenditure", "2080101") and ref.column == "基本支出")
    assert untouched.figures[leaf].address.sheet in told[leaf].why
    assert told[leaf].as_data()["after"] == told[leaf].after


def test_what_finds_no_place_is_told(export: Export) -> None:
    sheet = export.sheet("Z08-1")
    sheet.cell(6, 7).value = "一种新的补贴"  # in place of 津贴补贴
    filling = fill(TEMPLATES / "wuhan-2023.xlsx", export.save())
    assert not filling.clean
    assert "一种新的补贴" in filling.figures.complaints[0]


def test_what_does_not_fit_is_not_hidden(export: Export, tmp_path: Path) -> None:
    """A source that does not add up, for another department and another year."""
    sheet = export.sheet("Z04")
    place = cell_of(sheet, "20807").row
    sheet.cell(place, 5).value = round(float(str(sheet.cell(place, 5).value)) + 100_000, 2)
    path = tmp_path / "别人的.xlsx"
    book = openpyxl.load_workbook(TEMPLATES / "wuhan-2023.xlsx")
    book["封面"]["C4"], book["封面"]["C5"] = "别的局", 2024
    book.save(path)
    filling = fill(path, export.save())
    assert not filling.reconciliation.clean
    year, name = filling.warnings
    assert "2024" in year
    assert "别的局" in name
    filling.prepared.write(path)
    assert errors(path)

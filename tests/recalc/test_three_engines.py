"""Ours, LibreOffice and ``formulas`` agree on every formula of both templates and of all examples.

All are held against the results saved in the same files: the two others in ``tests/books`` (``formulas``,
which is slow, on formulas of each kind), ours here. And the rules come to what the formulas give, by ways
that share nothing but the figures at the bottom.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.books.sheets import open_book
from juesuan.recalc.calculation import Calculation
from juesuan.recalc.reading import read
from juesuan.recalc.totals import recalculate_disclosure
from tests.engines.values import formulas_of, same, values_of

ROOT = Path(__file__).parents[2]
WORKBOOKS = [*sorted(ROOT.glob("workbook_templates/*.xlsx")), *sorted(ROOT.glob("examples/*/*.xlsx"))]
each_workbook = pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")


@each_workbook
def test_our_results_are_the_saved_ones(path: Path) -> None:
    calculation = Calculation(open_book(path))
    ours = {place: calculation.result(place) for place in calculation.formula_places()}
    assert not calculation.trusted
    saved, formulas = values_of(path), formulas_of(path)
    assert {place.address for place in ours} == {
        (sheet, a1) for sheet, cells in formulas.items() for a1 in cells
    }
    assert [
        (str(place.address), formulas[place.sheet][place.address.a1], result)
        for place, result in ours.items()
        if same(result) != same(saved[place.sheet].get(place.address.a1))
    ] == []


@each_workbook
def test_the_rules_come_to_what_the_formulas_give(path: Path) -> None:
    disclosure, saved = read(path), values_of(path)
    assert not disclosure.remarks or path.stem == "as-published"
    totals = recalculate_disclosure(disclosure)
    compared = totals.keys() & disclosure.formulas.keys()
    wrong = [
        ref
        for ref in compared
        if Decimal(totals[ref]) / 100
        != Decimal(str(saved[disclosure.address(ref).sheet][disclosure.address(ref).a1]))
    ]
    assert wrong == []
    assert len(compared) > 50 or path.stem == "as-published"


def test_all_workbooks_are_there() -> None:
    assert [path.stem for path in WORKBOOKS] == [
        "shanghai-2024",
        "wuhan-2023",
        "as-published",
        "complete",
        "corrected",
        "last-year",
        "example",
    ]

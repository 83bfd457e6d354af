"""A table pasted in 元 is told as that, not as a hundred wrong figures."""

from __future__ import annotations

import pytest

from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Finding
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rules import check
from tests.making.disclosures import amount_cells, changed, example, reference

FEN = (0, 1234, -4999, 4321, -17)  # what rounding to 万元 drops, in hundredths of 元


@pytest.fixture(scope="module")
def figures() -> Disclosure:
    return example("qingshan-2023/figures/corrected", "wuhan-2023")


def in_yuan(figures: Disclosure, table: str) -> dict[CellRef, int | None]:
    cells = [ref for ref in amount_cells(figures) if ref.table == table and figures.amount(ref).value]
    return {
        ref: figures.amount(ref).value * 10_000 + FEN[place % len(FEN)] for place, ref in enumerate(cells)
    }


def above_hint(figures: Disclosure) -> list[Finding]:
    return [finding for finding in check(figures).findings if finding.severity is not Severity.HINT]


@pytest.mark.parametrize(
    "table", ["income", "expenditure", "fiscal_total", "general_budget", "state_capital"]
)
def test_a_table_in_yuan_is_one_finding(figures: Disclosure, table: str) -> None:
    with changed(figures, in_yuan(figures, table)):
        found = [finding for finding in above_hint(figures) if not finding.rounding]
    (finding,) = found
    sheet = figures.layout.tables[table].sheet
    assert finding.cause.startswith(f"{sheet} 整张表可能是以元填列的：全部换算为万元后")
    assert finding.culprit is None
    assert len(finding.consequences) >= 2


def test_what_else_is_wrong_is_found_as_well(figures: Disclosure) -> None:
    other = reference("expenditure[2210201].基本支出")
    with changed(figures, {**in_yuan(figures, "general_budget"), other: 6300}):
        found = [finding for finding in above_hint(figures) if not finding.rounding]
    assert [finding.cause[:11] for finding in found if "以元填列" in finding.cause] == ["公开05 整张表可能是"]
    assert [finding.culprit.ref for finding in found if finding.culprit] == [other]
    assert len(found) == 2


def test_one_figure_in_yuan_is_that_figure(figures: Disclosure) -> None:
    ref = reference("expenditure[2210201].基本支出")
    with changed(figures, {ref: figures.amount(ref).value * 10_000}):
        (finding,) = above_hint(figures)
    assert finding.culprit
    assert finding.culprit.ref == ref
    assert finding.cause.endswith("把元当成了万元")


def test_a_table_of_other_figures_is_not_taken_for_one_in_yuan(figures: Disclosure) -> None:
    strange = {ref: (value or 0) // 3 for ref, value in in_yuan(figures, "general_budget").items()}
    with changed(figures, strange):
        assert not [finding for finding in above_hint(figures) if "以元填列" in finding.cause]

"""Whatever balanced tables are made, recalculation finds their totals, and nothing wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan.books.template import write_workbook
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW
from juesuan.recalc.recalculation import recalculate
from juesuan.recalc.totals import recalculate_disclosure
from tests.making.disclosures import disclosure, put

CENTS = st.one_of(st.none(), st.integers(-10_000_000, 10**13))
ITEMS = st.dictionaries(
    st.builds(
        lambda c, d, e: f"{c}{d:02d}{e:02d}", st.sampled_from([201, 208, 221]), *[st.integers(1, 4)] * 2
    ),
    st.fixed_dictionaries({"基本支出": CENTS, "项目支出": CENTS, "经营支出": CENTS}),
    max_size=12,
)
ECONOMIC = st.dictionaries(
    st.sampled_from(["30101", "30102", "30201", "30231", "30299", "30305", "31002"]), CENTS, max_size=7
)


def made(items: dict[str, dict[str, int | None]], economic: dict[str, int | None], layout: str) -> Disclosure:
    """The tables of some 项 and economic subjects, all totals blank."""
    codes = sorted({code[:length] for code in items for length in (3, 5, 7)})
    figures = disclosure(
        {
            "layout": layout,
            "expenditure": [{"编码": TOTAL_ROW}, *({"编码": code} for code in codes)],
            "general_budget": [{"编码": TOTAL_ROW}, *({"编码": code} for code in codes)],
        }
    )
    leaves: dict[CellRef, int | None] = {
        CellRef("basic", row, "决算数"): cents for row, cents in economic.items()
    }
    for code, columns in items.items():
        for column, cents in columns.items():
            leaves[CellRef("expenditure", code, column)] = cents
            if column != "经营支出":
                leaves[CellRef("general_budget", code, column)] = cents
    for ref, cents in leaves.items():
        if figures[ref.table].find(ref.row):
            put(figures, ref, cents)
    return figures


def expected(items: dict[str, dict[str, int | None]]) -> Iterator[tuple[CellRef, int]]:
    """Totals of the expenditure table, added up here in another way."""
    columns = ("基本支出", "项目支出", "经营支出")
    for prefix in {TOTAL_ROW, *(code[:length] for code in items for length in (3, 5))}:
        below = [sums for code, sums in items.items() if prefix == TOTAL_ROW or code.startswith(prefix)]
        for column in columns:
            yield CellRef("expenditure", prefix, column), sum(sums[column] or 0 for sums in below)
        everything = sum(sums[column] or 0 for sums in below for column in columns)
        yield CellRef("expenditure", prefix, "本年支出合计"), everything


@given(ITEMS, ECONOMIC, st.sampled_from(["wuhan-2023", "shanghai-2024"]))
@settings(max_examples=60, deadline=None)
def test_totals_come_from_the_figures_below(
    items: dict[str, dict[str, int | None]], economic: dict[str, int | None], layout: str
) -> None:
    totals = recalculate_disclosure(made(items, economic, layout))
    if items:
        assert {ref: totals[ref] for ref, _ in expected(items)} == dict(expected(items))
    people = sum(cents or 0 for code, cents in economic.items() if code[:3] in {"301", "303"})
    assert totals[CellRef("basic", "人员经费合计", "决算数")] == people


@pytest.mark.slow
@given(ITEMS, ECONOMIC, st.booleans())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workbook_of_balanced_tables_has_no_differences(
    tmp_path: Path, items: dict[str, dict[str, int | None]], economic: dict[str, int | None], live: bool
) -> None:
    figures = made(items, economic, "wuhan-2023")
    for ref, total in recalculate_disclosure(figures).items():
        if figures[ref.table].find(ref.row):
            put(figures, ref, total or None)
    path = tmp_path / "book.xlsx"
    write_workbook(figures.layout, path, figures, formulas=live)
    result = recalculate(path)
    assert (result.differences, result.roundings, result.notes, result.unclear) == ((), (), (), ())

"""A sample of the mutation study that is quick enough for every run of the tests.

The floors lie a little under what the whole study shows (docs/mutation.md).
"""

from __future__ import annotations

import pytest

from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from tests.making.disclosures import amount_cells, example, recomputed, reference, sums_of
from tests.mutation.coverage import Hold, Holds
from tests.mutation.mutations import Hypothesis, Mutation, Slip, change, mutations
from tests.mutation.study import UNNOTICED, Judgement, Study, Verdict

EVERY = 61  # a prime: it meets every kind of change in nearly every table


@pytest.fixture(scope="module")
def figures() -> Disclosure:
    return example("qingshan-2023/figures/corrected", "wuhan-2023")


@pytest.fixture(scope="module")
def sample(figures: Disclosure) -> list[Judgement]:
    study = Study(figures)
    return [
        study.judge(mutation)
        for hypothesis in Hypothesis
        for mutation in mutations(figures, hypothesis, EVERY)
    ]


def test_the_sample_has_every_kind_of_change_and_every_table(
    figures: Disclosure, sample: list[Judgement]
) -> None:
    assert {one.mutation.slip for one in sample} == set(Slip)
    small = {"government_fund", "three_public", "state_capital"}  # of few cells
    assert {one.mutation.cells[0].table for one in sample} >= figures.tables.keys() - small


def test_nobody_is_accused_who_was_not_changed(sample: list[Judgement]) -> None:
    assert [one for one in sample if one.accused or one.suspected] == []


def test_a_wrong_figure_is_found_and_named(sample: list[Judgement]) -> None:
    found = sum(one.verdict not in UNNOTICED for one in sample) / len(sample)
    named = sum(one.verdict is Verdict.NAMED for one in sample) / len(sample)
    assert found >= 0.94
    assert named >= 0.87


def test_what_the_rules_do_not_hold_is_what_a_check_does_not_find(figures: Disclosure) -> None:
    alone = Holds(figures).all()[Hold.ONE_SUM_ALONE]
    study, sums = Study(figures), sums_of(figures)
    unnoticed = []
    for ref in [ref for ref in amount_cells(figures) if ref.table in {"total", "three_public"}]:
        changes = change(figures, ref, Slip.FILLED)
        live = Mutation(Slip.FILLED, Hypothesis.LIVE, (ref,), recomputed(figures, changes, sums))
        if changes and study.judge(live).verdict is Verdict.MISSED:
            unnoticed.append(ref)
    assert unnoticed == [ref for ref in alone if not figures.amount(ref).value]
    assert len(unnoticed) > 5


@pytest.mark.parametrize("slip", [slip for slip in Slip if slip is not Slip.FILLED])
def test_a_figure_that_every_table_repeats_is_named_whatever_happened_to_it(
    figures: Disclosure, slip: Slip
) -> None:
    changes = change(figures, CellRef("expenditure", "2080101", "基本支出"), slip)
    mutation = Mutation(slip, Hypothesis.TYPED, tuple(changes), changes)
    assert changes
    assert Study(figures).judge(mutation).verdict is Verdict.NAMED


@pytest.mark.parametrize(
    "cell",
    [
        "income[2120201].其他收入",  # a missing figure of the subject below would explain it as well
        "income[22001].其他收入",  # another subject would explain the total, the mistake in the column apart
        "expenditure[2200150].基本支出",  # told by a limit, which does not say by how much
        "general_budget[212].项目支出",  # a subject left out would explain it, with a negative figure
    ],
)
def test_figures_exchanged_under_live_totals_accuse_nobody_else(cell: str) -> None:
    generated = example("shanghai-2024/figures", "shanghai-2024")
    changes = change(generated, reference(cell), Slip.BELOW)
    live = Mutation(Slip.BELOW, Hypothesis.LIVE, tuple(changes), recomputed(generated, changes))
    judgement = Study(generated).judge(live)
    assert judgement.verdict not in UNNOTICED
    assert (judgement.accused, judgement.suspected) == ((), ())

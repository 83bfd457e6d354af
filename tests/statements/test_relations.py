"""Relations are understood, or not understood, but not misunderstood: against labels made by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from benchmarks.relations import DOCUMENTS, Relation, found_in, measured, score, variants
from juesuan.model.disclosure import Disclosure


def relation(topic: str, value: str) -> Relation:
    return Relation("支出", topic, "决算数", Decimal(value), "万元")


def test_the_score_counts_what_is_wrong() -> None:
    labels: list[tuple[object, Relation]] = [
        (1, relation("基本支出", "1")),
        (1, relation("项目支出", "2")),
        (2, relation("经营支出", "3")),
    ]
    perfect = score(labels, [one for _, one in labels])
    assert (perfect.precision, perfect.recall, perfect.whole_sentences) == (1, 1, 1)
    flawed = score(labels, [relation("基本支出", "1"), relation("基本支出", "2"), relation("经营支出", "3")])
    assert (flawed.right, flawed.found, flawed.labelled) == (2, 3, 3)
    assert flawed.whole_sentences == pytest.approx(1 / 2)


def test_scores_do_not_fall() -> None:
    scores = measured()
    assert set(scores) >= {"improved", "held_out"}
    for one in scores.values():
        assert one.precision >= 0.978
        assert one.recall >= 0.92
        assert one.whole_sentences >= 0.75


@pytest.mark.skipif(not DOCUMENTS, reason="the source document is not beside the checkout")
def test_the_source_document_is_understood_better_than_by_the_mark() -> None:
    one = measured()["source"]
    assert (one.precision > 0.978, one.recall > 0.983, one.whole_sentences > 0.92) == (True, True, True)


def test_a_change_against_the_budget_is_not_taken_for_one_against_last_year(corrected: Disclosure) -> None:
    _, words = variants("improved", corrected)
    assert not any(one.value == Decimal("2.93") for one in found_in(words))

"""What rounding can explain, and what it cannot: the tolerances of the architecture, to the hundredth."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest

from juesuan.model.amount import Amount
from juesuan.model.finding import Status
from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.rules.evaluate import Result, evaluate
from juesuan.rules.instances import Addend, Instance


def compared(
    kind: Kind, left: list[int | None], right: list[int | None], relation: str = "=", *, exact: bool = False
) -> Result:
    """Compare figures given in hundredths; None is a blank cell."""
    figures = {CellRef("left", str(place), ""): value for place, value in enumerate(left)}
    figures |= {CellRef("right", str(place), ""): value for place, value in enumerate(right)}
    sides = {
        side: tuple(Addend(1, ref) for ref in figures if ref.table == side) for side in ("left", "right")
    }
    rule = RuleSpec("R", "规则", kind, Severity.ERROR, "", "", "")
    instance = Instance(rule, sides["left"], relation, sides["right"])
    return evaluate(instance, lambda ref: Amount(figures[ref]), exact=exact)


def status(kind: Kind, left: list[int | None], right: list[int | None], relation: str = "=") -> Status:
    return compared(kind, left, right, relation).status


def test_the_same_figure_twice_has_no_tolerance() -> None:
    assert status(Kind.COPY, [100], [100]) is Status.PASSED
    assert status(Kind.COPY, [101], [100]) is Status.FAILED
    assert status(Kind.COPY, [1], [None]) is Status.FAILED


@pytest.mark.parametrize("addends", range(1, 12))
def test_a_sum_may_be_off_by_half_a_unit_for_each_figure(addends: int) -> None:
    """floor((n + 1) / 2) hundredths for n addends that are not blank."""
    allowed = (addends + 1) // 2
    right: list[int | None] = [100] * addends
    total = 100 * addends
    assert status(Kind.SUM, [total], right) is Status.PASSED
    assert status(Kind.SUM, [total + allowed], right) is Status.ROUNDING
    assert status(Kind.SUM, [total - allowed], right) is Status.ROUNDING
    assert status(Kind.SUM, [total + allowed + 1], right) is Status.FAILED
    assert status(Kind.SUM, [total - allowed - 1], right) is Status.FAILED


def test_blank_addends_allow_nothing() -> None:
    assert compared(Kind.SUM, [200], [100, 100, None, None, None]).allowed == 1


def test_a_blank_total_is_a_figure_that_rounds_to_zero() -> None:
    assert status(Kind.SUM, [None], [1]) is Status.ROUNDING
    assert status(Kind.SUM, [1], [None, None]) is Status.ROUNDING
    assert status(Kind.SUM, [2], [None, None]) is Status.FAILED


def test_the_tolerance_is_never_too_small() -> None:
    """Amounts in whole 元, each rounded to 万元 by itself: no sum of them may count as an error."""
    chance = random.Random(7)  # noqa: S311 - not for secrets
    for _ in range(3000):
        yuan = [chance.randint(-3000, 30000) for _ in range(chance.randint(1, 30))]
        shown: list[int | None] = [rounded(amount) or None for amount in yuan]
        assert status(Kind.SUM, [rounded(sum(yuan)) or None], shown) is not Status.FAILED


def rounded(yuan: int) -> int:
    """元 to hundredths of 万元, half away from zero."""
    half_up = int(Fraction(abs(yuan), 100) + Fraction(1, 2))
    return half_up if yuan >= 0 else -half_up


def test_figures_in_yuan_are_not_rounded() -> None:
    assert compared(Kind.SUM, [201], [100, 100], exact=True).status is Status.FAILED


def test_a_figure_put_together_from_several_copies_is_a_sum() -> None:
    """支出决算表 against two funds: each was rounded by itself."""
    assert status(Kind.COPY, [301], [100, 200]) is Status.ROUNDING
    assert status(Kind.COPY, [303], [100, 200]) is Status.FAILED
    assert status(Kind.COPY, [101], [100, None]) is Status.FAILED


def test_limits() -> None:
    assert status(Kind.LIMIT, [100], [100], "<=") is Status.PASSED
    assert status(Kind.LIMIT, [99], [100], "<=") is Status.PASSED
    assert status(Kind.LIMIT, [101], [100], "<=") is Status.FAILED
    assert status(Kind.LIMIT, [99], [100], ">=") is Status.FAILED
    assert status(Kind.LIMIT, [None], [None], "<=") is Status.PASSED
    assert status(Kind.LIMIT, [299], [100, 200], ">=") is Status.ROUNDING


@pytest.mark.parametrize(
    ("addends", "off", "unlikely"),
    [(20, 10, False), (21, 4, False), (21, 5, True), (26, 4, False), (26, 5, True)],
)
def test_a_long_sum_that_is_off_by_more_than_chance(addends: int, off: int, unlikely: bool) -> None:
    """Beyond 20 addends, 3 · sqrt((n + 1) / 12) hundredths: 4.06 for 21 addends, 4.5 for 26."""
    result = compared(Kind.SUM, [100 * addends + off], [100] * addends)
    assert result.status is Status.ROUNDING
    assert result.unlikely is unlikely


def test_nothing_on_either_side_says_nothing() -> None:
    assert compared(Kind.COPY, [None], [None]).terms == 0

"""Points by the notes of the forms (备注 2 and 3). Everything is exact until it is rounded to one decimal."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

from juesuan.model.performance import EXECUTION_POINTS, NO_TARGET, Indicator
from juesuan.performance.quantities import Quantity, Sense, quantity

if TYPE_CHECKING:
    from collections.abc import Sequence

_COST = "成本"
# 达成预期指标、部分达成并具有一定效果、未达成且效果较差: the shares of the weight between which points lie.
BANDS = {
    "达成": (Fraction(4, 5), Fraction(1)),
    "部分达成": (Fraction(1, 2), Fraction(4, 5)),
    "未达成": (Fraction(0), Fraction(1, 2)),
}


def rate(budget: Decimal, executed: Decimal) -> Fraction | None:
    """执行率 (B/A) in percent; None without a budget."""
    return Fraction(executed) * 100 / Fraction(budget) if budget else None


def execution_points(budget: Decimal, executed: Decimal) -> Fraction | None:
    """20分×执行率, never more than 20; None without a budget."""
    share = rate(budget, executed)
    return None if share is None else min(share, Fraction(100)) * Fraction(EXECUTION_POINTS) / 100


def points(weight: Decimal, target: Quantity, actual: Quantity, *, cost: bool = False) -> Fraction | None:
    """The points of a 定量指标: 权重×B/A, or 权重×A/B where less is better, never more than the weight.

    ``cost`` says that less is better although the target has no sign. None where units do not agree, or the
    actual value is no number but a limit.
    """
    if target.unit != actual.unit:
        return None
    full, wanted, reached = Fraction(weight), Fraction(target.number), Fraction(actual.number)
    if target.sense is Sense.AT_MOST or (target.sense is Sense.PLAIN and (cost or not wanted)):
        most = Fraction(target.most) if target.most is not None else wanted
        return full if reached <= most else full * most / reached
    return full if reached >= wanted else full * reached / wanted


def indicator_points(indicator: Indicator) -> Fraction | None:
    """The points of an indicator with a weight; None where its notes leave them to a person.

    That is so without a target, for a 定性指标, and where the values are not simply numbers.
    """
    target, actual = quantity(indicator.target), quantity(indicator.actual)
    if indicator.weight is None or target is None or actual is None:
        return None
    return points(indicator.weight, target, actual, cost=_COST in indicator.first)


def missed(indicator: Indicator) -> bool:
    """Whether a target in numbers was certainly missed."""
    target, actual = quantity(indicator.target), quantity(indicator.actual)
    if target is None or actual is None or actual.signed:
        return False
    reached = points(Decimal(1), target, actual, cost=_COST in indicator.first)
    return reached is not None and reached < 1


def band(indicator: Indicator, reached: str) -> tuple[Decimal, Decimal] | None:
    """Between which points a 定性指标 lies when it was 达成, 部分达成 or 未达成; None without a weight."""
    if indicator.weight is None:
        return None
    low, high = (rounded(share * Fraction(indicator.weight)) for share in BANDS[reached])
    return low, high


def combined(parts: Sequence[tuple[str, Decimal]]) -> Decimal | None:
    """A department's value of an indicator from those of its projects, each with the project's money.

    Absolute values are added; relative ones are averaged, weighted by money, to two decimals (备注 2). None
    where a value is no number, or units differ.
    """
    values = [(quantity(text), money) for text, money in parts]
    known = [(value, money) for value, money in values if value is not None]
    if len(known) < len(parts) or not known or len({value.unit for value, _ in known}) > 1:
        return None
    if not known[0][0].relative:
        return sum((value.number for value, _ in known), Decimal(0))
    money = sum((Fraction(one) for _, one in known), Fraction(0))
    if not money:
        return None
    return rounded(sum(Fraction(value.number) * Fraction(one) for value, one in known) / money, 2)


def unset(indicator: Indicator) -> bool:
    """Whether no target was set."""
    return "".join(indicator.target.split()) in {"", NO_TARGET, "/", "无"}


def rounded(value: Fraction, decimals: int = 1) -> Decimal:
    """Round half away from zero."""
    nearest = floor(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(nearest if value >= 0 else -nearest).scaleb(-decimals)

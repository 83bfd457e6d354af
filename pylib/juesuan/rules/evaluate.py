"""Comparing both sides of an instance in exact integers, with the differences that rounding can explain.

The tolerance is that of interval arithmetic (XBRL Calculations 1.1): a figure stated to two decimals stands
for the closed interval v ± 0.005, so a sum of n figures may differ from its total by 0.005·(n+1) at most. The
same figure in two places has no tolerance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.model.finding import Status
from juesuan.model.rule import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from juesuan.model.amount import Amount
    from juesuan.model.reference import CellRef
    from juesuan.rules.instances import Addend, Instance

MANY_ADDENDS = 20


@dataclass(slots=True)
class Result:
    """One evaluated instance; all figures in hundredths. ``terms`` counts the figures that are not blank."""

    instance: Instance
    left: int
    right: int
    terms: int
    allowed: int
    status: Status

    @property
    def residual(self) -> int:
        """Left side less right side."""
        return self.left - self.right

    @property
    def unlikely(self) -> bool:
        """A rounding difference of a long sum that chance hardly explains (three standard deviations)."""
        if self.status is not Status.ROUNDING or self.terms - 1 <= MANY_ADDENDS:
            return False
        return abs(self.residual) > 3 * math.sqrt(self.terms / 12)


def evaluate(instance: Instance, amount: Callable[[CellRef], Amount], *, exact: bool = False) -> Result:
    """Compare one instance. Where every figure is blank (``terms`` is 0) it holds, but says nothing.

    ``exact`` says that the figures are 元 and not rounded to 万元: then nothing is tolerated.
    """
    left, left_terms = _total(instance.left, amount)
    right, right_terms = _total(instance.right, amount)
    terms = left_terms + right_terms
    allowed = 0 if exact else tolerance(instance.rule.kind, left_terms, right_terms)
    return Result(instance, left, right, terms, allowed, verdict(instance.relation, left - right, allowed))


def tolerance(kind: Kind, left_terms: int, right_terms: int) -> int:
    """The largest difference in hundredths that rounding each figure once can cause."""
    match kind:
        case Kind.SUM:  # a side where nothing is shown still stands for one figure that rounds to zero
            return (max(1, left_terms) + max(1, right_terms)) // 2
        case Kind.COPY | Kind.LIMIT if max(left_terms, right_terms) > 1:
            return (left_terms + right_terms) // 2
    return 0


def verdict(relation: str, residual: int, allowed: int) -> Status:
    """Passed, rounding or failed, from left less right."""
    match relation:
        case "=":
            wrong = abs(residual)
        case "<=":
            wrong = max(residual, 0)
        case ">=":
            wrong = max(-residual, 0)
        case _:  # ">", of conditions
            wrong = 0 if residual > 0 else 1
    if not wrong:
        return Status.PASSED
    return Status.ROUNDING if wrong <= allowed else Status.FAILED


def _total(side: Sequence[Addend], amount: Callable[[CellRef], Amount]) -> tuple[int, int]:
    total = terms = 0
    for addend in side:
        hundredths = amount(addend.ref).hundredths
        if hundredths is not None:
            total += addend.sign * hundredths
            terms += 1
    return total, terms

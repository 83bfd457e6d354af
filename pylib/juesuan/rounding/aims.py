"""What makes one rounding better than another, the most important first; all costs are whole numbers.

1. Figures near the truth, totals first: at each level (合计, 类, 款, 项) the least sum of shifts, in fen.
2. Among equals: few figures that are not zero shown as 0.00 (which the form does not print).
3. Then few figures that differ from plain rounding.
4. Then a fixed preference by the name of the cell, so that the same figures always give the same tables.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from juesuan.rounding.figures import STEP
from juesuan.rounding.levels import LEVEL_NAMES
from juesuan.rounding.program import Figure

_PREFERENCES = 999_983  # small enough that sums of thousands stay exact in a double


class Aim(NamedTuple):
    """One thing to minimise: ``constant`` plus the costs of the figures that go up; in fen where ``fen``."""

    name: str
    costs: list[int]
    constant: int
    fen: bool = False

    def of(self, choices: Sequence[int]) -> int:
        """The value of this aim for some choices."""
        return self.constant + sum(cost for cost, choice in zip(self.costs, choices, strict=True) if choice)


def aims(figures: Sequence[Figure]) -> Iterator[Aim]:
    """The aims for some figures, in order; those that no choice can change are left out."""
    for level, name in enumerate(LEVEL_NAMES):
        amounts = [sum(each == level for each in figure.levels.values()) for figure in figures]
        costs = [count * (STEP - 2 * figure.part) for figure, count in zip(figures, amounts, strict=True)]
        constant = sum(count * figure.part for figure, count in zip(figures, amounts, strict=True))
        yield Aim(f"{name}最接近原数", costs, constant, fen=True)
    hiding = [figure.hidden(1) - figure.hidden(0) for figure in figures]
    yield Aim("不隐去非零数", hiding, sum(figure.hidden(0) for figure in figures))
    moving = [figure.moved(1) - figure.moved(0) for figure in figures]
    yield Aim("少改四舍五入的数", moving, sum(figure.moved(0) for figure in figures))
    yield Aim("同等情况取固定的一种", [_preference(figure) for figure in figures], 0)


def _preference(figure: Figure) -> int:
    return 1 + zlib.crc32(str(figure.shown[0].ref).encode()) % _PREFERENCES

"""One thing that a publication says in words: of what, which measure, how much, and where it says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from juesuan.model.reference import CellRef


class Measure(StrEnum):
    """What a number in a sentence measures; the value is what people read."""

    FINAL = "决算数"
    BUDGET = "预算数"
    CHANGE = "比上年增减额"
    GROWTH = "比上年增减率"
    SHARE = "占比"
    COMPLETION = "完成率"
    COUNT = "数量"


@dataclass(frozen=True, slots=True)
class Topic:
    """What a statement is about: the words, and the cells that hold this year's figure and its companions."""

    name: str
    cell: CellRef | None = None
    budget: CellRef | None = None
    before: CellRef | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A number in a sentence. ``value`` is in 万元, percent or pieces, as it is printed.

    Only 决算数 and 预算数 keep a sign.

    ``decimals`` is how many are printed. ``direction`` is 1 for 增加, -1 for 减少, 0 where there is none.
    ``whole`` is what a share is a share of. ``start`` and ``end`` are places in the compact paragraph.
    ``slack`` is how far (in hundredths) the figure in 万元 may be from one printed in 元 or 亿元.
    """

    topic: Topic
    measure: Measure
    value: Decimal
    decimals: int
    unit: str
    paragraph: int
    start: int
    end: int
    section: str = ""
    direction: int = 0
    whole: Topic | None = None
    slack: int = 0

    def says(self, hundredths: int) -> bool:
        """Whether the printed number can be a figure of 0.01 万元, percent or pieces."""
        return abs(self.value * 100 - hundredths) <= self.slack

    @property
    def hundredths(self) -> int | None:
        """The value in hundredths; None where it is printed finer or coarser than that."""
        if self.slack:
            return None
        scaled = self.value * 100
        return int(scaled) if scaled == scaled.to_integral_value() else None

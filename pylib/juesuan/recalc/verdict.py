"""What is judged in recalculation, and what comes out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure
from juesuan.recalc.calculation import Calculation
from juesuan.recalc.differences import Difference, Unclear
from juesuan.recalc.formula import Value
from juesuan.recalc.places import FormulaCell, Place


@dataclass(slots=True)
class Verdict:
    """What was found; ``corrections`` holds the totals that are to be other than their cells say."""

    differences: list[Difference] = field(default_factory=list)
    roundings: list[Difference] = field(default_factory=list)
    notes: list[Difference] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    corrections: dict[Place, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Workbook:
    """What is judged. ``disclosure`` is up to date; ``saved`` has what the file says, None for no result."""

    disclosure: Disclosure
    formulas: Mapping[Place, FormulaCell]
    saved: Mapping[Place, Amount | None]
    calculation: Calculation

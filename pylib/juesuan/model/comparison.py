"""What a year's figures are compared with: last year's published figures and the approved budget."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.model.amount import BLANK, Amount

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan.model.reference import CellRef


@dataclass(frozen=True, slots=True)
class Comparison:
    """Last year's figures and 年初预算, as the workbook keeps them on its sheets 上年数 and 年初预算.

    All amounts are in the unit of this year's tables. ``previous_tables`` are the tables known of last year:
    a subject absent from one of them had no figure, a table absent here is not known. ``budget`` is by code
    of the 项, None when it is not known at all. ``previous_source`` and ``budget_source`` say in words where
    the figures come from.
    """

    previous: Mapping[CellRef, Amount] = field(default_factory=dict)
    previous_tables: frozenset[str] = frozenset()
    previous_source: str = ""
    budget: Mapping[str, Amount] | None = None
    budget_source: str = ""

    def before(self, ref: CellRef) -> Amount | None:
        """Last year's figure; blank where last year's table had none, None where it is not known."""
        if ref in self.previous:
            return self.previous[ref]
        return BLANK if ref.table in self.previous_tables else None

    def budgeted(self, code: str) -> Amount | None:
        """The 年初预算 of one 项; blank where the budget has none, None where the budget is not known."""
        return None if self.budget is None else self.budget.get(code, BLANK)


NOTHING_TO_COMPARE = Comparison()

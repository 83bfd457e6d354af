"""What the explanation needs beside the tables: last year, the approved budget, the officer's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from juesuan.model.amount import BLANK, Amount
from juesuan.model.reference import CellRef


@dataclass(frozen=True, slots=True)
class Rewording:
    """An officer's own words for a paragraph, and the generated text that they were written for."""

    instead_of: str
    text: str


@dataclass(frozen=True, slots=True)
class Material:
    """Figures and words that the nine tables do not hold.

    ``previous`` are last year's published figures in the unit of this year's tables; ``previous_tables`` the
    tables that were read from last year's workbook (a subject absent from one of them had no figure, a table
    absent here is not known). ``budget`` is 年初预算 by 项, None when it is not known at all. ``answers`` are
    by question, ``rewordings`` by paragraph; ``explanations`` are the user's terms by subject code or name.
    """

    previous: Mapping[CellRef, Amount] = field(default_factory=dict)
    previous_tables: frozenset[str] = frozenset()
    budget: Mapping[str, Amount] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    rewordings: Mapping[str, Rewording] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)

    def before(self, ref: CellRef) -> Amount | None:
        """Last year's figure; blank where last year's table had none, None where it is not known."""
        if ref in self.previous:
            return self.previous[ref]
        return BLANK if ref.table in self.previous_tables else None

    def budgeted(self, code: str) -> Amount | None:
        """The 年初预算 of one 项; blank where the budget has none, None where the budget is not known."""
        return None if self.budget is None else self.budget.get(code, BLANK)


NOTHING_KNOWN = Material()

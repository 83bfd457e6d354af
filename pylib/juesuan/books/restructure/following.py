"""Formulas that follow the rows they refer to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.restructure.notices import Concern, Notice
from juesuan.books.restructure.references import BROKEN, Reference, each_token, renewed, rewritten

if TYPE_CHECKING:
    from juesuan.books.restructure.plan import RowMap

_DEEP = re.compile(r":[^!:'\"<>]+'?!")  # as in Sheet1:Sheet3!A1, among others


@dataclass(slots=True)
class Following:
    """Rewrites formulas for a sheet whose rows move, and collects what a person should look at."""

    sheet: str
    rows: RowMap
    notices: list[Notice] = field(default_factory=list)
    _tokens: dict[tuple[bool, bool], dict[str, tuple[str, tuple[Concern, ...]]]] = field(default_factory=dict)

    def formula(self, formula: str, where: tuple[str, str], *, home: bool, covering: bool = False) -> str:
        """Return a formula with its references on the new rows.

        ``where`` is the sheet and the place of the formula, for notices; ``home`` says that references
        without a sheet mean the sheet whose rows move; ``covering`` lets ranges take in new rows at their
        ends.
        """
        if not home and not self.may_be_named_in(formula):
            return formula
        concerns: list[Concern] = []
        known = self._tokens.setdefault((home, covering), {})

        def replaced(found: re.Match[str]) -> str:
            token = found[0]
            if token not in known:
                known[token] = self._renewed(found, home=home, covering=covering)
            after, noted = known[token]
            concerns.extend(noted)
            return after

        after = each_token(formula, replaced)
        for concern in dict.fromkeys(concerns):
            self.notice(concern, where, formula, after)
        return after

    def _renewed(
        self, found: re.Match[str], *, home: bool, covering: bool
    ) -> tuple[str, tuple[Concern, ...]]:
        """Return a token on its new rows, and what is of concern about it."""
        concerns: list[Concern] = []

        def change(reference: Reference) -> str | None:
            if reference.elsewhere:
                return None
            if reference.deep:
                concerns.append(Concern.THREE_D)
                return None
            if not reference.names(self.sheet, home=home):
                return None
            return self.moved(reference, concerns, covering=covering)

        return renewed(found, change), tuple(concerns)

    def may_be_named_in(self, text: str) -> bool:
        """Tell quickly whether a text may refer to the sheet, or to several sheets at once."""
        return "!" in text and (
            self.sheet.replace("'", "''").casefold() in text.casefold() or _DEEP.search(text) is not None
        )

    def moved(self, reference: Reference, concerns: list[Concern], *, covering: bool = False) -> str:
        """Return one reference to the sheet on its new rows, noting concerns."""
        if reference.last is None:
            place = self.rows.place(reference.first.row)
            if place is None:
                concerns.append(Concern.LOST_REFERENCE)
                return BROKEN
            return reference.at(place, None)
        top, bottom = sorted((reference.first.row, reference.last.row))
        span = self.rows.covering(top, bottom) if covering else self.rows.span(top, bottom)
        if span is None:
            concerns.append(Concern.LOST_REFERENCE)
            return BROKEN
        if not span.exact:
            concerns.append(Concern.SCATTERED_RANGE)
        ends = (span.top, span.bottom)
        return reference.at(*(ends if reference.first.row == top else ends[::-1]))

    def link(self, location: str, *, home: bool) -> str:
        """Return the place a link leads to; for a removed row, the row that follows it."""

        def change(reference: Reference) -> str | None:
            if reference.elsewhere or reference.deep or not reference.names(self.sheet, home=home):
                return None
            last = reference.last
            span = self.rows.span(reference.first.row, last.row) if last else None
            return (
                reference.at(*span[:2]) if span else reference.at(self.rows.near(reference.first.row), None)
            )

        return rewritten(location, change)

    def notice(self, concern: Concern, where: tuple[str, str], before: str = "", after: str = "") -> None:
        """Note something to look at."""
        self.notices.append(Notice(concern, *where, before, after))


def is_broken(formula: str) -> bool:
    """Tell whether nothing is left of a formula that is just references."""
    return all(part.endswith(BROKEN) for part in formula.split(","))

"""Conditional formats and validations: one formula for many cells, written as for the first of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.restructure.areas import Area, areas
from juesuan.books.restructure.notices import Concern
from juesuan.books.restructure.plan import LAST_ROW
from juesuan.books.restructure.references import BROKEN, End, Reference, rewritten

if TYPE_CHECKING:
    from juesuan.books.restructure.following import Following


@dataclass(slots=True)
class RuleFormulas:
    """The formulas of a rule whose cells were ``before`` and are now ``after`` (both as sqref).

    References with ``$`` follow their rows. Those without keep their distance to the cell they are judged
    for, or take on the new one where it is the same for all cells. ``shown`` is the sheet of the rule;
    ``home`` says that it is the one whose rows move.
    """

    following: Following
    shown: str
    home: bool
    before: str
    after: str
    _old: list[Area] = field(init=False)
    _new: list[Area] = field(init=False)
    _concerns: list[Concern] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Parse the ranges. Raises ValueError when they are none."""
        self._old, self._new = areas(self.before), areas(self.after)

    def followed(self, formula: str) -> str:
        """Return a formula as it reads for the first cell of the new ranges."""
        where = (self.shown, self.after)
        if _in_one_row(self._old) and _in_one_row(self._new):
            return self.following.formula(formula, where, home=self.home)
        self._concerns = []
        after = rewritten(formula, self._changed)
        for concern in dict.fromkeys(self._concerns):
            self.following.notice(concern, where, formula, after)
        return after

    def leaves_sheet(self, formula: str) -> bool:
        """Tell whether a reference without $ would point above the sheet from the new first cell."""
        found: list[bool] = []

        def look(reference: Reference) -> None:
            ours = reference.names(self.following.sheet, home=self.home)
            if not reference.elsewhere and not reference.deep:
                ends = [end for end in (reference.first, reference.last) if end and not end.fixed]
                found.extend(self._row(end, ours=ours) is None for end in ends)

        rewritten(formula, look)
        return any(found)

    def _changed(self, reference: Reference) -> str | None:
        if reference.elsewhere:
            return None
        if reference.deep:
            self._concerns.append(Concern.THREE_D)
            return None
        ours = reference.names(self.following.sheet, home=self.home)
        if reference.first.fixed and (reference.last is None or reference.last.fixed):
            return self.following.moved(reference, self._concerns) if ours else None
        first = self._row(reference.first, ours=ours)
        last = self._row(reference.last, ours=ours, bottom=True) if reference.last else None
        if first is None or (reference.last and last is None):
            self._concerns.append(Concern.LOST_REFERENCE)
            return BROKEN
        return reference.at(first, last)

    def _row(self, end: End, *, ours: bool, bottom: bool = False) -> int | None:
        if end.fixed:  # one end of a range such as D$7:D7: it keeps its place
            return self.following.rows.ranked(end.row, bottom=bottom) if ours else end.row
        row = min(one.top for one in self._new) + self._distance(end, ours=ours)
        return row if 1 <= row <= LAST_ROW else None

    def _distance(self, end: End, *, ours: bool) -> int:
        """How many rows below its cell a reference without $ now points."""
        distance = end.row - min(one.top for one in self._old)
        if ours and self.home and distance == 0:
            return 0
        found = set()
        for row in self._telling_rows(distance):
            cell = self.following.rows.place(row) if self.home else row
            target = self.following.rows.place(row + distance) if ours else row + distance
            if cell is not None:
                found.add(None if target is None else target - cell)
        only = found.pop() if len(found) == 1 else None
        if only is not None:
            return only
        if ours:
            self._concerns.append(Concern.RELATIVE_RULE)
        return distance

    def _telling_rows(self, distance: int) -> set[int]:
        """Rows of the rule that stand for all of it: those in the region or pointing there, and others."""
        rows = self.following.rows
        near = {
            *range(rows.first - 1, rows.last + 2),
            *range(rows.first - 1 - distance, rows.last + 2 - distance),
        }
        chosen = {end for one in self._old for end in (one.top, one.bottom)}
        chosen |= {row for row in near if any(one.top <= row <= one.bottom for one in self._old)}
        return {row for row in chosen if 1 <= row + distance <= LAST_ROW}


def _in_one_row(ranges: list[Area]) -> bool:
    return len({row for one in ranges for row in (one.top, one.bottom)}) == 1

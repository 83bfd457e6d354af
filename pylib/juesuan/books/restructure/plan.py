"""Which rows a region of a sheet is to have, and where every row and range of rows goes by that.

Row numbers are those of the sheet, counted from 1.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

LAST_ROW = 1_048_576


@dataclass(frozen=True, slots=True)
class NewRow:
    """A new row with formats, height, merges, conditional formats and validations of row ``like``, empty."""

    like: int


@dataclass(frozen=True, slots=True)
class RowPlan:
    """The rows that take the place of rows ``first`` to ``last``, from top to bottom.

    A number is a row of the region, kept and moved with all that belongs to it; rows of the region that are
    not named are removed. ``last = first - 1`` replaces nothing: the rows are inserted above ``first``.
    Raises ValueError when a row is named twice or is not in the region.
    """

    first: int
    last: int
    rows: tuple[int | NewRow, ...]

    def __post_init__(self) -> None:
        """Refuse what is no plan."""
        object.__setattr__(self, "rows", tuple(self.rows))
        if not 1 <= self.first <= self.last + 1 <= LAST_ROW:
            raise ValueError(f"no region of rows: {self.first} to {self.last}")
        kept = [row for row in self.rows if isinstance(row, int)]
        if len(set(kept)) < len(kept):
            raise ValueError("a row is named twice")
        if any(not self.first <= row <= self.last for row in kept):
            raise ValueError(f"a row outside {self.first} to {self.last}")
        if any(not 1 <= row.like <= LAST_ROW for row in self.rows if isinstance(row, NewRow)):
            raise ValueError("a new row is like a row that no sheet has")

    @property
    def new_last(self) -> int:
        """The last row of the region when the plan is carried out."""
        return self.first + len(self.rows) - 1

    @property
    def removed(self) -> tuple[int, ...]:
        """The rows of the region that go."""
        kept = {row for row in self.rows if isinstance(row, int)}
        return tuple(row for row in range(self.first, self.last + 1) if row not in kept)

    @property
    def changes_nothing(self) -> bool:
        """True when every row stays where it is."""
        return self.rows == tuple(range(self.first, self.last + 1))

    def inverse(self) -> RowPlan:
        """Return the plan that undoes this one. Raises ValueError when rows are removed: they are lost."""
        if self.removed:
            raise ValueError("removed rows do not come back")
        places = {row: place for place, row in enumerate(self.rows, self.first) if isinstance(row, int)}
        return RowPlan(
            self.first, self.new_last, tuple(places[row] for row in range(self.first, self.last + 1))
        )


class Span(NamedTuple):
    """Rows ``top`` to ``bottom``; not ``exact`` when they are not just the rows that were asked for."""

    top: int
    bottom: int
    exact: bool = True


class RowMap:
    """Where rows and ranges of rows go when a plan is carried out."""

    def __init__(self, plan: RowPlan) -> None:
        """Index the plan."""
        self.plan = plan
        self.first, self.last, self.new_last = plan.first, plan.last, plan.new_last
        self.delta = plan.new_last - plan.last
        self._places: dict[int, int] = {}
        self._positions: dict[int, list[int]] = {}  # row -> its own place and those of new rows like it
        for place, row in enumerate(plan.rows, plan.first):
            if isinstance(row, int):
                self._places[row] = place
            self._positions.setdefault(row if isinstance(row, int) else row.like, []).append(place)
        self._kept = sorted(self._places)
        self._kept_places = sorted(self._places.values())
        self._spans: dict[tuple[int, int, bool], Span | None] = {}

    def place(self, row: int) -> int | None:
        """Return where a row goes, None when it is removed."""
        return self._places.get(row) if self.first <= row <= self.last else self._outside(row)

    def near(self, row: int) -> int:
        """Return where a row goes; for a removed one, where the next row below it goes."""
        place = self.place(row)
        if place is not None:
            return place
        index = bisect_left(self._kept, row)
        return self._places[self._kept[index]] if index < len(self._kept) else self.new_last + 1

    def steady(self, row: int) -> int:
        """Return the row at the same distance from the region's top, for what does not belong to a row."""
        return (
            min(row, max(self.new_last, self.first)) if self.first <= row <= self.last else self._outside(row)
        )

    def ranked(self, row: int, *, bottom: bool = False) -> int | None:
        """Return where the end of a range goes that keeps its place while rows are put in another order.

        A removed top gives way to the next row below, a removed ``bottom`` to the next above; None when there
        is none in the region.
        """
        if not self.first <= row <= self.last:
            return self._outside(row)
        index = bisect_right(self._kept, row) - 1 if bottom else bisect_left(self._kept, row)
        return self._kept_places[index] if 0 <= index < len(self._kept) else None

    def span(self, top: int, bottom: int) -> Span | None:
        """Return where a range goes, as formulas refer to it; None when nothing of it is left.

        As in Excel it grows with rows put between its rows and not with rows at its ends, and it shrinks with
        removed rows. Where rows change their order it follows its own rows as long as they stay together, and
        otherwise keeps its place (not ``exact``). A range that is the whole region stays it when all
        its rows are replaced.
        """
        return self._span(top, bottom, likes=False)

    def covering(self, top: int, bottom: int) -> Span | None:
        """Return where a range goes that also takes in new rows like its own at its ends, as a table does."""
        return self._span(top, bottom, likes=True)

    def runs(self, top: int, bottom: int, *, likes: bool) -> list[tuple[int, int]]:
        """Return where each of the rows goes, joined to ranges; with ``likes``, also new rows like them."""
        found = []
        if top < self.first:
            found.append((top, min(bottom, self.first - 1)))
        found += [(place, place) for place in self._inside(top, bottom, likes=likes)]
        if bottom > self.last:
            found.append((self._outside(max(top, self.last + 1)), self._outside(bottom)))
        return joined(found)

    def together(self, top: int, bottom: int) -> tuple[int, int] | None:
        """Return where rows go that must stay together in their order, None when they do not."""
        places = [self.place(row) for row in (range(top, bottom + 1) if bottom - top < LAST_ROW - 1 else ())]
        if not places or any(b is None or a is None or b - a != 1 for a, b in pairwise(places)):
            return None
        return (places[0], places[-1]) if places[0] is not None and places[-1] is not None else None

    def _outside(self, row: int) -> int:
        if row < self.first or row == LAST_ROW:  # a range to the end of the sheet stays one
            return row
        return min(row + self.delta, LAST_ROW)

    def _inside(self, top: int, bottom: int, *, likes: bool) -> list[int]:
        if not likes:
            rows = range(max(top, self.first), min(bottom, self.last) + 1)
            return sorted(self._places[row] for row in rows if row in self._places)
        if bottom - top < len(self._positions):
            sources = [row for row in range(top, bottom + 1) if row in self._positions]
        else:
            sources = [row for row in self._positions if top <= row <= bottom]
        return sorted(place for row in sources for place in self._positions[row])

    def _span(self, top: int, bottom: int, *, likes: bool) -> Span | None:
        key = (top, bottom, likes)
        if key not in self._spans:
            self._spans[key] = self._new_span(top, bottom, likes=likes)
        return self._spans[key]

    def _new_span(self, top: int, bottom: int, *, likes: bool) -> Span | None:
        above, below = top < self.first, bottom > self.last
        if top > self.last or bottom < self.first or (above and below):
            return Span(self._outside(top), self._outside(bottom))
        inside = self._inside(top, bottom, likes=likes)
        if not inside:
            return self._emptied(top, bottom)
        new_top = top if above else inside[0]
        new_bottom = self._outside(bottom) if below else inside[-1]
        own = sum(1 for row in self._kept if top <= row <= bottom)
        if own == self._kept_between(new_top, new_bottom):
            return Span(new_top, new_bottom)
        if likes:
            return self.span(top, bottom)
        ends = (self.ranked(top), self.ranked(bottom, bottom=True))
        return Span(ends[0], ends[1], exact=False) if ends[0] is not None and ends[1] is not None else None

    def _emptied(self, top: int, bottom: int) -> Span | None:
        """The rest of a range of which no row in the region is left."""
        if top < self.first:
            return Span(top, self.first - 1)
        if bottom > self.last:
            return Span(self.new_last + 1, self._outside(bottom))
        if (top, bottom) == (self.first, self.last) and top < bottom and self.plan.rows:
            return Span(self.first, self.new_last)
        return None

    def _kept_between(self, top: int, bottom: int) -> int:
        return bisect_right(self._kept_places, bottom) - bisect_left(self._kept_places, top)


def joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join ranges of rows, given from top to bottom, that touch or overlap."""
    runs: list[tuple[int, int]] = []
    for top, bottom in ranges:
        if runs and top <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], max(runs[-1][1], bottom))
        else:
            runs.append((top, bottom))
    return runs

"""A plan for the rows of a sheet as operations that a spreadsheet program knows: insert, delete, cut."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from juesuan.books.restructure import NewRow

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.books.restructure import RowPlan


class Operation(StrEnum):
    """The kinds of operations."""

    INSERT = "insert"
    DELETE = "delete"
    CUT = "cut"


@dataclass(frozen=True, slots=True)
class RowOperation:
    """One operation; rows count from 1, as they are when its turn comes.

    ``count`` rows from ``row`` on are put in, taken out, or cut and pasted over the empty rows from ``to``.
    Rows put in look like row ``like`` (as it is when all is done), or the one above where it is 0.
    """

    kind: Operation
    row: int
    count: int
    to: int = 0
    like: int = 0

    def inverse(self) -> RowOperation:
        """The operation that brings the rows back to their places."""
        if self.kind is Operation.CUT:
            return RowOperation(Operation.CUT, self.to, self.count, self.row)
        other = Operation.DELETE if self.kind is Operation.INSERT else Operation.INSERT
        return RowOperation(other, self.row, self.count)


def operations(plans: Sequence[RowPlan]) -> Iterator[RowOperation]:
    """Carry out plans for one region of a sheet, one after the other, in as few operations as may be."""
    first, last, rows = _composed(plans)
    kept = [row for row in rows if isinstance(row, int)]
    gone = [row for row in range(first, last + 1) if row not in set(kept)]
    for run in reversed(list(_runs(gone))):
        yield RowOperation(Operation.DELETE, run[0], len(run))
    yield from _moves(sorted(kept), kept, first)
    places = {row: place for place, row in enumerate(rows, first) if isinstance(row, int)}
    likes = {place: row.like for place, row in enumerate(rows, first) if isinstance(row, NewRow)}
    for _, alike in groupby(likes, key=lambda place: likes[place]):
        for run in _runs(list(alike)):
            like = _model(likes[run[0]], places, (first, last, len(rows)))
            yield RowOperation(Operation.INSERT, run[0], len(run), like=like)


def _composed(plans: Sequence[RowPlan]) -> tuple[int, int, list[int | NewRow]]:
    """One plan that does what the plans do one after the other."""
    first, last = plans[0].first, plans[0].last
    rows: list[int | NewRow] = list(plans[0].rows)
    for plan in plans[1:]:
        rows = [row if isinstance(row, NewRow) else rows[row - first] for row in plan.rows]
    return first, last, rows


def _model(like: int, places: dict[int, int], region: tuple[int, int, int]) -> int:
    """Where the row is, after all, that a new row looks like; 0 when it is gone or not placed yet."""
    first, last, size = region
    if first <= like <= last:
        return places.get(like, 0)
    return like if like < first else like + size - (last - first + 1)


def _moves(now: list[int], wanted: list[int], first: int) -> Iterator[RowOperation]:
    """Move single rows so that the order becomes the wanted one; the longest ordered part stays."""
    present = list(now)
    staying = _longest_ordered([wanted.index(row) for row in present])
    still = {present[place] for place in staying}
    for place, row in enumerate(wanted):
        if row in still:
            continue
        source = present.index(row)
        after = present.index(wanted[place - 1]) + 1 if place else 0
        target = after - 1 if after > source else after
        present.insert(target, present.pop(source))
        still.add(row)
        if source != target:
            yield from _move(first + source, first + target)


def _move(row: int, to: int) -> Iterator[RowOperation]:
    """Make room, cut and paste, take out the empty row that is left: each can be undone by itself."""
    room = to + 1 if to > row else to
    origin = row if to > row else row + 1
    yield RowOperation(Operation.INSERT, room, 1)
    yield RowOperation(Operation.CUT, origin, 1, room)
    yield RowOperation(Operation.DELETE, origin, 1)


def _longest_ordered(numbers: list[int]) -> list[int]:
    """Places of a longest increasing subsequence."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(places[at - 1] if at else -1)
        tails[at : at + 1] = [number]
        places[at : at + 1] = [place]
    chain = []
    place = places[-1] if places else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]


def _runs(rows: list[int]) -> Iterator[list[int]]:
    for _, group in groupby(enumerate(rows), key=lambda item: item[1] - item[0]):
        yield [row for _, row in group]

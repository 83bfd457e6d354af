"""Merged cells on the new rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package.cells import split_a1
from juesuan.books.restructure.areas import Area, area

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from juesuan.books.restructure.plan import RowMap


def moved_merges(refs: Iterable[str], rows: RowMap) -> tuple[list[str], list[str]]:
    """Return the merged ranges on the new rows, and those that had to be given up because their rows parted.

    A merge within one row belongs to the row, so new rows like it have it too.
    """
    across: list[Area] = []
    down: list[Area] = []
    split: list[str] = []
    order: list[Area] = []
    for ref in refs:
        old = area(ref)
        if old.top == old.bottom:
            found = [old.at(*run) for run in _single_rows(rows.runs(old.top, old.top, likes=True))]
            across += found
            order += found
            continue
        span = rows.span(old.top, old.bottom)
        if span is None:
            continue
        new = old.at(span.top, span.bottom)
        if not span.exact or rows.place(old.top) not in {None, span.top}:
            split.append(ref)
        elif (new.left, new.top) != (new.right, new.bottom):
            down.append(new)
            order.append(new)
    covered = [one for one in across if any(_overlap(one, other) for other in down)]
    return [str(one) for one in order if one not in covered], split


def _single_rows(runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(row, row) for top, bottom in runs for row in range(top, bottom + 1)]


def _overlap(one: Area, other: Area) -> bool:
    if one.bottom < other.top or other.bottom < one.top:
        return False
    columns = [split_a1(f"{letters}1")[1] for letters in (one.left, one.right, other.left, other.right)]
    return columns[0] <= columns[3] and columns[2] <= columns[1]

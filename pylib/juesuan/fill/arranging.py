"""Which row of a listed table each subject gets: its own, a blank slot, or a new one; in order of codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.restructure import NewRow, RowPlan

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juesuan.books.listed_region import ListedRegion

_SPARE = 2  # rows left in a table without subjects: the ranges of formulas need something to refer to


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What happens to the rows of one listed table.

    ``insertion`` puts new rows into the region, ``order`` then sorts and removes: so ranges over the
    region grow with it. ``rows`` gives each subject's row afterwards, ``added`` the subjects that had none.
    ``removed`` are rows (as they were) of subjects that go, ``emptied`` the number of blank rows that go;
    ``area`` is the first and last row of the region afterwards.
    """

    insertion: RowPlan | None
    order: RowPlan | None
    rows: Mapping[str, int]
    added: tuple[str, ...]
    removed: Mapping[int, str]
    moved: tuple[str, ...]
    emptied: int
    area: tuple[int, int]

    @property
    def new_rows(self) -> range:
        """The rows that ``insertion`` makes, before ``order``."""
        if self.insertion is None:
            return range(0)
        start = self.insertion.first + (self.insertion.last >= self.insertion.first)
        return range(start, start + sum(isinstance(row, NewRow) for row in self.insertion.rows))


def arrange(region: ListedRegion, codes: Sequence[str]) -> Arrangement:
    """Give each subject a row. Rows that are neither subjects nor blank stay below the subject above them."""
    own: dict[str, int] = {}
    for row, code in sorted(region.codes.items()):
        own.setdefault(code, row)
    kept = {code: own[code] for code in codes if code in own}
    blanks = list(region.blanks)
    slots = {code: blanks.pop(0) for code in codes if code not in own and blanks}
    new = [code for code in codes if code not in own and code not in slots]
    riders = _riders(region, set(kept.values()))
    order: list[int | str] = [*riders.get(0, [])]
    for code in codes:
        row = kept.get(code) or slots.get(code, 0)
        order += [row or code, *(riders.get(row, []) if row else [])]
    if not order and region.last >= region.first:
        spare, blanks = blanks[:_SPARE], blanks[_SPARE:]
        new = ["-" * number for number in range(1, _SPARE + 1 - len(spare))]  # no subject's codes
        order = [*spare, *new]
    count = len(new)
    insertion = _insertion(region, new) if count else None
    shift = {row: row + count * (row > region.first) for row in range(region.first, region.last + 1)}
    start = region.first + (region.last >= region.first)
    places = {code: start + index for index, code in enumerate(new)}
    plan = RowPlan(
        region.first,
        region.last + count,
        tuple(places[item] if isinstance(item, str) else shift[item] for item in order),
    )
    final = {plan_row: place for place, plan_row in enumerate(plan.rows, region.first)}
    rows = {
        code: final[places[code] if code in places else shift[kept.get(code) or slots[code]]]
        for code in codes
    }
    return Arrangement(
        insertion=insertion,
        order=None if plan.changes_nothing else plan,
        rows=rows,
        added=tuple(code for code in codes if code not in kept),
        removed={row: code for row, code in region.codes.items() if row not in set(kept.values())},
        moved=_moved(kept),
        emptied=len(blanks),
        area=(plan.first, plan.new_last),
    )


def _riders(region: ListedRegion, kept: set[int]) -> dict[int, list[int]]:
    """Rows that go along, by the kept row above them; 0 for those at the top."""
    riders: dict[int, list[int]] = {}
    above = 0
    for row in range(region.first, region.last + 1):
        if row in kept:
            above = row
        elif row in region.others:
            riders.setdefault(above, []).append(row)
    return riders


def _insertion(region: ListedRegion, new: Sequence[str]) -> RowPlan:
    """New rows below the first row of the region, so that ranges over the region take them in."""
    rows = tuple(NewRow(_like(region, code)) for code in new)
    if region.last < region.first:
        return RowPlan(region.first, region.last, rows)
    return RowPlan(
        region.first, region.last, (region.first, *rows, *range(region.first + 1, region.last + 1))
    )


def _like(region: ListedRegion, code: str) -> int:
    """The row whose looks a new one takes: a subject of the same level, else any."""
    same = (row for row, other in sorted(region.codes.items()) if len(other) == len(code))
    anything = (*sorted(region.codes), *region.blanks, region.total or region.first)
    return next(same, anything[0])


def _moved(kept: Mapping[str, int]) -> tuple[str, ...]:
    """Subjects that stand behind another one than before."""
    before = sorted(kept, key=lambda code: kept[code])
    return tuple(code for code, other in zip(kept, before, strict=True) if code != other)

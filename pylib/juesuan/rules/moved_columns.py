"""A column of figures that slipped by one row, as when figures are pasted one row too low or too high.

In the published example the amounts of the 302 subjects stand one row below their subjects: single figures
look wrong, while the real mistake is one. It is suspected only when moving the run back settles every
comparison that fails on it, breaks none, and makes at least one pair of figures equal.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.rules.evidence import Evidence
    from juesuan.rules.instances import Universe

MIN_FAILING = 2


@dataclass(frozen=True, slots=True)
class MovedColumn:
    """A run of cells whose amounts stand one row off; ``step`` is where they slipped: 1 down, -1 up."""

    cells: tuple[CellRef, ...]
    step: int
    corrections: dict[CellRef, int]
    explained: frozenset[int]


def moved_columns(evidence: Evidence, disclosure: Disclosure, universe: Universe) -> Iterator[MovedColumn]:
    """Find runs that slipped, each at most once."""
    for cells in _runs(disclosure, universe):
        touching = {index for ref in cells for index, _ in evidence.uses.get(ref, ())}
        if len(touching & evidence.failing) < MIN_FAILING:
            continue
        candidates = (_moved(evidence, cells, step) for step in (1, -1))
        fitting = [
            settled for moved in candidates if moved and (settled := _settling(evidence, moved, touching))
        ]
        if len(fitting) == 1:
            yield fitting[0]


def _runs(disclosure: Disclosure, universe: Universe) -> Iterator[tuple[CellRef, ...]]:
    """Cells that stand under one another and were filled in one go.

    Under a parent with fixed rows: its children. In a listed table: all rows of a column without 合计.
    """
    for name, table in disclosure.tables.items():
        hierarchy = universe.hierarchy(name)
        for column in table.spec.amounts:
            if table.spec.listed:
                yield tuple(CellRef(name, row.id, column.id) for row in table.listing if row.id != TOTAL_ROW)
            else:
                for parent in hierarchy.parents:
                    if parent != TOTAL_ROW:
                        children = hierarchy.children(parent)
                        yield tuple(CellRef(name, hierarchy.codes[code], column.id) for code in children)


def _moved(evidence: Evidence, cells: Sequence[CellRef], step: int) -> MovedColumn | None:
    """The run moved back by ``-step``; None when a figure would fall off its end."""
    values = [evidence.value(ref) for ref in cells]
    fallen, back = (values[0], [*values[1:], 0]) if step > 0 else (values[-1], [0, *values[:-1]])
    if fallen:
        return None
    changes = zip(cells, values, back, strict=True)
    corrections = {ref: new - old for ref, old, new in changes if new != old}
    return MovedColumn(tuple(cells), step, corrections, frozenset()) if corrections else None


def _settling(evidence: Evidence, moved: MovedColumn, touching: set[int]) -> MovedColumn | None:
    """The move with what it explains; None unless it settles all that fails on the run and breaks nothing."""
    changed = evidence.tried(moved.corrections)
    failing = touching & evidence.failing
    if not failing <= changed.keys():
        return None
    if any(evidence.fails(index, residual) and evidence.hard(index) for index, residual in changed.items()):
        return None
    equal = [index for index in failing if changed[index] == 0 and evidence.results[index].right != 0]
    return replace(moved, explained=frozenset(failing)) if equal else None

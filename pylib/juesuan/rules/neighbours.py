"""Which cells stand next to one another, so that an amount may have been put into the wrong one of them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan.model.reference import CellRef

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure, Table


class Neighbours:
    """The cells of the same row, and those above and below, of each cell for an amount."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Tables are looked through when first asked about."""
        self._disclosure = disclosure
        self._vertical: dict[str, dict[tuple[str, str], list[str]]] = {}

    def of(self, ref: CellRef) -> list[CellRef]:
        """The cells that an amount may have been confused with; none for a row that is not listed."""
        table = self._disclosure.form(ref.table)
        row = table.rows.get(ref.row) if table else None
        if table is None or row is None or ref.column not in row.columns:
            return []
        if ref.table not in self._vertical:
            self._vertical[ref.table] = _vertical(table)
        near = self._vertical[ref.table].get((ref.row, ref.column), [])
        beside = [column for column in row.columns if column != ref.column]
        return [CellRef(ref.table, other, ref.column) for other in near] + [
            CellRef(ref.table, ref.row, column) for column in beside
        ]


def _vertical(table: Table) -> dict[tuple[str, str], list[str]]:
    """The rows whose figures stand just above and below, by row and column."""
    standing: dict[int, list[tuple[str, str]]] = {}
    for row in table.listing:
        for column, place in row.columns.items():
            standing.setdefault(place, []).append((row.id, column))
    near: dict[tuple[str, str], list[str]] = {}
    for cells in standing.values():
        for (upper, column), (lower, same) in pairwise(cells):
            if column == same and upper != lower:
                near.setdefault((upper, column), []).append(lower)
                near.setdefault((lower, column), []).append(upper)
    return near

"""How prominent a figure is: readers look at 合计 and 总计 first, then at 类, 款 and 项."""

from __future__ import annotations

from functools import cached_property

from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.instances import Universe
from juesuan.rules.totals import defining_sums

TOTAL, CLASS, SECTION, ITEM = range(4)
LEVEL_NAMES = ("合计、总计", "类", "款", "项")
_BY_DIGITS = {3: CLASS, 5: SECTION, 7: ITEM}


class Levels:
    """Levels of the cells of one disclosure: by subject code, else by what the figure is a part of."""

    def __init__(self, universe: Universe) -> None:
        """Read which rows of the form are totals and which have codes."""
        self._universe = universe
        self._rows: dict[tuple[str, str], int] = {}
        for name, spec in universe.layout.tables.items():
            for row in spec.rows:
                if row.total or row.code:
                    self._rows[name, row.id] = TOTAL if row.total else _of_code(row.code or "")

    def of(self, ref: CellRef) -> int:
        """The level of a cell: 0 for 合计 and 总计, 1 类, 2 款, 3 项.

        A line of the form without a code is one level below the total it is part of.
        """
        if ref.row == TOTAL_ROW:
            return TOTAL
        known = self._rows.get((ref.table, ref.row))
        if known is not None:
            return known
        if ref.row.isdigit():
            return _of_code(ref.row)
        return min(ITEM, self._depth(ref))

    def _depth(self, ref: CellRef) -> int:
        total = self._part_of.get(ref)
        return TOTAL if total is None else 1 + self.of(total)

    @cached_property
    def _part_of(self) -> dict[CellRef, CellRef]:
        parts: dict[CellRef, CellRef] = {}
        form = Universe(self._universe.layout, {})  # rows listed by subject have codes, and levels by these
        for total, addends in defining_sums(form).items():
            for addend in addends:
                parts.setdefault(addend.ref, total)
        return parts


def _of_code(code: str) -> int:
    return _BY_DIGITS.get(len(code), ITEM)

"""The totals of a workbook: which cells are formulas, what they say and what they come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.template.placing import LEVELS, Cell, PlacedTable, listed_keys, stated_amounts
from juesuan.model.amount import Amount
from juesuan.model.reference import a1
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.instances import Universe
from juesuan.rules.totals import defining_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.layout import Layout
    from juesuan.model.reference import CellRef
    from juesuan.rules.instances import Addend

ITEM_LEVEL = LEVELS[7]


@dataclass(frozen=True)
class Contents:
    """What stands in the amount cells: amounts (totals computed, if they are formulas), and the sums."""

    tables: Mapping[str, PlacedTable]
    amounts: Mapping[CellRef, Amount]
    sums: Mapping[CellRef, tuple[Addend, ...]]
    live: bool

    def amount(self, ref: CellRef) -> Amount:
        """The amount in a cell, blank where the workbook has no such cell."""
        return self.amounts.get(ref, Amount())

    def formula(self, ref: CellRef) -> str | None:
        """The formula of a total with ``=``, None for cells that hold what somebody entered."""
        if not self.live or ref not in self.sums:
            return None
        table = self.tables[ref.table]
        addends = self.sums[ref]
        slots = {line.key for line in table.lines if not line.code}
        if ref.row == TOTAL_ROW and any(addend.ref.row in slots for addend in addends):
            return _sum_of_items(table, ref.column)
        return f"={total_of(addends, self.tables, table)}"


def contents_of(
    layout: Layout,
    tables: Mapping[str, PlacedTable],
    disclosure: Disclosure | None,
    *,
    live: bool,
    keep_stated: bool = False,
) -> Contents:
    """Work out every amount: stated ones as they are, and where totals are ``live`` their sums.

    With ``keep_stated`` a total that its parts do not come to is no formula, and stays as stated.
    """
    amounts = stated_amounts(tables, disclosure)
    sums = defining_sums(Universe(layout, listed_keys(tables)))
    if live:
        for ref, addends in list(sums.items()):
            total = sum(addend.sign * amounts[addend.ref].value for addend in addends)
            if keep_stated and total != amounts[ref].value:
                del sums[ref]
            else:
                amounts[ref] = Amount(total)
    return Contents(tables, amounts, sums, live)


def total_of(
    addends: Sequence[Addend], tables: Mapping[str, PlacedTable], here: PlacedTable | None = None
) -> str:
    """The sum of some cells as a formula without ``=``, for use on the sheet of the table ``here``.

    Neighbouring cells become ranges: ``SUM(D8:D15)``. With a minus among the signs the terms are written out:
    ``E8+F8-G8``.
    """
    if all(addend.sign > 0 for addend in addends):
        return f"SUM({ranges_of(addends, tables, here)})"
    terms = []
    for addend in addends:
        table, cell = _place(addend, tables)
        terms.append(("+" if addend.sign > 0 else "-") + table.address(cell, elsewhere=table is not here))
    return "".join(terms).removeprefix("+")


def ranges_of(
    addends: Sequence[Addend], tables: Mapping[str, PlacedTable], here: PlacedTable | None = None
) -> str:
    """Cells as a list of ranges, neighbours joined: ``D8:D15,D17``."""
    parts = []
    for table, first, last in _runs(addends, tables):
        text = table.address(first, elsewhere=table is not here)
        parts.append(text if first == last else f"{text}:{a1(*last)}")
    return ",".join(parts)


def _place(addend: Addend, tables: Mapping[str, PlacedTable]) -> tuple[PlacedTable, Cell]:
    table = tables[addend.ref.table]
    cell = table.cell(addend.ref.row, addend.ref.column)
    if cell is None:
        raise KeyError(f"no cell for {addend.ref}")
    return table, cell


def _runs(
    addends: Sequence[Addend], tables: Mapping[str, PlacedTable]
) -> Iterator[tuple[PlacedTable, Cell, Cell]]:
    """Join cells that follow each other down one column or along one row."""
    current: tuple[PlacedTable, Cell, Cell] | None = None
    for addend in addends:
        table, cell = _place(addend, tables)
        if current and current[0] is table and _continues(current[1], current[2], cell):
            current = (table, current[1], cell)
        else:
            if current:
                yield current
            current = (table, cell, cell)
    if current:
        yield current


def _continues(first: Cell, last: Cell, cell: Cell) -> bool:
    down = cell == (last[0] + 1, last[1]) and first[1] == last[1]
    along = cell == (last[0], last[1] + 1) and first[0] == last[0]
    return down or along


def _sum_of_items(table: PlacedTable, column: str) -> str:
    """合计 of a table whose rows are not known yet: all rows of the lowest level, whichever they will be."""
    cell = table.cell(TOTAL_ROW, column)
    if cell is None:
        raise KeyError(f"no cell for {TOTAL_ROW} {column}")
    figures = table.listed_range(cell[1], elsewhere=False)
    levels = table.listed_range(table.level_column, elsewhere=False)
    return f'=SUMIFS({figures},{levels},"{ITEM_LEVEL}")'

"""A whole table filled in in 元 where the workbook counts in 万元, as when an export is pasted as it is.

Every comparison with another table fails then, by differences that say nothing one by one. It is suspected
only when dividing the whole table by ten thousand settles nearly all that fails on it, and breaks nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.model.reference import CellRef
from juesuan.rules.slips import YUAN_IN_WAN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure, Table
    from juesuan.rules.evidence import Evidence

ENOUGH = 3  # comparisons that must be settled
NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class ScaledTable:
    """A table in 元: every cell to be corrected (hundredths), and the comparisons that this settles."""

    table: str
    corrections: dict[CellRef, int]
    explained: frozenset[int]


def scaled_tables(evidence: Evidence, disclosure: Disclosure) -> Iterator[ScaledTable]:
    """Find tables that are in 元; none in a workbook that counts in 元 itself."""
    if disclosure.unit != "万元":
        return
    for name, table in disclosure.tables.items():
        corrections = _in_wan(evidence, name, table)
        changed = evidence.tried(corrections)
        failing = changed.keys() & evidence.failing
        if len(failing) < ENOUGH:
            continue
        if any(evidence.hard(index) and evidence.breaks(index, changed[index]) for index in changed):
            continue
        explained = {index for index in failing if not evidence.fails(index, changed[index])}
        if len(explained) >= max(ENOUGH, NEARLY_ALL * len(failing)):
            yield ScaledTable(name, corrections, frozenset(explained))


def _in_wan(evidence: Evidence, name: str, table: Table) -> dict[CellRef, int]:
    """The change of every figure when 元 become 万元, each rounded by itself."""
    changes = {}
    for row in table.listing:
        for column, amount in row.amounts.items():
            if amount.value:
                ref = CellRef(name, row.id, column)
                value = evidence.value(ref)
                whole = (abs(value) + YUAN_IN_WAN // 2) // YUAN_IN_WAN
                changes[ref] = (whole if value > 0 else -whole) - value
    return changes

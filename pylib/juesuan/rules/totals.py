"""Which cells are totals, and the sum that defines each: what templates write and recalc computes.

The rules flagged ``computes`` define their left cell. Where two rules define the same cell (a subtotal row is
the sum of its children, its 合计 column the sum of its parts) the first declared wins: every total has one
definition, and the other stays a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.rules.instances import Addend, NotInLayout, Universe, expand

if TYPE_CHECKING:
    from juesuan.model.reference import CellRef


def defining_sums(universe: Universe) -> dict[CellRef, tuple[Addend, ...]]:
    """Map each total cell to the signed cells it is the sum of, in an order in which they can be computed."""
    sums: dict[CellRef, tuple[Addend, ...]] = {}
    for rule in universe.layout.rules:
        if not rule.computes:
            continue
        try:
            found = expand(rule, universe)
        except NotInLayout:
            continue
        for instance in found:
            if instance.right:
                sums.setdefault(instance.left[0].ref, instance.right)
    return _in_order(sums)


def _in_order(sums: dict[CellRef, tuple[Addend, ...]]) -> dict[CellRef, tuple[Addend, ...]]:
    ordered: dict[CellRef, tuple[Addend, ...]] = {}

    def visit(ref: CellRef) -> None:
        if ref in ordered or ref not in sums:
            return
        for addend in sums[ref]:
            visit(addend.ref)
        ordered[ref] = sums[ref]

    for ref in sums:
        visit(ref)
    return ordered

"""Changes to single figures, of the kinds that people make when they type or paste."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from tests.making.disclosures import amount_cells, recomputed, sums_of

Changes = dict[CellRef, int | None]
FILLED_IN = 1234  # hundredths, where nothing belongs


class Slip(StrEnum):
    """What was done to a figure."""

    ONE = "+0.01"
    TWO = "+0.02"
    TIMES_TEN = "×10"
    SIGN = "sign"
    BLANK = "blanked"
    DIGITS = "digits swapped"
    BELOW = "exchanged with below"
    BESIDE = "exchanged with right"
    FILLED = "blank filled"


class Hypothesis(StrEnum):
    """How totals behave: typed figures stay, live formulas follow."""

    TYPED = "typed"
    LIVE = "live"


@dataclass(frozen=True)
class Mutation:
    """One change: ``cells`` holds the cell that was changed, or the two that were exchanged."""

    slip: Slip
    hypothesis: Hypothesis
    cells: tuple[CellRef, ...]
    changes: Changes


def mutations(figures: Disclosure, hypothesis: Hypothesis, every: int = 1) -> Iterator[Mutation]:
    """Every change of every amount cell, or one of ``every`` so many; what changes nothing is left out."""
    sums = sums_of(figures)
    real = ((slip, changes) for slip, changes in _changes(figures) if changes)
    for slip, changes in islice(real, 0, None, every):
        after = changes if hypothesis is Hypothesis.TYPED else recomputed(figures, changes, sums)
        yield Mutation(slip, hypothesis, tuple(changes), after)


def _changes(figures: Disclosure) -> Iterator[tuple[Slip, Changes]]:
    for ref in amount_cells(figures):
        for slip in Slip:
            yield slip, change(figures, ref, slip)


def change(figures: Disclosure, ref: CellRef, slip: Slip) -> Changes:
    """What one slip does to one cell; empty where it cannot happen or would change nothing."""
    value = figures.amount(ref).hundredths
    if not value:
        return {ref: FILLED_IN} if slip is Slip.FILLED else {}
    if slip in {Slip.BELOW, Slip.BESIDE}:
        other = _below(figures, ref) if slip is Slip.BELOW else _beside(figures, ref)
        return _exchange(figures, ref, other)
    after = _retyped(value, slip)
    return {ref: after} if after != value else {}


def _retyped(value: int, slip: Slip) -> int | None:
    """A figure as it is after a slip that concerns only itself."""
    return {
        Slip.ONE: value + 1,
        Slip.TWO: value + 2,
        Slip.TIMES_TEN: value * 10,
        Slip.SIGN: -value,
        Slip.BLANK: None,
        Slip.DIGITS: swap_digits(value),
    }.get(slip, value)


def swap_digits(value: int) -> int:
    """The first two neighbouring digits that differ, exchanged (never to a leading zero)."""
    digits = str(abs(value))
    for place in range(len(digits) - 1):
        one, two = digits[place], digits[place + 1]
        if one != two and not (place == 0 and two == "0"):
            swapped = int(digits[:place] + two + one + digits[place + 2 :])
            return swapped if value > 0 else -swapped
    return value


def _exchange(figures: Disclosure, ref: CellRef, other: CellRef | None) -> Changes:
    if other is None:
        return {}
    one, two = figures.amount(ref).hundredths, figures.amount(other).hundredths
    return {ref: two, other: one} if one != two else {}


def _below(figures: Disclosure, ref: CellRef) -> CellRef | None:
    table = figures.tables[ref.table]
    sheet_row = table.rows[ref.row].sheet_row
    for row in table.listing:
        same_block = row.columns.get(ref.column) == table.rows[ref.row].columns[ref.column]
        if same_block and sheet_row is not None and row.sheet_row == sheet_row + 1:
            return CellRef(ref.table, row.id, ref.column)
    return None


def _beside(figures: Disclosure, ref: CellRef) -> CellRef | None:
    columns = list(figures.tables[ref.table].rows[ref.row].columns)
    place = columns.index(ref.column) + 1
    return CellRef(ref.table, ref.row, columns[place]) if place < len(columns) else None

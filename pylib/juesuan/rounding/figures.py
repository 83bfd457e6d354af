"""元 and 万元: a published figure counts steps of 100 元, and the exact one lies between two steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Row, Table

YUAN, WAN = "元", "万元"
STEP = 10_000  # fen in 0.01 万元


class Cell(NamedTuple):
    """A cell by its place in the listing: rows that repeat a code are cells of their own."""

    table: str
    position: int
    column: str


def floor_of(fen: int) -> int:
    """The nearest hundredth of 万元 that is not greater."""
    return fen // STEP


def ceiling_of(fen: int) -> int:
    """The nearest hundredth of 万元 that is not smaller."""
    return -(-fen // STEP)


def nearest(fen: int) -> int:
    """The nearest hundredth of 万元, ties away from zero (四舍五入)."""
    steps = (2 * abs(fen) + STEP) // (2 * STEP)
    return -steps if fen < 0 else steps


def apportioned(parts: Sequence[int], whole: int) -> list[int]:
    """Round parts in fen so that they add up to a whole in hundredths of 万元, each to its floor or ceiling.

    The largest remainders are rounded up. Where the parts are not those of the whole, each is rounded by
    itself.
    """
    floors = [floor_of(part) for part in parts]
    missing = whole - sum(floors)
    between = [place for place, part in enumerate(parts) if part % STEP]
    if not 0 <= missing <= len(between):
        return [nearest(part) for part in parts]
    raised = sorted(between, key=lambda place: -(parts[place] % STEP))[:missing]
    return [floor + (place in raised) for place, floor in enumerate(floors)]


def plain(disclosure: Disclosure) -> Disclosure:
    """Round each figure by itself: 元 to 万元 with two decimals, ties away from zero.

    A figure that rounds to 0.00 is kept as 0 and not made blank: there is money, only too little to show (the
    published number format does not print it). Blank stays blank. Raises ValueError unless the unit is 元.
    """
    return restated(disclosure, lambda _, fen: nearest(fen))


def restated(disclosure: Disclosure, choose: Callable[[Cell, int], int]) -> Disclosure:
    """The tables in 万元, each figure (fen) as ``choose`` says (hundredths of 万元); no supporting sheets.

    Raises ValueError unless the unit is 元.
    """
    require_yuan(disclosure)
    tables = {name: _restated_table(name, table, choose) for name, table in disclosure.tables.items()}
    return replace(disclosure, tables=tables, supporting={}, unit=WAN)


def require_yuan(disclosure: Disclosure) -> None:
    """Raise ValueError, in words for the user, unless the figures are in 元."""
    if disclosure.unit != YUAN:
        place = f"“{disclosure.path}”" if disclosure.path else "这份数据"
        raise ValueError(
            f"{place}的单位是{disclosure.unit}，不是元：只有元数才能折算为万元，请换用元为单位的数据。"
        )


def _restated_table(name: str, table: Table, choose: Callable[[Cell, int], int]) -> Table:
    listing = []
    for position, row in enumerate(table.listing):
        amounts = {
            column: Amount()
            if amount.hundredths is None
            else Amount(choose(Cell(name, position, column), amount.hundredths))
            for column, amount in row.amounts.items()
        }
        listing.append(Row(row.id, row.label, row.code, row.sheet_row, dict(row.columns), amounts))
    return Table(table.spec, table.sheet, listing)

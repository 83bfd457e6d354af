"""A workbook in 元 as explanations speak of it: in 万元, each figure rounded by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.disclosure import Row, Table

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure

_STEP = 10_000  # fen in 0.01 万元


def in_ten_thousands(disclosure: Disclosure) -> Disclosure:
    """The same figures in 万元; a disclosure that is in 万元 already comes back as it is."""
    if disclosure.unit != "元":
        return disclosure
    comparison = disclosure.comparison
    budget = comparison.budget
    return replace(
        disclosure,
        unit="万元",
        tables={name: _table(table) for name, table in disclosure.tables.items()},
        supporting={name: _table(table) for name, table in disclosure.supporting.items()},
        comparison=replace(
            comparison,
            previous={ref: _rounded(amount) for ref, amount in comparison.previous.items()},
            budget=None if budget is None else {code: _rounded(amount) for code, amount in budget.items()},
        ),
    )


def _table(table: Table) -> Table:
    counts = {column.id for column in table.spec.amounts if column.count}
    rows = [
        Row(
            row.id, row.label, row.code, row.sheet_row, dict(row.columns),
            {name: one if name in counts else _rounded(one) for name, one in row.amounts.items()},
        )
        for row in table.listing
    ]  # fmt: skip
    return Table(table.spec, table.sheet, rows)


def _rounded(amount: Amount) -> Amount:
    """Half away from zero; blank stays blank."""
    if amount.hundredths is None:
        return amount
    steps = (2 * abs(amount.value) + _STEP) // (2 * _STEP)
    return Amount(-steps if amount.value < 0 else steps)

"""The 元 figures behind a disclosure in 万元, as a disclosure of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.disclosure import Row, Table
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure


def exact_tables(there: Disclosure) -> Disclosure:
    """The 元 figures that a disclosure was rounded from, as tables in its form.

    A table without 元 figures is empty where the workbook's is, and left out where that has figures: they
    come from elsewhere. Supporting sheets have no 元 figures.
    """
    known = {ref.table for ref in there.exact}
    known |= {
        name
        for name, table in there.tables.items()
        if not any(amount.value for row in table.listing for amount in row.amounts.values())
    }
    tables = {
        name: Table(table.spec, table.sheet, list(_rows(name, table, there)))
        for name, table in there.tables.items()
        if name in known
    }
    return replace(there, tables=tables, supporting={}, unit="元", formulas={}, remarks=[])


def _rows(name: str, table: Table, there: Disclosure) -> Iterator[Row]:
    amounts: dict[str, dict[str, Amount]] = {}
    for ref, fen in there.exact.items():
        if ref.table == name:
            amounts.setdefault(ref.row, {})[ref.column] = Amount(fen)
    if not table.spec.listed:
        for row in table.rows.values():
            yield Row(row.id, row.label, row.code, row.sheet_row, row.columns, amounts.get(row.id, {}))
        return
    columns = next((row.columns for row in table.listing), {})
    codes = [TOTAL_ROW, *sorted(code for code in amounts if code != TOTAL_ROW)]
    if len(table.listing) > 1 and table.listing[-1].id == TOTAL_ROW:
        codes = [*codes[1:], TOTAL_ROW]
    for code in codes:
        found, subject = table.find(code), there.layout.function_codes.get(code)
        label = found.label if found else subject.name if subject else code
        place = found.sheet_row if found else None
        yield Row(code, label, None if code == TOTAL_ROW else code, place, columns, amounts.get(code, {}))

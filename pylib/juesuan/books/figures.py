"""From cells to amounts, with a remark wherever a cell could not simply be taken as it stands."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.books.amount_text import amount_from_text
from juesuan.books.sheets import shown
from juesuan.model.amount import BLANK, Amount, amount_from_number
from juesuan.model.disclosure import Doubt, Remark, Row
from juesuan.model.reference import Address, CellRef, a1

if TYPE_CHECKING:
    from juesuan.books.sheets import Sheet, Value

ERRORS = frozenset({"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!"})
_ZERO = Amount(0, 0)
_amount = lru_cache(maxsize=4096)(amount_from_number)  # one figure stands in several tables


class Figures:
    """Reads the amounts of one table, and keeps remarks and formulas. ``unit`` is the table's own."""

    def __init__(self, table: str, sheet: Sheet, unit: str) -> None:
        """Start with nothing read."""
        self.remarks: list[Remark] = []
        self.formulas: dict[CellRef, str] = {}
        self._table = table
        self._sheet = sheet
        self._unit = unit
        self._scan = sheet.scan
        self._formula_rows = self._scan.formula_columns()
        self._troubled_rows = {row for row, _ in (*self._scan.uncached, *self._scan.errors)}
        self._columns: dict[int, dict[int, str]] = {}

    def read(self, row: Row) -> None:
        """Fill a row's amounts from its cells; raises nothing, whatever stands there."""
        number = row.sheet_row
        if number is None or number >= self._sheet.height:
            return
        line = self._sheet.grid[number]
        amounts = row.amounts
        for column, index in row.columns.items():
            value = line[index]
            if value.__class__ is float:
                if value:
                    amounts[column] = _amount(value)
                else:
                    self._zero(row, column, index)
            elif value != "":
                self._odd(row, column, value)
        if number in self._formula_rows:
            self._keep_formulas(row, number)
        if number in self._troubled_rows:
            self._troubles(row, number)

    def drop(self, row: Row) -> None:
        """Forget what reading the latest row brought up: it is no row of the table."""
        while self.remarks and self.remarks[-1].ref.row == row.id:
            self.remarks.pop()
        for column in row.columns:
            self.formulas.pop(CellRef(self._table, row.id, column), None)

    def _zero(self, row: Row, column: str, index: int) -> None:
        cell = (row.sheet_row or 0, index)
        if cell in self._scan.formulas:
            return  # a formula has to give something: the sum of blanks states no figure
        row.amounts[column] = _ZERO
        if self._sheet.shows_zero(*cell):
            self._remark(Doubt.EXPLICIT_ZERO, row, column, "0", _ZERO)

    def _odd(self, row: Row, column: str, value: Value) -> None:
        text = shown(value)
        if isinstance(value, int) and not isinstance(value, bool):
            row.amounts[column] = amount_from_number(float(value))
        elif text in ERRORS:
            self._remark(Doubt.ERROR_VALUE, row, column, text)
        else:
            amount = amount_from_text(text, self._unit) if isinstance(value, str) else None
            if amount is None:
                self._remark(Doubt.NOT_AMOUNT, row, column, text)
            elif not amount.blank:
                row.amounts[column] = amount
                self._remark(Doubt.TEXT_AMOUNT, row, column, text, amount)

    def _keep_formulas(self, row: Row, number: int) -> None:
        columns = self._columns.get(id(row.columns))  # rows of one block share their columns
        if columns is None:
            columns = self._columns[id(row.columns)] = {index: name for name, index in row.columns.items()}
        for index in self._formula_rows[number]:
            if index in columns:
                ref = CellRef(self._table, row.id, columns[index])
                self.formulas.setdefault(ref, self._scan.formulas[number, index])

    def _troubles(self, row: Row, number: int) -> None:
        for column, index in row.columns.items():
            cell = (number, index)
            if cell in self._scan.errors:
                self._remark(Doubt.ERROR_VALUE, row, column, self._scan.errors[cell])
            elif cell in self._scan.uncached:
                self._remark(Doubt.NO_CACHED_VALUE, row, column, self._scan.formulas[cell])

    def _remark(self, doubt: Doubt, row: Row, column: str, found: str, used: Amount = BLANK) -> None:
        ref = CellRef(self._table, row.id, column)
        address = Address(self._sheet.name, a1(row.sheet_row or 0, row.columns[column]))
        self.remarks.append(Remark(doubt, ref, address, found, used))

"""Results of formulas brought up to date before anything is decided by them.

A workbook saved without results, by a program that does not recalculate, or in manual calculation mode, is so
checked as it would read after being opened in Excel.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from juesuan.books.amount_text import amount_from_text
from juesuan.books.sheets import Book, Sheet, open_book
from juesuan.model.amount import BLANK, Amount, amount_from_number
from juesuan.model.disclosure import Disclosure, Doubt, Remark, Row
from juesuan.model.reference import Address, CellRef
from juesuan.recalc.calculation import Calculation, Place
from juesuan.recalc.formula import CannotEvaluate, ErrorValue, Value
from juesuan.recalc.plain_sums import still_adds_up

_NO_NUMBER = {Doubt.ERROR_VALUE, Doubt.NOT_AMOUNT}
_SUPERSEDED = {Doubt.NO_CACHED_VALUE, Doubt.TEXT_AMOUNT, *_NO_NUMBER}


class FormulaCell(NamedTuple):
    """An amount cell that holds a formula: its row and column in the disclosure, and where it stands."""

    row: Row
    ref: CellRef
    place: Place
    text: str

    @property
    def address(self) -> Address:
        """What a person clicks."""
        return self.place.address

    @property
    def amount(self) -> Amount:
        """What the disclosure has for it."""
        return self.row.amount(self.ref.column)


def refresh(disclosure: Disclosure, book: Book | None = None) -> Disclosure:
    """Bring amounts of formula cells up to date, in place, and return the disclosure.

    ``book`` is the opened workbook it was read from; by default the file is opened again where there are
    formulas. Where a saved result is missing or not what the formula gives now, the amount becomes what it
    gives and a remark says so. A formula that is not understood keeps its saved result. Raises ReadError when
    the file cannot be opened again.
    """
    if not disclosure.formulas or not (book or disclosure.path):
        return disclosure
    book = book or open_book(disclosure.path)
    cells = list(formula_cells(disclosure, book))
    doubtful = [cell for cell in cells if not _at_a_glance(cell, book.sheets[cell.place.sheet])]
    if doubtful:
        refreshing = _Refreshing(disclosure, Calculation(book))
        outdated = [cell for cell in doubtful if refreshing.update(cell)]
        if outdated:
            glanced = {cell.place for cell in cells} - {cell.place for cell in doubtful}
            for cell in cells:  # what looked right may have been added up from results that were not
                if cell.place in glanced:
                    refreshing.update(cell)
        refreshing.finish()
    return disclosure


def formula_cells(disclosure: Disclosure, book: Book) -> Iterator[FormulaCell]:
    """Every amount cell that holds a formula, also in rows that repeat a code."""
    for name, table in disclosure.tables.items():
        sheet = book.sheets[table.sheet]
        formulas = sheet.scan.formulas
        if not formulas:
            continue
        for row in table.listing:
            if row.sheet_row is None:
                continue
            for column, index in row.columns.items():
                text = formulas.get((row.sheet_row, index))
                if text is not None:
                    place = Place(table.sheet, row.sheet_row, index)
                    yield FormulaCell(row, CellRef(name, row.id, column), place, text)


def amount_of(value: Value, unit: str) -> Amount | None:
    """The amount that a value states, blank for nothing; None for what is no amount."""
    match value:
        case None:
            return BLANK
        case bool() | ErrorValue():
            return None
        case Decimal():
            return amount_from_number(value)
    return amount_from_text(value, unit)


def _at_a_glance(cell: FormulaCell, sheet: Sheet) -> bool:
    saved = sheet.grid[cell.place.row][cell.place.column] if cell.place.row < sheet.height else ""
    return saved.__class__ is float and still_adds_up(cell.text, saved, sheet.grid)


class _Refreshing:
    """Updates amounts one by one, and the remarks about them at the end."""

    def __init__(self, disclosure: Disclosure, calculation: Calculation) -> None:
        self._disclosure = disclosure
        self._calculation = calculation
        self._new: dict[Address, Remark | None] = {}
        self._doubts: dict[Address, set[Doubt]] = {}
        for remark in disclosure.remarks:
            self._doubts.setdefault(remark.address, set()).add(remark.doubt)

    def update(self, cell: FormulaCell) -> bool:
        """Tell whether the saved result was not what the formula gives; then the amount has been changed."""
        try:
            value = self._calculation.result(cell.place)
        except CannotEvaluate:
            return False  # reading has remarked that there is no result
        if cell.place in self._calculation.trusted:
            return False
        doubts = self._doubts.get(cell.address, set())
        amount = amount_of(value, self._disclosure.unit)
        if amount is None and not isinstance(value, ErrorValue):
            return False  # a formula that gives text is taken as it was read
        if Doubt.NO_CACHED_VALUE in doubts:
            self._change(cell, Doubt.NO_CACHED_VALUE, cell.text, amount)
        elif isinstance(value, ErrorValue):
            if Doubt.ERROR_VALUE in doubts:
                return False
            self._change(cell, Doubt.ERROR_VALUE, value.code, None)
        elif doubts & _NO_NUMBER or (amount or BLANK).value != cell.amount.value:
            self._change(cell, Doubt.STALE_VALUE, self._saved(cell), amount)
        else:
            return False
        return True

    def finish(self) -> None:
        """Put the new remarks in the place of what they supersede."""
        kept = [
            remark
            for remark in self._disclosure.remarks
            if remark.address not in self._new or remark.doubt not in _SUPERSEDED
        ]
        self._disclosure.remarks = [*kept, *filter(None, self._new.values())]

    def _change(self, cell: FormulaCell, doubt: Doubt, found: str, amount: Amount | None) -> None:
        if amount is None or amount.blank:
            cell.row.amounts.pop(cell.ref.column, None)
        else:
            cell.row.amounts[cell.ref.column] = amount
        if amount is None:
            doubt = Doubt.ERROR_VALUE
        remark = Remark(doubt, cell.ref, cell.address, found, amount or BLANK)
        # A formula that gives an empty text and was saved without it says the same: nothing.
        self._new[cell.address] = None if doubt is Doubt.NO_CACHED_VALUE and remark.used.blank else remark

    def _saved(self, cell: FormulaCell) -> str:
        try:
            saved = self._calculation.saved(cell.place)
        except CannotEvaluate:
            return "日期"
        if isinstance(saved, Decimal):
            return str(amount_from_number(saved))
        return saved.code if isinstance(saved, ErrorValue) else str(saved or "")

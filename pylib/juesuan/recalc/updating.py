"""Amounts of formula cells brought up to date, with the remarks about them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from juesuan.books.amount_text import amount_from_text
from juesuan.books.sheets import Book
from juesuan.model.amount import BLANK, Amount, amount_from_number
from juesuan.model.disclosure import Disclosure, Doubt, Remark
from juesuan.model.reference import Address
from juesuan.recalc.calculation import Calculation
from juesuan.recalc.formula import CannotEvaluate, ErrorValue, Value
from juesuan.recalc.places import FormulaCell

_NO_NUMBER = {Doubt.ERROR_VALUE, Doubt.NOT_AMOUNT}
_SUPERSEDED = {Doubt.NO_CACHED_VALUE, Doubt.TEXT_AMOUNT, *_NO_NUMBER}


def update(
    disclosure: Disclosure, book: Book, doubtful: Sequence[FormulaCell], others: Sequence[FormulaCell]
) -> None:
    """Work out the doubtful cells, in place; if any of them turns out to be outdated, the others too."""
    updating = _Updating(disclosure, Calculation(book))
    outdated = [cell for cell in doubtful if updating.update(cell)]
    if outdated:
        for cell in others:  # what looked right may have been added up from results that were not
            updating.update(cell)
    updating.finish()


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


class _Updating:
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
        if amount is not None and amount.value:
            cell.row.amounts[cell.ref.column] = amount
        else:  # as in reading, the sum of blanks states no figure
            cell.row.amounts.pop(cell.ref.column, None)
        if amount is None:
            doubt = Doubt.ERROR_VALUE
        nothing = doubt is Doubt.NO_CACHED_VALUE and not (amount or BLANK).value
        remark = Remark(doubt, cell.ref, cell.address, found, amount or BLANK)
        self._new[cell.address] = None if nothing else remark  # nothing shown, and nothing to be shown

    def _saved(self, cell: FormulaCell) -> str:
        try:
            saved = self._calculation.saved(cell.place)
        except CannotEvaluate:
            return "日期"
        if isinstance(saved, Decimal):
            return str(amount_from_number(saved))
        return saved.code if isinstance(saved, ErrorValue) else str(saved or "")

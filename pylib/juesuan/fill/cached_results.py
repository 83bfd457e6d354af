"""Results of formulas after a change: worked out here, so that a file shows the truth before it is opened."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.books.package import CellEdit
from juesuan.recalc.calculation import Calculation
from juesuan.recalc.formula import CannotEvaluate, ErrorValue

if TYPE_CHECKING:
    from juesuan.books.sheets import Book
    from juesuan.recalc.formula import Value

_NOISE = Decimal("1e-9")  # what adding doubles may leave behind


def new_results(book: Book) -> tuple[dict[str, dict[str, CellEdit]], bool]:
    """Edits, by sheet and cell, that bring saved results up to date; whether every formula was understood."""
    calculation = Calculation(book)
    edits: dict[str, dict[str, CellEdit]] = {}
    understood = True
    for place in calculation.formula_places():
        try:
            value, saved = calculation.result(place), calculation.saved(place)
        except CannotEvaluate:
            understood = False
            continue
        if place in calculation.trusted or (isinstance(value, ErrorValue) and value != saved):
            understood = False
        elif not isinstance(value, ErrorValue | None) and not _same(value, saved):
            edits.setdefault(place.sheet, {})[place.address.a1] = CellEdit(value=value)
    return edits, understood


def _same(value: Value, saved: Value) -> bool:
    if isinstance(value, Decimal) and isinstance(saved, Decimal):
        return abs(value - saved) <= _NOISE * max(Decimal(1), abs(value))
    if value == "" and saved is None:
        return True  # an empty result shows nothing, stored or not
    return type(value) is type(saved) and value == saved

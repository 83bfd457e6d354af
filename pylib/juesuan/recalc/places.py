"""Physical cells, and those among them that hold the formulas of amounts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from juesuan.books.sheets import Book
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Row
from juesuan.model.reference import Address, CellRef, a1


class Place(NamedTuple):
    """A physical cell: the sheet's name, row and column counted from 0."""

    sheet: str
    row: int
    column: int

    @property
    def address(self) -> Address:
        """What a person clicks."""
        return Address(self.sheet, a1(self.row, self.column))


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


def formula_cells(disclosure: Disclosure, book: Book) -> Iterator[FormulaCell]:
    """Every amount cell that holds a formula, also in rows that repeat a code."""
    for name, table in disclosure.forms.items():
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

"""Results of formulas brought up to date before anything is decided by them.

A workbook saved without results, by a program that does not recalculate, or in manual calculation mode, is so
checked as it would read after being opened in Excel.
"""

from __future__ import annotations

from juesuan.books.sheets import Book, Sheet, open_book
from juesuan.model.disclosure import Disclosure
from juesuan.recalc.places import FormulaCell, formula_cells
from juesuan.recalc.plain_sums import still_adds_up


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
        from juesuan.recalc.updating import update

        places = {cell.place for cell in doubtful}
        update(disclosure, book, doubtful, [cell for cell in cells if cell.place not in places])
    return disclosure


def _at_a_glance(cell: FormulaCell, sheet: Sheet) -> bool:
    saved = sheet.grid[cell.place.row][cell.place.column] if cell.place.row < sheet.height else ""
    return saved.__class__ is float and still_adds_up(cell.text, saved, sheet.grid)

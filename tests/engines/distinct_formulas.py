"""A workbook with every kind of formula, for engines that are too slow for every formula.

A check copied down beside hundreds of rows is one formula on figures that are blank in the same places, have
the same signs and give the same verdict. Of such formulas the first ``EACH`` stay, the others stand in the
workbook as their saved results. That is enough to show that an engine agrees: when formulas of each kind give
their saved results from the saved results they refer to, then all do, from the typed figures up. With
``JUESUAN_EVERY_FORMULA=1`` in the environment all stay, which takes minutes.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import rows_from_range

from tests.engines.values import Sheets, formulas_of, values_of

EACH = sys.maxsize if os.environ.get("JUESUAN_EVERY_FORMULA") else 2
_FAR = "AZ3000"  # where formulas are moved to be compared: relative references then read the same

Formulas = dict[str, dict[str, str]]
_Book = Any
_Kind = tuple[Any, ...]


def with_distinct_formulas(path: Path, target: Path) -> Formulas:
    """Write the workbook to ``target`` with ``EACH`` formulas of a kind; return those by sheet and cell."""
    book, saved = openpyxl.load_workbook(path), values_of(path)
    kept: Formulas = {}
    seen: Counter[_Kind] = Counter()
    for sheet, formulas in formulas_of(path).items():
        for cell, formula in formulas.items():
            kind = _kind(book, saved, sheet, cell, formula)
            seen[kind] += 1
            if seen[kind] <= EACH:
                kept.setdefault(sheet, {})[cell] = formula
            else:
                book[sheet][cell].value = saved[sheet].get(cell)
    book.save(target)
    return kept


def _kind(book: _Book, saved: Sheets, sheet: str, cell: str, formula: str) -> _Kind:
    """The formula as it reads from its own place, what it refers to, and what it gives."""
    moved = Translator(formula, origin=cell).translate_formula(_FAR)
    result = _sort(saved[sheet].get(cell))
    return (moved, result, *map(_sort, _values(book, saved, sheet, formula)))


def _sort(value: Any) -> Any:
    """A number stands for its sign, a subject's code for its length, any other text for itself."""
    if isinstance(value, int | float):
        return (value > 0) - (value < 0)
    return "0" * len(value) if isinstance(value, str) and value.isdigit() else value


def _values(book: _Book, saved: Sheets, sheet: str, formula: str) -> Iterator[Any]:
    for token in Tokenizer(formula).items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            name = book.defined_names.get(token.value)
            yield from _area(saved, sheet, name.attr_text if name else token.value)


def _area(saved: Sheets, sheet: str, reference: str) -> Iterator[Any]:
    elsewhere, _, area = reference.replace("$", "").rpartition("!")
    cells = saved[elsewhere.strip("'") if elsewhere else sheet]
    for row in rows_from_range(area):
        for cell in row:
            yield cells.get(cell)

"""Where a figure is: the logical cell (stable ids) and the physical one (what a person clicks)."""

from __future__ import annotations

from typing import NamedTuple


class CellRef(NamedTuple):
    """The logical address of a figure, the same in every layout: never A1, never a region's table number.

    ``row`` is the row's national title, the subject code in tables listed by subject, or 合计.
    """

    table: str
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.table}[{self.row}].{self.column}"


class Address(NamedTuple):
    """The physical address of a figure in one workbook."""

    sheet: str
    a1: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.a1}" if self.a1 else self.sheet


def column_letters(index: int) -> str:
    """Turn a zero-based column index into letters: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """Turn zero-based row and column indexes into an A1 address."""
    return f"{column_letters(column)}{row + 1}"

"""Excel's error values, as worksheet functions return them."""

from __future__ import annotations

from enum import StrEnum


class CellError(StrEnum):
    """An error in a cell; the value is what Excel shows."""

    NULL = "#NULL!"
    DIV0 = "#DIV/0!"
    VALUE = "#VALUE!"
    REF = "#REF!"
    NAME = "#NAME?"
    NUM = "#NUM!"
    NA = "#N/A"

    @property
    def number(self) -> int:
        """The number that VBA's CVErr takes."""
        return _NUMBERS[self]


_NUMBERS = {
    CellError.NULL: 2000,
    CellError.DIV0: 2007,
    CellError.VALUE: 2015,
    CellError.REF: 2023,
    CellError.NAME: 2029,
    CellError.NUM: 2036,
    CellError.NA: 2042,
}


def error_in(value: object) -> CellError | None:
    """The error that a cell shows, which arrives as its text; None for anything else."""
    return CellError(value) if isinstance(value, str) and value in _TEXTS else None


_TEXTS = frozenset(CellError)


class CellProblemError(Exception):
    """Raised by a worksheet function that has no result: ``error`` is what the cell shows."""

    def __init__(self, error: CellError) -> None:
        """Keep the error value."""
        super().__init__(error.value)
        self.error = error


def not_available() -> CellProblemError:
    """There is no such thing: ``#N/A``."""
    return CellProblemError(CellError.NA)


def bad_value() -> CellProblemError:
    """An argument is not what it should be: ``#VALUE!``."""
    return CellProblemError(CellError.VALUE)

"""Excel's error values, as worksheet functions return them."""

from __future__ import annotations

from enum import StrEnum


class CellError(StrEnum):
    """An error in a cell; the value is what Excel shows."""

    NA = "#N/A"
    VALUE = "#VALUE!"

    @property
    def number(self) -> int:
        """The number that VBA's CVErr takes."""
        return {CellError.NA: 2042, CellError.VALUE: 2015}[self]


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

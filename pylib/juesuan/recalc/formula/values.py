"""Values of cells as formulas see them: exact decimals, texts, logical values, errors, nothing.

Spreadsheets store doubles but show, compare and round them by their first 15 significant digits; so a number
here is the decimal of those 15 digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

DIGITS = 15
ZERO = Decimal(0)
EXACT = Context(prec=40)  # sums of numbers of 15 digits lose nothing
_SHORTENED = Context(prec=DIGITS, rounding=ROUND_HALF_UP)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_DIGIT = re.compile(r"\d")
_LARGEST = Decimal("1e15")
_MOST_PLACES = 15


class CannotEvaluate(Exception):  # noqa: N818 - not an error: many workbooks hold formulas of other kinds
    """A formula that is outside of what is understood here; the text says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class ErrorValue:
    """A spreadsheet error such as ``#DIV/0!``."""

    code: str


Value: TypeAlias = Decimal | str | bool | ErrorValue | None

VALUE_ERROR = ErrorValue("#VALUE!")
DIVISION_BY_ZERO = ErrorValue("#DIV/0!")


class Failure(Exception):  # noqa: N818 - carries a value, and says nothing is wrong with the program
    """An error value on its way out of the expression that it spoils."""

    def __init__(self, error: ErrorValue) -> None:
        """Keep the error."""
        super().__init__(error.code)
        self.error = error


def number_value(number: float) -> Decimal:
    """The number that a stored double stands for: its first 15 significant digits."""
    return Decimal(f"{number:.15g}")


def shortened(number: Decimal) -> Decimal:
    """A number cut to 15 significant digits."""
    return _SHORTENED.plus(number)


def rounded(number: Decimal, places: Decimal) -> Decimal:
    """ROUND: half away from zero, at so many places after the point (before it where negative)."""
    count = int(places)
    if abs(count) > _MOST_PLACES:
        raise CannotEvaluate(f"ROUND 的位数 {count} 太大")
    exact = shortened(number)
    if -int(exact.as_tuple().exponent) <= count:
        return exact
    return exact.quantize(Decimal(1).scaleb(-count), ROUND_HALF_UP, EXACT)


def floor(number: Decimal) -> Decimal:
    """INT: the next whole number down."""
    return shortened(number).to_integral_value(ROUND_FLOOR)


def as_number(value: Value) -> Decimal:
    """A value in arithmetic. Raises Failure where it is no number, CannotEvaluate where programs differ."""
    match value:
        case None:
            return ZERO
        case bool():
            return Decimal(int(value))
        case Decimal():
            return value
        case ErrorValue():
            raise Failure(value)
    if _NUMBER.fullmatch(value.strip()):
        return shortened(Decimal(value.strip()))
    if _DIGIT.search(value):
        raise CannotEvaluate(f"文本“{value}”参加了运算")
    raise Failure(VALUE_ERROR)


def as_text(value: Value) -> str:
    """A value in text operations."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case ErrorValue():
            raise Failure(value)
        case Decimal():
            return _plain(value)
    return value


def as_truth(value: Value) -> bool:
    """A value as a condition."""
    if isinstance(value, str):
        raise CannotEvaluate(f"文本“{value}”作了条件")
    return as_number(value) != 0


def numeric(text: str) -> Decimal | None:
    """The number that a text is written as, None when it is not."""
    stripped = text.strip()
    return shortened(Decimal(stripped)) if _NUMBER.fullmatch(stripped) else None


def compared(left: Value, right: Value) -> int:
    """Order two values as spreadsheets do: numbers before texts before logical values; 0 when equal."""
    for value in (left, right):
        if isinstance(value, ErrorValue):
            raise Failure(value)
    left, right = _like(left, right), _like(right, left)
    one, other = _rank(left), _rank(right)
    return (one > other) - (one < other)


def _like(value: Value, other: Value) -> Value:
    """Nothing counts as whatever it is compared with: 0, an empty text, FALSE."""
    if value is not None:
        return value
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else ZERO


def _rank(value: Value) -> tuple[int, Decimal, str]:
    if isinstance(value, bool):
        return 2, Decimal(int(value)), ""
    if isinstance(value, str):
        return 1, ZERO, value.casefold()
    return 0, shortened(as_number(value)), ""


def _plain(number: Decimal) -> str:
    exact = shortened(number)
    if exact == 0:
        return "0"
    if not Decimal("1e-4") <= abs(exact) < _LARGEST:
        raise CannotEvaluate(f"数 {exact} 转成文本的写法因软件而异")
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

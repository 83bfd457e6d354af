"""Exact amounts of money: whole hundredths of the table's unit, or blank.

A table states figures in 万元 (or 元) to two decimals; one hundredth of 万元 is 100 元. Blank is not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_HUNDRED = Decimal(100)
_EXACT_FLOAT = 2**50  # below this, hundredths survive the trip through a double
_FINEST = (
    8  # decimals of any money: 分 are six of 万元; what a double has beyond is left over from arithmetic
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An exact value in hundredths of the unit, or blank (``hundredths is None``).

    ``decimals`` is the number of decimals the figure was stated with (``100.3`` has one), kept because a
    figure with more than two decimals does not belong in a published table.
    """

    hundredths: int | None = None
    decimals: int = 2

    @property
    def blank(self) -> bool:
        """True when the cell states nothing (which is not the same as stating zero)."""
        return self.hundredths is None

    @property
    def value(self) -> int:
        """Hundredths, with blank read as zero: what a sum adds up."""
        return self.hundredths or 0

    def decimal(self) -> Decimal | None:
        """The amount as a Decimal in the table's unit, or None when blank."""
        return None if self.hundredths is None else Decimal(self.hundredths).scaleb(-2)

    def __str__(self) -> str:
        return "" if self.hundredths is None else format_hundredths(self.hundredths)


BLANK = Amount()


def amount_from_number(number: float | Decimal) -> Amount:
    """Return the amount a spreadsheet number states, rounded half away from zero to hundredths.

    A double counts as its 15-significant-digit decimal, which is what a spreadsheet shows and what a person
    typed; so 1.005 is a tie and becomes 1.01. The difference 5274.81-5265.49 is 9.32000000000062 as a double
    and counts as stated with two decimals. Raises ValueError on NaN and infinities.
    """
    if isinstance(number, float):
        hundredths = round(number * 100) if abs(number) < _EXACT_FLOAT / 100 else 0
        if hundredths and hundredths / 100 == number:
            return Amount(hundredths, _decimals_of(hundredths))
        number = stated = Decimal(f"{number:.15g}")
        if number.is_finite() and abs(number) < _EXACT_FLOAT:
            stated = round(number, _FINEST)
    elif isinstance(number, int):
        return Amount(number * 100, 0)
    else:
        stated = number
    if not number.is_finite():
        raise ValueError(f"not a finite amount: {number}")
    exponent = stated.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return Amount(int((number * _HUNDRED).to_integral_value(ROUND_HALF_UP)), decimals)


def _decimals_of(hundredths: int) -> int:
    if hundredths % 10:
        return 2
    return 1 if hundredths % 100 else 0


def format_hundredths(hundredths: int) -> str:
    """Write hundredths with thousands separators and two decimals: 550646 becomes ``5,506.46``."""
    sign = "-" if hundredths < 0 else ""
    whole, part = divmod(abs(hundredths), 100)
    return f"{sign}{whole:,}.{part:02d}"

"""Rates in percent, with what rounding their parts can do to them.

A figure printed to hundredths stands for the interval ± half a hundredth; so does a rate for its own last
digit. A rate is wrong only when its interval and that of the quotient do not meet: no rounding explains it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

_HALF = Fraction(1, 2)  # of a hundredth


def possible(rate: Decimal, decimals: int, part: int, whole: int, *, slack: int = 1) -> bool:
    """Whether a printed rate (percent) can be part / whole, both in hundredths and ``whole`` above zero.

    ``slack`` is how many roundings went into the whole.
    """
    low, high = part - _HALF, part + _HALF
    least, most = whole - _HALF * slack, whole + _HALF * slack
    if least <= 0:
        return True
    quotients = [Fraction(100) * one / two for one in (low, high) for two in (least, most)]
    half_digit = Fraction(1, 2 * 10**decimals)
    stated = Fraction(rate)
    return min(quotients) <= stated + half_digit and max(quotients) >= stated - half_digit


def roundable(addends: int) -> int:
    """By how many hundredths a sum of so many rounded figures may differ from its rounded total."""
    return (addends + 1) // 2


def percent(part: int, whole: int, decimals: int) -> str:
    """Part / whole in percent, rounded half away from zero, as text with its sign %."""
    value = Decimal(part) * 100 / Decimal(whole)
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}%"

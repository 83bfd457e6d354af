"""How a layout writes numbers into sentences: decimals, trailing zeros, percentages.

Rates are worked out from the published figures, so that a reader who divides them gets the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_MOST_DECIMALS = 4
_PLAIN = (0, 100)


@dataclass(frozen=True, slots=True)
class Wording:
    """The number format of a layout's text: decimals of amounts and rates, whether 0 stays at the end.

    A change against last year of more than ``reasons_over`` percent needs a reason.
    """

    amount_decimals: int = 2
    percent_decimals: int = 2
    trailing_zeros: bool = True
    unit: str = "万元"
    reasons_over: int = 0

    def number(self, hundredths: int) -> str:
        """An amount without its unit and without its sign: 100030 is ``1000.3`` or ``1000.30``."""
        return self._written(Decimal(abs(hundredths)).scaleb(-2), self.amount_decimals)

    def amount(self, hundredths: int) -> str:
        """An amount with its unit; a negative one keeps its sign."""
        return f"{'-' if hundredths < 0 else ''}{self.number(hundredths)}{self.unit}"

    def percent(self, part: int, whole: int) -> str:
        """A share in percent. An empty text on a base of zero or less: such a rate says nothing.

        A share that is neither 0 nor 100 but would read so gets the decimals that it takes to be seen, up to
        four: 完成预算的100% beside a spending below the budget reads like a mistake.
        """
        if whole <= 0:
            return ""
        rate = Decimal(part) * 100 / Decimal(whole)
        decimals = self.percent_decimals
        while rate not in _PLAIN and decimals < _MOST_DECIMALS and _rounded(rate, decimals) in _PLAIN:
            decimals += 1
        return f"{self._written(rate, decimals)}%"

    def _written(self, value: Decimal, decimals: int) -> str:
        text = f"{_rounded(value, decimals):f}"
        if not self.trailing_zeros and "." in text:
            text = text.rstrip("0").rstrip(".")
        return "0" if text in {"-0", ""} else text


def whole(hundredths: int) -> str:
    """A count: 300 hundredths are ``3``."""
    return str(hundredths // 100)


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)

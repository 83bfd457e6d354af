"""Targets and actual values as numbers: “≥98%”, “20人”, “12%-13%”; words are not numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum


class Sense(Enum):
    """Which side of a target is good."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    PLAIN = ""


_SENSES = dict.fromkeys(("≥", ">=", "≧", "＞", ">", "﹥", "不低于", "不少于", "达到"), Sense.AT_LEAST)
_SENSES |= dict.fromkeys(("≤", "<=", "≦", "＜", "<", "﹤", "不高于", "不超过", "不多于"), Sense.AT_MOST)
_SENSES |= {"=": Sense.PLAIN, "＝": Sense.PLAIN}
_SIGN = "|".join(sorted(map(re.escape, _SENSES), key=len, reverse=True))
_QUANTITY = re.compile(
    rf"(?P<sign>{_SIGN})?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>[%％])?"
    r"(?:[-—~～至](?P<most>\d+(?:\.\d+)?)[%％]?)?(?P<unit>[^\d]*)"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit (``%`` for percent). ``most`` is the upper end of a range."""

    sense: Sense
    number: Decimal
    unit: str
    signed: bool
    most: Decimal | None = None

    @property
    def relative(self) -> bool:
        """True for a rate, which is averaged and never added."""
        return self.unit.startswith("%")


def quantity(text: str) -> Quantity | None:
    """Understand a target or an actual value; None for words, and for texts of several numbers."""
    match = _QUANTITY.fullmatch("".join(text.split()))
    if match is None:
        return None
    sign = match["sign"] or ""
    return Quantity(
        _SENSES.get(sign, Sense.PLAIN),
        Decimal(match["number"].replace(",", "")),
        ("%" if match["percent"] else "") + match["unit"].strip("。；，"),
        bool(sign),
        Decimal(match["most"]) if match["most"] else None,
    )


def shown(number: Decimal) -> str:
    """A number without needless zeros, never in powers of ten."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Amounts that somebody typed as text: what they state, or that they are none."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from juesuan.model.amount import BLANK, Amount, amount_from_number

_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")
_MINUS = str.maketrans(dict.fromkeys("−‐‑‒–—―─﹣ー", "-"))
_NOTHING = re.compile(r"[-/\s]*")
# Grouping, by comma or space, is all or nothing: 1,23.4 is a typing mistake, and nobody can say which figure
# was meant.
_AMOUNT = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+])?\s*"
    r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{0,10})?"
    r"|\.[0-9]{1,10})"
    r"(?:[eE](?P<exponent>[-+]?[0-9]{1,2}))?\s*(?P<unit>万元|元)?\s*(?P<close>\))?"
)
_LARGEST_EXPONENT = 12
_LONGEST = 40
NOTHING = Decimal("NaN")  # what a dash states


def amount_from_text(text: str, unit: str) -> Amount | None:
    """Return the amount a text states in ``unit`` (``万元`` or ``元``), BLANK for a dash, None for no amount.

    Full width counts as half width; parentheses mean negative; a unit must be the table's own.
    """
    number = number_from_text(text, unit)
    if number is None:
        return None
    return BLANK if number.is_nan() else amount_from_number(number)


def number_from_text(text: str, unit: str) -> Decimal | None:
    """Like :func:`amount_from_text`, but exact to the last decimal written; NaN for a dash."""
    written = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_MINUS).strip()
    if _NOTHING.fullmatch(written):
        return NOTHING
    found = _AMOUNT.fullmatch(written) if len(written) <= _LONGEST else None
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    if found["unit"] not in (None, unit) or (found["open"] and found["sign"]):
        return None
    exponent = int(found["exponent"] or 0)
    if abs(exponent) > _LARGEST_EXPONENT:
        return None
    number = Decimal(re.sub("[, ]", "", found["number"])).scaleb(exponent)
    return -number if found["open"] or found["sign"] == "-" else number

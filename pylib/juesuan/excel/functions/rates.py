"""Rates as a layout prints them; none on a base of zero or less."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.excel.functions.arguments import number_of, text_of
from juesuan.excel.functions.errors import bad_value, not_available

if TYPE_CHECKING:
    from juesuan.excel.functions.calling import Scalar
    from juesuan.narrative.wording import Wording


def completion_rate(final: Scalar, budget: Scalar, layout: Scalar = None) -> str:
    """What share of the budget was spent, such as ``98.5%``; an empty final figure counts as nothing."""
    spent, planned = number_of(final) or Decimal(0), number_of(budget)
    return _rate(spent, planned, text_of(layout))


def growth_rate(present: Scalar, previous: Scalar, layout: Scalar = None) -> str:
    """How much more than last year, such as ``3.2%`` or ``-3.2%``."""
    now, before = number_of(present) or Decimal(0), number_of(previous)
    return _rate(now - (before or 0), before, text_of(layout))


def _rate(part: Decimal, whole: Decimal | None, layout: str) -> str:
    if whole is None or whole <= 0:
        raise not_available()
    digits = max(_decimals(part), _decimals(whole))
    return _wording(layout).percent(int(part.scaleb(digits)), int(whole.scaleb(digits)))


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@lru_cache(maxsize=8)
def _wording(layout: str) -> Wording:
    from juesuan.layouts import layout_ids, load_layout
    from juesuan.narrative.spec import load_narrative
    from juesuan.narrative.wording import Wording

    if layout and layout not in layout_ids():
        raise bad_value()
    chosen = layout or layout_ids()[-1]
    declared = load_narrative(chosen)
    return declared.wording if declared else Wording(percent_decimals=load_layout(chosen).percent_decimals)

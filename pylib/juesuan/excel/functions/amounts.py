"""元 and 万元."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.excel.functions.arguments import number_of
from juesuan.model.amount import amount_from_number

if TYPE_CHECKING:
    from juesuan.excel.functions.calling import Scalar


def wan_from_yuan(yuan: Scalar) -> float | str:
    """元 as 万元 to two decimals, ties away from zero; an empty cell stays empty."""
    number = number_of(yuan)
    if number is None:
        return ""
    return amount_from_number(number.scaleb(-4)).value / 100

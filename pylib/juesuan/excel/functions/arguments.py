"""Values of cells understood as codes, texts and exact numbers."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from juesuan.excel.functions.errors import CellProblemError, bad_value, error_in

if TYPE_CHECKING:
    from juesuan.excel.functions.calling import Scalar


def text_of(value: Scalar) -> str:
    """A cell as text; a whole number without decimals, so that a code typed as a number is one."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def number_of(value: Scalar) -> Decimal | None:
    """A cell as the 15-digit decimal that a spreadsheet shows; None for an empty one.

    Raises CellProblemError: #VALUE! on text that is no number and on logical values, and an error in the cell
    as it is.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        raise bad_value()
    error = error_in(value)
    if error:
        raise CellProblemError(error)
    if isinstance(value, str):
        try:
            number = Decimal(value.strip().replace(",", ""))
        except InvalidOperation:
            raise bad_value() from None
    else:
        number = Decimal(f"{value:.15g}")
    if not number.is_finite():
        raise bad_value()
    return number

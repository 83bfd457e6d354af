"""The subtotal of a 类, 款 or 项 over a table's columns."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.excel.functions.arguments import number_of, text_of
from juesuan.excel.functions.errors import bad_value

if TYPE_CHECKING:
    from juesuan.excel.functions.calling import Rows, Scalar


def subtotal_of(codes: Rows | Scalar, amounts: Rows | Scalar, prefix: Scalar) -> float:
    """Add the amounts of the lowest subjects whose codes begin with ``prefix``.

    A row with rows below it in the list is a subtotal itself and is not counted again.
    """
    keys, values = _cells(codes), _cells(amounts)
    if len(keys) != len(values):
        raise bad_value()
    start = text_of(prefix)
    listed = {code for key in keys if (code := text_of(key)).isdigit()}
    above = {code[:length] for code in listed for length in range(1, len(code))}
    total = Decimal(0)
    for key, value in zip(keys, values, strict=True):
        code = text_of(key)
        if code in listed and code not in above and code.startswith(start):
            total += number_of(value) or 0
    return float(total)


def _cells(range_of_cells: Rows | Scalar) -> list[Scalar]:
    if isinstance(range_of_cells, (list, tuple)):
        return [cell for row in range_of_cells for cell in row]
    return [range_of_cells]  # type: ignore[list-item] # a sequence other than these is no range

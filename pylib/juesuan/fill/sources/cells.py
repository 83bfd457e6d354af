"""From cells of a source to exact fen; what is no amount is noted, and not taken."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from juesuan.books.amount_text import number_from_text
from juesuan.books.figures import ERRORS
from juesuan.books.sheets import shown
from juesuan.fill.sources.figures import Unreadable
from juesuan.model.reference import Address, a1

if TYPE_CHECKING:
    from juesuan.books.sheets import Sheet

_FEN = {"元": Decimal(100), "万元": Decimal(1_000_000)}


class SourceCells:
    """The amounts of one worksheet, stated in ``unit``. ``unreadable`` collects what is no amount."""

    def __init__(self, sheet: Sheet, unit: str) -> None:
        """Nothing is read before it is asked for."""
        self.sheet = sheet
        self.unreadable: dict[tuple[int, int], Unreadable] = {}
        self._unit = unit

    def address(self, row: int, column: int) -> Address:
        """The place of a cell."""
        return Address(self.sheet.name, a1(row, column))

    def fen(self, row: int, column: int, *, counted: bool = False) -> int | None:
        """The amount of a cell in fen, None for a blank, a dash, or something that is no amount (noted).

        ``counted`` cells hold whole numbers: 3 vehicles are 300 hundredths, whatever the sheet's unit.
        """
        value = self.sheet.grid[row][column] if row < self.sheet.height and column < self.sheet.width else ""
        unit = "元" if counted else self._unit
        if value == "":
            if (row, column) in self.sheet.scan.uncached:
                self._note(
                    row, column, self.sheet.scan.formulas.get((row, column), ""), "是没有保存结果的公式"
                )
            elif (row, column) in self.sheet.scan.errors:
                self._note(row, column, self.sheet.scan.errors[row, column], "是错误值")
            return None
        number: Decimal | None
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            number = None
        elif isinstance(value, str):
            number = None if value in ERRORS else number_from_text(value, unit)
            if number is not None and number.is_nan():
                return None
        else:
            number = Decimal(f"{value:.15g}")
        if number is None or not number.is_finite():
            self._note(row, column, shown(value), "不是金额，没有取用")
            return None
        return self._exact(row, column, number * _FEN[unit])

    def _exact(self, row: int, column: int, fen: Decimal) -> int:
        whole = fen.to_integral_value(ROUND_HALF_UP)
        if whole != fen:
            self._note(row, column, self.sheet.text(row, column), "精确到了分以下，按四舍五入到分取用")
        return int(whole)

    def _note(self, row: int, column: int, found: str, reason: str) -> None:
        self.unreadable[row, column] = Unreadable(self.address(row, column), found, reason)

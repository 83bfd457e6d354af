"""Several rectangles of cells at once, of the LibreOffice engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.engines.libreoffice_xlwings_formats import POINT, Font, Look
from tests.engines.libreoffice_xlwings_range import Range

if TYPE_CHECKING:
    from tests.engines.libreoffice_xlwings_sheets import Sheet


@ROUND_TRIPS.watched
class Areas(Look):
    """Several rectangles at once, for formats."""

    def __init__(self, sheet: Sheet, areas: list[tuple[int, int, int, int]]) -> None:
        self._sheet = sheet
        self._doc = sheet._book._doc
        self.options: dict[str, Any] = {}
        self._range = self._doc.createInstance("com.sun.star.sheet.SheetCellRanges")
        addresses = tuple(Range(sheet, *area)._range.RangeAddress for area in areas)
        self._range.addRangeAddresses(addresses, False)

    @property
    def row_height(self) -> float:
        return float(self._range.getByIndex(0).Rows.Height) / POINT

    @row_height.setter
    def row_height(self, value: float) -> None:
        for area in range(self._range.getCount()):
            self._range.getByIndex(area).Rows.Height = int(value * POINT)

    @property
    def font(self) -> Font:
        return Font(self._range)

"""How cells look: fill, number format, widths, fonts."""

from __future__ import annotations

from typing import Any

from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.engines.libreoffice_xlwings_office import uno_module

_BOLD, _PLAIN = 150.0, 100.0
POINT = 2540 / 72  # hundredths of a millimetre
_CHARACTER = 200  # hundredths of a millimetre; about the width of a digit


@ROUND_TRIPS.watched
class Look:
    """Formats of a range or of several."""

    _range: Any
    _doc: Any

    @property
    def color(self) -> tuple[int, int, int] | None:
        value = self._range.CellBackColor
        return None if value in {-1, None} else ((value >> 16) & 255, (value >> 8) & 255, value & 255)

    @color.setter
    def color(self, value: tuple[int, int, int] | None) -> None:
        self._range.CellBackColor = -1 if value is None else _number(value)

    @property
    def number_format(self) -> str | None:
        key = self._range.NumberFormat
        return None if key is None else str(self._doc.NumberFormats.getByKey(key).FormatString)

    @number_format.setter
    def number_format(self, code: str) -> None:
        locale = uno_module().createUnoStruct("com.sun.star.lang.Locale")
        formats = self._doc.NumberFormats
        key = formats.queryKey(code, locale, False)
        self._range.NumberFormat = key if key != -1 else formats.addNew(code, locale)

    @property
    def wrap_text(self) -> bool:
        return bool(self._range.IsTextWrapped)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        self._range.IsTextWrapped = value

    @property
    def vertical_alignment(self) -> Any:
        return self._range.VertJustify

    @vertical_alignment.setter
    def vertical_alignment(self, value: Any) -> None:
        self._range.VertJustify = {"top": 1, "center": 2, "bottom": 3}.get(str(value), 0)

    @property
    def row_height(self) -> float:
        return float(self._range.Rows.Height) / POINT

    @row_height.setter
    def row_height(self, value: float) -> None:
        self._range.Rows.Height = int(value * POINT)

    @property
    def column_width(self) -> float:
        return float(self._range.Columns.Width) / _CHARACTER

    @column_width.setter
    def column_width(self, value: float) -> None:
        self._range.Columns.Width = int(value * _CHARACTER)


@ROUND_TRIPS.watched
class Font:
    """The font of a range."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    @property
    def bold(self) -> bool:
        return bool(self._cells.CharWeight == _BOLD)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._cells.CharWeight = self._cells.CharWeightAsian = _BOLD if value else _PLAIN

    @property
    def size(self) -> float:
        return float(self._cells.CharHeight)

    @size.setter
    def size(self, value: float) -> None:
        self._cells.CharHeight = self._cells.CharHeightAsian = value

    @property
    def color(self) -> tuple[int, int, int]:
        value = self._cells.CharColor
        return ((value >> 16) & 255, (value >> 8) & 255, value & 255)

    @color.setter
    def color(self, value: tuple[int, int, int]) -> None:
        self._cells.CharColor = _number(value)


def _number(colour: tuple[int, int, int]) -> int:
    red, green, blue = colour
    return (red << 16) + (green << 8) + blue

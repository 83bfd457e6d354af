"""How the workbook looks: fonts, borders, colours, and how much room a text takes."""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

BODY_FONT = "宋体"
TITLE_FONT = "黑体"
INPUT_FILL = "#FFFBE6"
MARGIN_FILL = "#F2F2F2"
MARGIN_INK = "#595959"
MARGIN_LINE = "#BFBFBF"
GOOD = {"font_color": "#2E7D32"}
BAD = {"font_color": "#9C0006", "bg_color": "#FFC7CE", "bold": True}
CLOSE = {"font_color": "#7F6000", "bg_color": "#FFF2CC"}
QUIET = {"font_color": "#8C8C8C"}
COUNT_FORMAT = "0;-0;;@"
ROW_HEIGHT = 17.0
_LINE_HEIGHT = 14.5  # points a line of 10-point Chinese text takes in Excel, WPS and LibreOffice
_PIXELS_PER_CHARACTER = 7  # of a column's width, with the workbook's default font
_PADDING = 5
_INDENT = 9

_BASE: dict[str, Any] = {"font_name": BODY_FONT, "font_size": 10, "valign": "vcenter"}


class Theme:
    """Formats of one workbook, each made once."""

    def __init__(self, workbook: Workbook, number_format: str) -> None:
        """Remember the layout's number format."""
        self._workbook = workbook
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self.number_format = number_format

    def __call__(self, **properties: Any) -> Format:  # noqa: ANN401
        """Return a format: the body's font and centring, and these properties of XlsxWriter."""
        wanted = {**_BASE, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(wanted)
        return self._formats[key]

    def title(self, size: float = 18) -> Format:
        """A sheet's title."""
        return self(font_name=TITLE_FONT, font_size=size, align="center")

    def heading(self) -> Format:
        """A heading of a table."""
        return self(align="center", text_wrap=True, border=1)

    def label(self, **properties: Any) -> Format:  # noqa: ANN401
        """A framed text of a table."""
        return self(border=1, text_wrap=True, **properties)

    def amount(self, *, entered: bool, locked: bool, shows_zero: bool = False, count: bool = False) -> Format:
        """An amount cell: coloured where it is to be ``entered``, locked where it is a formula.

        A ``count`` is a whole number, and shows a zero that somebody states.
        """
        properties: dict[str, Any] = {"border": 1, "align": "right", "shrink": True}
        properties["num_format"] = COUNT_FORMAT if count else self.number_format
        if shows_zero:
            properties["num_format"] = "0" if count else "0.00"
        if entered:
            properties["bg_color"] = INPUT_FILL
        return self(locked=locked, **properties)


def pixels(text: str, size: float = 10) -> float:
    """About how wide a text is: full-width characters are as wide as the font is high."""
    wide = sum(unicodedata.east_asian_width(character) in "WFA" for character in text)
    return (wide + (len(text) - wide) / 2) * size * 96 / 72


def column_pixels(*widths: float) -> float:
    """The width of some columns, given in characters as Excel does."""
    return sum(width * _PIXELS_PER_CHARACTER + _PADDING for width in widths)


def height_for(
    text: str, room: float, *, size: float = 10, indent: int = 0, least: float = ROW_HEIGHT
) -> float:
    """The row height in points that a wrapped text needs in a cell ``room`` pixels wide."""
    usable = max(room - 2 * _PADDING - indent * _INDENT, size * 2)
    lines = sum(max(1, math.ceil(pixels(line, size) / usable)) for line in text.split("\n"))
    return max(least, round(lines * _LINE_HEIGHT * size / 10 + 3, 1))

"""How cells of a sheet look in a file, given to the same cells of the open workbook in few calls."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juesuan.books.formulas import cell_styles
from juesuan.books.marking.formats import Formats
from juesuan.books.package.cells import join_a1
from juesuan.excel.marking.areas import joined_addresses
from juesuan.excel.marking.fills import UnknownFillError, colour_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

    from juesuan.books.package import Package
    from juesuan.books.sheets import Sheet
    from juesuan.excel.marking.fills import Colour

_BOLD = re.compile(rb"<(?:\w+:)?b(?:\s+val=\"(?:1|true)\")?\s*/>")
_SIZE = re.compile(rb"<(?:\w+:)?sz\s+val=\"([\d.]+)\"")
_WRAPPED = re.compile(rb"\bwrapText=\"(?:1|true)\"")
_AMOUNTS = re.compile(rb"\bnumFmtId=\"4\"")
_ROW = re.compile(r"<(?:\w+:)?row\b([^>]*)>")
_MERGE = re.compile(r"<(?:\w+:)?mergeCell\s+ref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")
_USUAL_SIZE = 11.0
_AMOUNT_FORMAT = "#,##0.00"


@dataclass(frozen=True, slots=True)
class Look:
    """What our own sheets use of a cell format."""

    bold: bool
    size: float
    wrapped: bool
    amounts: bool
    colour: Colour | None

    def traits(self) -> Iterator[tuple[str, object]]:
        """What is unlike a cell without a format."""
        for name in ("bold", "wrapped", "amounts", "colour"):
            value = getattr(self, name)
            if value:
                yield name, value
        if self.size != _USUAL_SIZE:
            yield "size", self.size


def take_looks(sheet: xw.Sheet, model: Sheet, package: Package, first: int = 1) -> None:
    """Let the cells from row ``first`` on look as on the same sheet of a file, which ``package`` holds."""
    formats = Formats(package)
    cells: dict[int, list[str]] = {}
    for (row, column), style in cell_styles(model.xml).items():
        if style and row + 1 >= first:
            cells.setdefault(style, []).append(join_a1(row + 1, column + 1))
    alike: dict[tuple[str, object], list[str]] = {}
    for style, places in cells.items():
        for trait in _look(formats, style, package).traits():
            alike.setdefault(trait, []).extend(places)
    for (name, value), places in alike.items():
        for address in joined_addresses(places):
            _GIVE[name](sheet.range(address), value)


def _give_bold(area: xw.Range, _: object) -> None:
    area.font.bold = True


def _give_size(area: xw.Range, size: Any) -> None:  # noqa: ANN401 - of the kind of its trait
    area.font.size = size


def _give_wrapping(area: xw.Range, _: object) -> None:
    area.wrap_text = True
    area.vertical_alignment = "top"


def _give_amounts(area: xw.Range, _: object) -> None:
    area.number_format = _AMOUNT_FORMAT


def _give_colour(area: xw.Range, colour: Any) -> None:  # noqa: ANN401 - of the kind of its trait
    area.color = colour


_GIVE: dict[str, Callable[[xw.Range, Any], None]] = {
    "bold": _give_bold,
    "size": _give_size,
    "wrapped": _give_wrapping,
    "amounts": _give_amounts,
    "colour": _give_colour,
}


def take_rows(sheet: xw.Sheet, model: Sheet) -> None:
    """Give the rows the heights, and merge the cells, that the same sheet of a file has."""
    for columns, rows in _merged_rows(model.xml):
        sheet.range(f"{columns[0]}{rows[0]}:{columns[1]}{rows[1]}").merge(across=True)
    for height, tall in _heights(model.xml).items():
        for address in joined_addresses(f"A{row}" for row in tall):
            sheet.range(address).row_height = height


def _look(formats: Formats, style: int, package: Package) -> Look:
    font, written = formats.font_of(style), formats.written_as(style)
    size = _SIZE.search(font)
    try:
        colour = colour_of(formats.fill_of(style).decode(), package)
    except UnknownFillError:
        colour = None
    return Look(
        bold=_BOLD.search(font) is not None,
        size=float(size[1]) if size else _USUAL_SIZE,
        wrapped=_WRAPPED.search(written) is not None,
        amounts=_AMOUNTS.search(written) is not None,
        colour=colour,
    )


def _merged_rows(xml: str) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    """Cells merged within a row, rows of the same columns that follow each other together."""
    found = sorted((left, right, int(top)) for left, top, right, last in _MERGE.findall(xml) if top == last)
    while found:
        left, right, top = found.pop(0)
        bottom = top
        while found and found[0] == (left, right, bottom + 1):
            bottom = found.pop(0)[2]
        yield (left, right), (top, bottom)


def _heights(xml: str) -> dict[float, list[int]]:
    """Heights that rows state for themselves, each with its rows: few heights, however many rows."""
    heights: dict[float, list[int]] = {}
    for row in map(dict, map(_ATTRIBUTE.findall, _ROW.findall(xml))):
        if "ht" in row and "r" in row:
            heights.setdefault(float(row["ht"]), []).append(int(row["r"]))
    return heights

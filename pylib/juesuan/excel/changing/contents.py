"""What the cells of a workbook file hold, as they would be typed: constants, and formulas with ``=``."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import TYPE_CHECKING, TypeAlias

from juesuan.books.number_formats import attributes
from juesuan.books.properties import column_index

if TYPE_CHECKING:
    from juesuan.books.archive import Archive
    from juesuan.books.sheets import Book, Sheet, Value

Cell: TypeAlias = tuple[int, int]  # zero-based row and column


class Formula(str):
    """A formula with its ``=``; a text of the same letters is something else."""

    __slots__ = ()


Held: TypeAlias = "Value | Formula | None"

_SHARED = re.compile(r"<(?:\w+:)?si\b[^>]*>(.*?)</(?:\w+:)?si>", re.DOTALL)
_INLINE = re.compile(r"<(?:\w+:)?is\b[^>]*>(.*?)</(?:\w+:)?is>", re.DOTALL)
_RUN = re.compile(r"<(?:\w+:)?r\b[^>]*>")
_RUN_TEXT = re.compile(r"<(?:\w+:)?t\b[^>]*>([^<]*)</(?:\w+:)?t>")
_ARRAY = re.compile(r"<(?:\w+:)?f\b[^>]*\bt=\"(?:array|dataTable)\"[^>]*>")
_REF = re.compile(r"\bref=\"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?\"")
_FORMATS = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(r"<(?:\w+:)?xf\b([^>]*)>")
_CUSTOM = re.compile(r"<(?:\w+:)?numFmt\b([^>]*)>")
_TEXT_FORMAT = "49"
_ERROR_START = "#"


def held_by(sheet: Sheet) -> dict[Cell, Held]:
    """Everything the cells of a sheet hold; empty ones are left out."""
    cells: dict[Cell, Held] = {
        (row, column): value
        for row, line in enumerate(sheet.grid)
        for column, value in enumerate(line)
        if value != ""
    }
    for cell, formula in sheet.scan.formulas.items():
        cells[cell] = Formula(formula)
    return cells


class Fragile:
    """Cells that must not be written without need, for writing would lose something of them."""

    def __init__(self, book: Book) -> None:
        """Look up what the workbook keeps for all sheets: formatted texts, text formats."""
        shared = book.archive.read("xl/sharedStrings.xml").decode("utf-8", "replace")
        self._rich = _formatted(_SHARED, shared)
        self._text_styles = _text_styles(book.archive)

    def cells(self, sheet: Sheet, held: dict[Cell, Held]) -> set[Cell]:
        """Texts with formats inside, arrays, dates, error values, and what lies below merged cells."""
        rich = self._rich | _formatted(_INLINE, sheet.xml)
        found = {
            cell
            for cell, value in held.items()
            if isinstance(value, dt.date | dt.time | dt.timedelta)
            or (isinstance(value, str) and not isinstance(value, Formula) and value in rich)
        }
        found |= set(sheet.scan.errors) - set(sheet.scan.formulas)
        for match in _ARRAY.finditer(sheet.xml):
            found |= _area(match[0])
        for top, left, bottom, right in sheet.merges:
            found |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        return found

    def text_formatted(self, sheet: Sheet) -> set[Cell]:
        """Cells whose number format is text."""
        from juesuan.books.formulas import cell_styles

        if not self._text_styles:
            return set()
        return {cell for cell, style in cell_styles(sheet.xml).items() if style in self._text_styles}


def _formatted(item: re.Pattern[str], xml: str) -> set[str]:
    """The texts that have formats inside."""
    return {unescape("".join(_RUN_TEXT.findall(text))) for text in item.findall(xml) if _RUN.search(text)}


def _text_styles(archive: Archive) -> set[int]:
    styles = archive.read("xl/styles.xml").decode("utf-8", "replace")
    codes = {
        found["numFmtId"]: found.get("formatCode", "") for found in map(attributes, _CUSTOM.findall(styles))
    }
    formats = _FORMATS.search(styles)
    numbers = [
        attributes(found).get("numFmtId", "0") for found in _FORMAT.findall(formats[0] if formats else "")
    ]
    return {
        style for style, number in enumerate(numbers) if number == _TEXT_FORMAT or codes.get(number) == "@"
    }


def _area(element: str) -> set[Cell]:
    found = _REF.search(element)
    if found is None:
        return set()
    left, top, right, bottom = found.groups()
    return {
        (row, column)
        for row in range(int(top) - 1, int(bottom or top))
        for column in range(column_index(left), column_index(right or left) + 1)
    }

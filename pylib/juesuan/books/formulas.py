"""What the values alone do not say about a sheet's cells: formulas, missing results, errors, styles.

The sheet's XML is scanned with regular expressions in the form that all known spreadsheet programs write; any
other valid form goes through an XML parser, more slowly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from juesuan.books.properties import column_index
from juesuan.books.shared_formulas import moved

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell = tuple[int, int]  # zero-based row and column

_CELL = re.compile(r"<c r=\"([A-Z]{1,3})([0-9]+)\"([^>]*+)>")
_FORMULA = re.compile(r"<f(?=[ >/])([^>]*+)>(?:([^<]*+)</f>)?+\s*+(?:<v[^>]*+>([^<]*+)</v>)?")
_ERROR = re.compile(
    r"<c r=\"([A-Z]{1,3})([0-9]+)\"[^>]*? t=\"e\"[^>]*+>"
    r"(?:\s*+<f[^>]*+>(?:[^<]*+</f>)?)?\s*+<v>([^<]*+)"
)
_FILLED = re.compile(r"<c r=\"([A-Z]{1,3})([0-9]+)\"[^>]*+(?<!/)>(?!</c>)")
_SHARED = re.compile(r"\bsi=\"(\d+)\"")
_STYLE = re.compile(r"<c r=\"([A-Z]{1,3})([0-9]+)\"[^>]*?\ss=\"([0-9]+)\"")
_NO_ZEROS = re.compile(r"<sheetView\b[^>]*\bshowZeros=\"(?:0|false)\"")
_COLUMN = re.compile(r"<c r=\"([A-Z]{1,3})")
_WIDEST = 16_384


class Formulas(Mapping[Cell, str]):
    """Formula texts with ``=``. They are unescaped only when asked for: most are never looked at."""

    def __init__(self) -> None:
        """Start empty."""
        self._escaped: dict[Cell, str] = {}
        self._texts: dict[Cell, str] = {}

    def keep(self, cell: Cell, escaped: str) -> None:
        """Note a formula as the XML has it."""
        self._escaped[cell] = escaped

    def put(self, cell: Cell, text: str) -> None:
        """Note a formula's text."""
        self._escaped[cell] = ""
        self._texts[cell] = f"={text}"

    def __getitem__(self, cell: Cell) -> str:
        if cell not in self._texts:
            self._texts[cell] = f"={_unescaped(self._escaped[cell])}"
        return self._texts[cell]

    def __contains__(self, cell: object) -> bool:
        return cell in self._escaped

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._escaped)

    def __len__(self) -> int:
        return len(self._escaped)


@dataclass(slots=True)
class SheetScan:
    """``formulas`` gives formula texts with ``=``; ``uncached`` formulas have no stored result at all.

    ``errors`` gives error values such as #REF!, whether typed or the result of a formula.
    """

    formulas: Formulas = field(default_factory=Formulas)
    uncached: set[Cell] = field(default_factory=set)
    errors: dict[Cell, str] = field(default_factory=dict)
    _masters: dict[str, tuple[Cell, str]] = field(default_factory=dict)

    def add(self, cell: Cell, attributes: str, formula: tuple[str, str], result: str | None) -> None:
        """Note a formula cell: its attributes, the attributes and escaped text of its formula, its result."""
        marks, escaped = formula
        shared = _SHARED.search(marks) if marks else None
        if shared is None:
            self.formulas.keep(cell, escaped)
        else:
            self.formulas.put(cell, self._shared_text(cell, shared[1], _unescaped(escaped)))
        if not (result and result.strip()) and 't="str"' not in attributes:
            self.uncached.add(cell)

    def _shared_text(self, cell: Cell, group: str, text: str) -> str:
        if text.strip():
            self._masters[group] = (cell, text)
        elif group in self._masters:
            origin, text = self._masters[group]
            text = moved(text, cell[0] - origin[0], cell[1] - origin[1])
        return text

    def formula_columns(self) -> dict[int, list[int]]:
        """For each row the columns in which formulas stand."""
        rows: dict[int, list[int]] = {}
        for row, column in self.formulas:
            rows.setdefault(row, []).append(column)
        return rows


def scan_sheet(xml: str) -> SheetScan:
    """Find formulas, formulas without results, and errors in a sheet's XML.

    Raises ET.ParseError on broken XML.
    """
    if not _usual(xml):
        return _parsed(xml)
    scan = SheetScan()
    for found in _FORMULA.finditer(xml) if "<f" in xml else ():
        cell = _CELL.match(xml, xml.rfind("<c ", 0, found.start()))
        if cell is None:
            return _parsed(xml)
        letters, digits, attributes = cell.groups()
        marks, text, result = found.groups("")
        place = int(digits) - 1, column_index(letters)
        if marks or not result.strip():
            scan.add(place, attributes, (marks, text), result)
        else:
            scan.formulas.keep(place, text)
    if ' t="e"' in xml:
        for letters, digits, error in _ERROR.findall(xml):
            scan.errors[int(digits) - 1, column_index(letters)] = error
    return scan


def filled_extent(xml: str, harmless: int) -> Cell:
    """Rows and columns up to the last filled cell, or a larger rectangle of at most ``harmless`` cells.

    A value in the last cell of a sheet makes readers that fill a rectangle run out of memory.
    """
    last = re.search(r"\br=\"(\d+)\"", xml[xml.rfind("<row ") :]) if "<row " in xml else None
    if last and int(last[1]) * _WIDEST <= harmless:
        return int(last[1]), _WIDEST
    if last is None or not _usual(xml):
        return _parsed_extent(xml)
    columns = max(map(column_index, set(_COLUMN.findall(xml))), default=-1) + 1
    if int(last[1]) * columns <= harmless:
        return int(last[1]), columns
    cells = _FILLED.findall(xml)
    widest = max((column_index(letters) for letters in {letters for letters, _ in cells}), default=-1)
    return max((int(digits) for _, digits in cells), default=0), widest + 1


def cell_styles(xml: str) -> dict[Cell, int]:
    """The style index of each cell that states one; the others have style 0."""
    if not _usual(xml):
        return {cell: int(element.get("s", "0")) for cell, element in _cells(xml)}
    return {(int(row) - 1, column_index(letters)): int(style) for letters, row, style in _STYLE.findall(xml)}


def hides_zeros(xml: str) -> bool:
    """Tell whether the sheet's view is set not to show zeros."""
    return _NO_ZEROS.search(xml, 0, max(xml.find("<sheetData"), 0) or len(xml)) is not None


def _unescaped(text: str) -> str:
    """Formulas are full of escaped quotation marks: plain replacement is much faster than a parser."""
    if "&" not in text:
        return text
    if "&#" in text:
        return unescape(text)
    text = text.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&apos;", "'")
    return text.replace("&amp;", "&")


def _usual(xml: str) -> bool:
    """Programs write all cells alike: it is enough to look at the first."""
    start = xml.find("<sheetData")
    first = xml.find("<c", start)
    return start >= 0 and (first < 0 or xml.startswith(('<c r="', "<co"), first))


def _parsed(xml: str) -> SheetScan:
    scan = SheetScan()
    for cell, element in _cells(xml):
        children = {child.tag.rpartition("}")[2]: child for child in element}
        result = children["v"].text if "v" in children else None
        if "f" in children:
            formula = children["f"]
            marks = " ".join(f'{name}="{value}"' for name, value in formula.attrib.items())
            written = escape(formula.text or "", quote=False)
            scan.add(cell, f't="{element.get("t", "n")}"', (marks, written), result)
        if element.get("t") == "e":
            scan.errors[cell] = result or "#N/A"
    return scan


def _parsed_extent(xml: str) -> Cell:
    cells = [cell for cell, element in _cells(xml) if len(element)] or [(-1, -1)]
    return max(row for row, _ in cells) + 1, max(column for _, column in cells) + 1


def _cells(xml: str) -> Iterator[tuple[Cell, ET.Element]]:
    """Every cell with its place; a cell or row that states none follows the one before."""
    row = -1
    root = ET.fromstring(xml.encode())  # noqa: S314 - sheets with a document type were refused before
    for element in root.iter():
        if element.tag.rpartition("}")[2] != "row":
            continue
        row = int(element.get("r", row + 2)) - 1
        column = -1
        for child in element:
            if child.tag.rpartition("}")[2] != "c":
                continue
            found = re.fullmatch(r"([A-Z]+)(\d+)", child.get("r", ""))
            column = column_index(found[1]) if found else column + 1
            yield (row, column), child

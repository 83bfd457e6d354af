"""A workbook opened for reading: each sheet's values at once, everything else only when asked for."""

from __future__ import annotations

import datetime as dt
import io
import re
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from juesuan.books.archive import Archive, open_archive
from juesuan.books.errors import ReadError
from juesuan.books.formulas import SheetScan, cell_styles, filled_extent, hides_zeros, scan_sheet
from juesuan.books.number_formats import styles_showing_zero
from juesuan.books.properties import Properties, read_properties
from juesuan.model.reference import a1

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

Value = int | float | str | bool | dt.date | dt.time | dt.datetime | dt.timedelta
Merge = tuple[int, int, int, int]  # top, left, bottom, right; zero-based, inclusive

_NO_CELLS = re.compile(r"/(?:chart|dialog|macro)sheets/", re.IGNORECASE)
LARGEST_SHEET = 4_000_000  # cells of the rectangle that holds everything filled


class Sheet:
    """One worksheet, read when it is first asked for. Raises ReadError then where it is damaged."""

    def __init__(self, book: Book, name: str, part: str) -> None:
        """Nothing is read yet; ``part`` is its place in the archive."""
        self.book = book
        self.name = name
        self._part = part
        self._scan: SheetScan | None = None
        self._merges: list[Merge] | None = None
        self._styles: dict[tuple[int, int], int] | None = None
        self._hides_zeros = False

    @cached_property
    def xml(self) -> str:
        """The sheet's XML."""
        return self.book.xml(self.name, self._part)

    @cached_property
    def grid(self) -> list[list[Value]]:
        """The values from A1 on, every row equally long; empty cells are ``""``."""
        if not self.xml:  # also refuses what is too large, before it is unfolded
            return []
        with self.book.guarded():
            return self._source.to_python(skip_empty_area=False)

    @cached_property
    def _source(self) -> CalamineSheet:
        with self.book.guarded():
            return self.book.source.get_sheet_by_name(self.name)

    @cached_property
    def width(self) -> int:
        """How many columns are filled."""
        return len(self.grid[0]) if self.grid else 0

    @property
    def height(self) -> int:
        """How many rows are filled."""
        return len(self.grid)

    def text(self, row: int, column: int | None) -> str:
        """The cell's text, stripped; numbers as a person would type them; empty outside the filled area."""
        if column is None or not (0 <= row < len(self.grid) and column < self.width):
            return ""
        value = self.grid[row][column]
        return value.strip() if value.__class__ is str else shown(value)

    def first_texts(self, rows: int) -> list[tuple[int, str]]:
        """The texts in the first rows, each with its row, from the top and from the left."""
        return [
            (row, value)
            for row, line in enumerate(self.grid[:rows])
            for value in line
            if value.__class__ is str and value
        ]

    @property
    def scan(self) -> SheetScan:
        """Formulas, missing results and errors."""
        if self._scan is None:
            try:
                self._scan = scan_sheet(self.xml)
            except ET.ParseError as error:
                raise self.book.archive.damaged("已损坏", self.name) from error
        return self._scan

    @property
    def merges(self) -> list[Merge]:
        """The merged ranges."""
        if self._merges is None:
            ranges = self._source.merged_cell_ranges or []
            self._merges = [(*start, *end) for start, end in ranges]
        return self._merges

    def shows_zero(self, row: int, column: int) -> bool:
        """Tell whether a zero in this cell is visible: by its number format and the sheet's view."""
        if self._styles is None:
            self._styles = cell_styles(self.xml)
            self._hides_zeros = hides_zeros(self.xml)
        style, shown_styles = self._styles.get((row, column), 0), self.book.zero_styles
        return not self._hides_zeros and (style >= len(shown_styles) or shown_styles[style])


class Book:
    """One workbook: its archive, its properties and its worksheets by name, in the workbook's order."""

    def __init__(self, archive: Archive, properties: Properties) -> None:
        """Take note of every worksheet, hidden ones too."""
        self.archive = archive
        self.properties = properties
        self._zero_styles: list[bool] | None = None
        self.sheets = {
            name: Sheet(self, name, part)
            for name, part in properties.parts.items()
            if not _NO_CELLS.search(part) and archive.has(part)
        }

    @cached_property
    def source(self) -> CalamineWorkbook:
        """The reader of values."""
        from python_calamine import CalamineWorkbook

        with self.guarded():
            return CalamineWorkbook.from_filelike(io.BytesIO(self.archive.data))

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Turn whatever the reader of values stumbles over into a ReadError."""
        try:
            yield
        except (KeyboardInterrupt, SystemExit, MemoryError, ReadError):
            raise
        except BaseException as error:  # a panic of the Rust reader is not an Exception
            raise self.archive.damaged(f"的内容无法解析（{error}）") from error

    @property
    def zero_styles(self) -> list[bool]:
        """For each cell style, whether a zero in it is visible."""
        if self._zero_styles is None:
            self._zero_styles = styles_showing_zero(self.archive)
        return self._zero_styles

    def xml(self, name: str, part: str) -> str:
        """The XML of a worksheet, empty for an empty part. Raises ReadError for what nobody should unfold."""
        data = self.archive.read(part)
        if not data:
            return ""
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            xml = data.decode(encoding)
            rows, columns = (0, 0) if "<!DOCTYPE" in xml[:4096] else filled_extent(xml, LARGEST_SHEET)
        except (UnicodeDecodeError, ET.ParseError, ValueError) as error:
            raise self.archive.damaged("已损坏", name) from error
        if "<!DOCTYPE" in xml[:4096]:  # a worksheet declares none: no entities to expand
            raise self.archive.damaged("已损坏", name)
        if rows * columns > LARGEST_SHEET:
            cell = a1(max(rows - 1, 0), max(columns - 1, 0))
            what = f"一直用到单元格 {cell}，大得不正常，请删除表格之外的行和列，保存后再试"
            raise self.archive.error(what, name, cell)
        return xml


def open_book(path: str | Path) -> Book:
    """Open a workbook for reading. Raises ReadError when it is none, or damaged, or absurdly large."""
    archive = open_archive(path)
    return Book(archive, read_properties(archive))


def shown(value: Value) -> str:
    """A cell's value as text: stripped, numbers without a needless ``.0``, dates as ISO."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)

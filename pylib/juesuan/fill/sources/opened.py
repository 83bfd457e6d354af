"""A source file opened, be it a workbook or a text file with columns."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.delimited import SUFFIXES, read_delimited
from juesuan.books.errors import ReadError
from juesuan.books.sheets import open_book

if TYPE_CHECKING:
    from juesuan.books.sheets import Sheet


@dataclass(slots=True)
class OpenedSource:
    """Worksheets by name, in order. ``layout`` is set when the file is one of our own workbooks."""

    path: str
    sha256: str
    sheets: dict[str, Sheet]
    layout: str = ""

    def error(self, what: str, sheet: str = "") -> ReadError:
        """Build the error that says what is wrong with this file, and where."""
        place = f"的工作表“{sheet}”" if sheet else ""
        return ReadError(f"文件“{self.path}”{place}{what}。", self.path, sheet)


def open_source(path: str | Path) -> OpenedSource:
    """Open an .xlsx or .xlsm, whatever its suffix, or a CSV; raises ReadError for anything else."""
    file = Path(path)
    if file.suffix.lower() in SUFFIXES and file.is_file():
        sheet, sha256 = read_delimited(file)
        return OpenedSource(str(path), sha256, {sheet.name: sheet})
    book = open_book(path)
    return OpenedSource(str(path), book.archive.sha256, book.sheets, book.properties.layout)

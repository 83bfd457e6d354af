"""Text files with columns (CSV, tab) as a sheet, for readers that take either."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

from juesuan.books.errors import ReadError
from juesuan.books.formulas import SheetScan
from juesuan.books.sheets import Sheet, Value

SUFFIXES = frozenset({".csv", ".tsv", ".txt"})
_LARGEST = 50 * 1024 * 1024
_ENCODINGS = ("utf-8-sig", "utf-16", "gb18030")  # Excel in China saves CSV in GB18030
_DELIMITERS = ",\t;"


class DelimitedSheet(Sheet):
    """The lines of a text file as a sheet: all values are texts, nothing is merged, nothing is a formula."""

    def __init__(self, name: str, grid: list[list[Value]]) -> None:
        """``grid`` has rows of equal length."""
        self.name = name
        self.grid = grid
        self.width = len(grid[0]) if grid else 0
        self._scan = SheetScan()
        self._merges = []


def read_delimited(path: Path) -> tuple[DelimitedSheet, str]:
    """Read a text file as one sheet named after the file, with the file's SHA-256.

    Raises ReadError when the file cannot be read, is too large, or is no text that Excel or WPS writes.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ReadError(f"文件“{path}”太大，不像是科目余额或预算表，请检查是否选错了文件。", str(path))
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(
            f"无法读取文件“{path}”，请检查路径、权限，或是否正被其他程序占用。", str(path)
        ) from error
    text = _decoded(data, path)
    delimiter = max(_DELIMITERS, key=text[:4096].count)
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    width = max(map(len, lines), default=0)
    grid: list[list[Value]] = [[*line, *[""] * (width - len(line))] for line in lines]
    return DelimitedSheet(path.stem, grid), hashlib.sha256(data).hexdigest()


def _decoded(data: bytes, path: Path) -> str:
    encodings = _ENCODINGS if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise ReadError(f"文件“{path}”不是文本表格，请用 Excel 或 WPS 另存为 .xlsx 或 CSV 再试。", str(path))

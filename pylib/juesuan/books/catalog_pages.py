"""Codes and names on the pages of a code book: one column of whole codes, or 类, 款, 项 side by side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CODE_WORDS = ("编码", "代码")
_LEVELS = ("类", "款", "项")
_HEADING_ROWS = 30  # a page that has shown no headings by then has none


@dataclass(frozen=True, slots=True)
class Entry:
    """A code with its name and where it stands."""

    code: str
    name: str
    place: str


@dataclass(slots=True)
class _Columns:
    name: int
    code: int | None = None
    levels: tuple[int, ...] = ()
    parts: list[str] = field(default_factory=lambda: ["", "", ""])

    def code_in(self, row: Sequence[object]) -> str:
        """The whole code of a row; empty when it has none."""
        if self.code is not None:
            return _digits(row, self.code)
        found = [(level, _digits(row, column)) for level, column in enumerate(self.levels)]
        stated = [(level, part) for level, part in found if part]
        for level, part in stated:
            whole = len(part) > 2 and level > 0
            self.parts[level:] = [part if whole or level == 0 else part.zfill(2), "", ""][: 3 - level]
            if whole:  # the column repeats the codes above
                return part
        return "".join(self.parts) if stated else ""


def entries_of(pages: Sequence[tuple[str, list[list[object]]]], source: str) -> list[Entry]:
    """Find all codes with their names. Raises ReadError when headings or a name are missing."""
    found = [entry for sheet, rows in pages for entry in _entries(sheet, rows, source)]
    if not found:
        raise ReadError(
            f"{source} 里没有找到科目目录：应有一列标题含“编码”（或“类”“款”“项”三列）和一列标题含“名称”"
        )
    return found


def _entries(sheet: str, rows: list[list[object]], source: str) -> Iterator[Entry]:
    columns = None
    for number, row in enumerate(rows, 1):
        headings = _columns(row)
        if headings is not None:
            columns = headings
            continue
        if columns is None:
            if number > _HEADING_ROWS:
                return
            continue
        code = columns.code_in(row)
        name = _cell(row, columns.name)
        if not code:
            continue
        place = f"{source} {f'工作表“{sheet}”' if sheet else ''}第 {number} 行".replace("  ", " ")
        if not name:
            raise ReadError(f"{place}的编码 {code} 没有名称")
        yield Entry(code, name, place)


def _columns(row: Sequence[object]) -> _Columns | None:
    texts = [plain(str(cell)) if isinstance(cell, str) else "" for cell in row]
    names = [at for at, text in enumerate(texts) if "名称" in text or text == "科目"]
    if not names:
        return None
    levels = tuple(texts.index(level) for level in _LEVELS if level in texts)
    if len(levels) > 1:
        return _Columns(names[0], levels=levels)
    codes = [at for at, text in enumerate(texts) if any(word in text for word in _CODE_WORDS)]
    return _Columns(names[0], codes[0]) if codes else None


def _digits(row: Sequence[object], column: int) -> str:
    return plain(_cell(row, column))


def _cell(row: Sequence[object], column: int) -> str:
    value = row[column] if column < len(row) else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value if value is not None else "").strip()

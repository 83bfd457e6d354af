"""Which table a printed line is the title of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.properties import CHECK_SHEET
from juesuan.books.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.sheets import Book, Sheet
    from juesuan.model.layout import Layout

TITLE_ROWS = 8  # a title stands in the first rows of a sheet
_LONGEST = 80
# What may stand before a title: a year, who publishes, a table number. Anything else makes it another table's
# title: 项目支出决算表 is not 支出决算表.
_BEFORE = re.compile(
    r".*年度?(?:部门|单位|本级)?|.*(?:部门|单位|本级|机关)|.*[局委办厅院会校部处所馆站队社团府中心]"
    r"|(?:附?表|公开|附件)?[0-9一二三四五六七八九十]+表?[、.:\-]?"
)
_AFTER = re.compile(r"\([^()]*\)$")  # (公开01表)


def _searched(book: Book) -> Iterator[Sheet]:
    """The sheets that may hold tables: not the check sheet of our own template, which is large."""
    own = {CHECK_SHEET} if book.properties.layout else set()
    named = {name.sheet for name in book.properties.names.values()}
    return (sheet for name, sheet in book.sheets.items() if name not in own - named)


@dataclass(frozen=True, slots=True)
class TitleFound:
    """A title on a sheet: which table, and the row it stands in."""

    table: str
    sheet: Sheet
    row: int
    exact: bool


_TITLES: dict[int, tuple[Layout, Titles]] = {}  # by identity: layouts are loaded once and large to hash


def titles_of(layout: Layout) -> Titles:
    """Return the titles of a layout, prepared once."""
    if id(layout) not in _TITLES:
        _TITLES[id(layout)] = layout, Titles(layout)
    return _TITLES[id(layout)][1]


class Titles:
    """The titles of one layout's tables, with their aliases."""

    def __init__(self, layout: Layout) -> None:
        """Index the titles; a table's own title comes before another's alias."""
        self._tables: dict[str, str] = {}
        for spec in layout.tables.values():
            self._tables.setdefault(plain(spec.title), spec.id)
        self._own = frozenset(self._tables)
        for spec in layout.tables.values():
            for alias in spec.aliases:
                self._tables.setdefault(plain(alias), spec.id)
        self._by_length = sorted(self._tables, key=len, reverse=True)

    def table(self, text: str) -> str | None:
        """Return the stable id of the table that a line is the title of, or None."""
        return self._tables.get(self._title(text) or "")

    def find(self, book: Book) -> list[TitleFound]:
        """List the titles in the first rows of every sheet, in the order of the workbook."""
        found = []
        for sheet in _searched(book):
            for row, text in sheet.first_texts(TITLE_ROWS):
                title = self._title(text)
                if title:
                    found.append(TitleFound(self._tables[title], sheet, row, title in self._own))
        return found

    def _title(self, text: str) -> str | None:
        if "表" not in text:
            return None
        line = plain(text)
        if line in self._tables:
            return line
        if len(line) > _LONGEST:
            return None
        for candidate in (line, _AFTER.sub("", line)):
            for title in self._by_length:
                if candidate.endswith(title):
                    before = candidate.removesuffix(title)
                    return title if not before or _BEFORE.fullmatch(before) else None
        return None

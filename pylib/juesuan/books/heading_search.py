"""Find columns by their headings, wherever they stand: moved, hidden, with others inserted, merged or not."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.model.table import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.books.sheets import Sheet
    from juesuan.model.table import ColumnSpec

_REGION = 14  # rows below the title in which headings are looked for
_SPLIT = frozenset({"类", "款", "项", "目", "栏次", ""})
_UNIT = re.compile(r"\((?:单位:)?(?:万元|元)\)$")
_USUAL = {
    Role.CODE: ("功能分类科目编码", "支出功能分类科目编码", "科目编码", "科目代码"),
    Role.NAME: ("科目名称",),
    Role.LINE: ("行次",),
}

Place = tuple[int, int]  # row and column of a heading's text
Path = tuple[str, ...]


class HeadingSearch:
    """One search on one sheet. Columns are the ``(block id, spec)`` of the table in printed order."""

    def __init__(self, sheet: Sheet, title_row: int, columns: Sequence[tuple[str, ColumnSpec]]) -> None:
        """Read the texts and merged cells in the rows where headings can be."""
        self._sheet = sheet
        self._top = title_row
        self._end = min(sheet.height, title_row + 1 + _REGION)
        self._columns = columns
        self._merged: dict[Place, tuple[Place, Place]] = {}
        for top, left, bottom, right in sheet.merges:
            if self._top <= top < self._end and bottom < self._end:
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        self._merged[row, column] = (top, left), (bottom, right)
        self._texts: dict[str, list[Place]] = defaultdict(list)
        for row in range(self._top, self._end):
            for column, value in enumerate(sheet.grid[row]):
                if isinstance(value, str) and value:
                    self._texts[_heading(value)].append((row, column))
        self._found: dict[int, Place] = {}
        self.exact = 0

    def places(self) -> dict[int, Place]:
        """Find as many columns as can be told apart: index in the printed order -> place of the heading.

        First the whole path of headings; then the path with another name for the last heading; then the last
        heading alone, for when the headings above were lost.
        """
        paths = [tuple(plain(part) for part in column.heading) for _, column in self._columns]
        others = [tuple(plain(alias) for alias in column.aliases) for _, column in self._columns]
        self._assign({i: (path[:-1], path[-1:]) for i, path in enumerate(paths) if path})
        self.exact = len(self._found)
        self._assign({i: (path[:-1], others[i]) for i, path in enumerate(paths) if path and others[i]})
        self._assign(
            {
                i: ((), (*path[-1:], *others[i], *_USUAL.get(self._columns[i][1].role, ())))
                for i, path in enumerate(paths)
            },
            alone=True,
        )
        return self._found

    @property
    def bottom(self) -> int:
        """The last row of the headings that were found."""
        return max((self._edge(place)[0] for place in self._found.values()), default=self._top)

    def extent(self, index: int) -> Place:
        """First and last sheet column of a found column; a split code reaches over 类, 款 and 项."""
        place = self._found[index]
        _, last = self._edge(place)
        spec = self._columns[index][1]
        if spec.role is Role.CODE:
            taken = {column for _, column in self._found.values()}
            while last + 1 not in taken and last - place[1] < 2 and self._belongs_to_code(last + 1):
                last += 1
        return place[1], last

    def _belongs_to_code(self, column: int) -> bool:
        texts = {plain(self._sheet.text(row, column)) for row in range(self._top + 1, self.bottom + 2)}
        headed = {plain(self._sheet.text(row, column)) for row in range(self._top + 1, self.bottom + 1)}
        return headed <= _SPLIT and bool(texts & {"款", "项", "目"})

    def _assign(self, wanted: dict[int, tuple[Path, Path]], *, alone: bool = False) -> None:
        groups: dict[tuple[Path, Path], list[int]] = defaultdict(list)
        for index, key in wanted.items():
            if index not in self._found:
                groups[key].append(index)
        for (above, names), indexes in groups.items():
            places = self._candidates(above, names)
            blocks = {self._columns[index][0] for index in indexes}
            # Several columns with one heading are told apart only by the order of their blocks.
            if len(places) == len(indexes) and (not alone or len(blocks) == len(indexes)):
                self._found.update(zip(indexes, places, strict=True))

    def _candidates(self, above: Path, names: Path) -> list[Place]:
        """Free cells of the topmost row that hold a name under the headings above, from the left."""
        taken = {column for _, column in self._found.values()}
        # Below headings already found a text alone is a label, not a heading: 合计 is both.
        lowest = self.bottom if self._found and not above else self._end
        places = [
            place
            for name in dict.fromkeys(names)
            for place in self._texts.get(name, ())
            if place[0] <= lowest and place[1] not in taken and _in_order(above, self._above(place))
        ]
        topmost = min((row for row, _ in places), default=0)
        return sorted(place for place in places if place[0] == topmost)

    def _above(self, place: Place) -> list[str]:
        texts: list[str] = []
        for row in range(self._top, place[0]):
            text = self._covering(row, place[1])
            if text and text not in texts[-1:]:
                texts.append(text)
        return texts

    def _covering(self, row: int, column: int) -> str:
        """The heading over a column in one row: its own, its merged cell's, or unmerged from the left."""
        if (row, column) in self._merged:
            return _heading(self._sheet.text(*self._merged[row, column][0]))
        for left in range(column, -1, -1):
            if left < column and (row, left) in self._merged:
                return ""
            if text := self._sheet.text(row, left):
                return _heading(text)
        return ""

    def _edge(self, place: Place) -> Place:
        return self._merged[place][1] if place in self._merged else place


def _heading(text: str) -> str:
    return _UNIT.sub("", plain(text))


def _in_order(wanted: Path, texts: list[str]) -> bool:
    remaining = iter(texts)
    return all(part in remaining for part in wanted)

"""The headings above each column of a sheet, from top to bottom, however they are merged or repeated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.amount_text import amount_from_text
from juesuan.books.wording import plain
from juesuan.fill.sources.wording import heading_wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from juesuan.books.sheets import Sheet
    from juesuan.fill.sources.spec import Path

Cell = tuple[int, int]

_SEARCHED = 40  # rows from the top in which headings are looked for
_DEEPEST = 8  # rows of headings
_SUM = frozenset({"小计", "合计"})
_NUMBERING = frozenset({"类", "款", "项", "目", "栏次", "行次"})


@dataclass(slots=True)
class ColumnPaths:
    """Each column's headings, as printed in ``shown``; ``top`` and ``bottom`` are the headings' rows."""

    top: int
    bottom: int
    shown: dict[int, Path] = field(default_factory=dict)
    _said: dict[int, Path] = field(init=False)

    def __post_init__(self) -> None:
        """Prepare the headings for comparing."""
        self._said = {column: wording_of(path) for column, path in self.shown.items()}

    def title(self, column: int) -> str:
        """A column's headings as one text, empty for a column without any."""
        return " > ".join(self.shown.get(column, ()))

    def find(self, headings: Iterable[Path], within: Collection[int] | None = None) -> list[int]:
        """Columns that have one of these headings: the first wording that fits any column decides.

        The last part must be the column's own heading, the others stand above it in this order. Columns whose
        headings are exactly those come before columns that have more above.
        """
        columns = [column for column in self._said if within is None or column in within]
        for path in map(wording_of, headings):
            exact = [column for column in columns if self._said[column] == path]
            if exact:
                return exact
            fitting = [column for column in columns if _fits(path, self._said[column])]
            if fitting:
                return fitting
        return []

    def exact(self, headings: Iterable[Path], columns: list[int]) -> list[int]:
        """Those columns whose headings are written out exactly so, 小计 and 合计 included; all if none is."""
        wanted = [tuple(map(heading_wording, path)) for path in headings]
        found = [column for column in columns if tuple(map(heading_wording, self.shown[column])) in wanted]
        return found or columns

    def mentions(self, column: int, headings: Iterable[str]) -> bool:
        """Tell whether any heading above a column is one of these."""
        wanted = {heading_wording(heading) for heading in headings}
        return any(heading_wording(part) in wanted for part in self.shown.get(column, ()))


def wording_of(path: Path) -> Path:
    """Headings ready for comparing; a 小计 or 合计 under a heading is the heading's own column."""
    said = tuple(heading_wording(part) for part in path)
    return said[:-1] if len(said) > 1 and said[-1] in _SUM else said


def find_paths(
    sheet: Sheet, vocabulary: Collection[str], heading_row: int | None = None
) -> ColumnPaths | None:
    """Find the headings of a sheet by the words expected in them; None when there are none.

    ``heading_row`` (zero-based) says where they begin, if a mapping does.
    """
    words = {heading_wording(word) for word in vocabulary} - _SUM
    top = heading_row
    if top is None:
        counts = [_known(sheet, row, words) for row in range(min(sheet.height, _SEARCHED))]
        most = max(counts, default=0)
        if not most:
            return None
        top = counts.index(most)
        while top > 0 and counts[top - 1]:
            top -= 1
    elif top >= sheet.height:
        return None
    bottom = top
    while bottom + 1 < min(sheet.height, top + _DEEPEST) and _continues(sheet, bottom + 1, words):
        bottom += 1
    return ColumnPaths(top, bottom, dict(_paths(sheet, top, bottom)))


def is_numbering(sheet: Sheet, row: int, labels: Collection[int]) -> bool:
    """Tell whether a row prints 栏次 (1, 2, 3 …) or 类, 款, 项 and no figures."""
    said = {plain(sheet.text(row, column)) for column in labels}
    return bool(said & _NUMBERING) and said <= _NUMBERING | {""}


def _known(sheet: Sheet, row: int, words: Collection[str]) -> int:
    texts = {heading_wording(value) for value in sheet.grid[row] if isinstance(value, str) and value}
    return len(texts & set(words))


def _continues(sheet: Sheet, row: int, words: Collection[str]) -> bool:
    """Headings go on in a row of texts only; a number, a dash, a code or a lone label ends them."""
    texts = [value for value in sheet.grid[row] if not isinstance(value, str) or value.strip()]
    if not texts or not all(isinstance(value, str) for value in texts):
        return False
    alone = len(texts) == 1 and heading_wording(str(texts[0])) not in words
    if alone and _is_label(sheet, row, sheet.grid[row].index(texts[0])):
        return False
    if {plain(str(text)) for text in texts} <= _NUMBERING:
        return False
    return all(amount_from_text(str(text), "元") is None for text in texts)


def _is_label(sheet: Sheet, row: int, column: int) -> bool:
    """A lone text is a row's label, unless a merged heading that begins further left stands over it."""
    if sheet.text(row - 1, column):
        return True
    over = [
        merge for merge in sheet.merges if merge[0] <= row - 1 <= merge[2] and merge[1] <= column <= merge[3]
    ]
    return not over or over[0][1] == column


def _paths(sheet: Sheet, top: int, bottom: int) -> Iterable[tuple[int, Path]]:
    anchors = {
        (row, column): (first, left)
        for first, left, last, right in sheet.merges
        if first <= bottom and last >= top
        for row in range(max(first, top), min(last, bottom) + 1)
        for column in range(left, right + 1)
    }
    for column in range(sheet.width):
        cells: list[Cell] = []
        for row in range(top, bottom + 1):
            cell = _covering(sheet, anchors, (row, column), (top, bottom))
            if cell and cell not in cells[-1:]:
                cells.append(cell)
        if cells:
            yield column, tuple(_written(sheet, cell) for cell in cells)


def _covering(sheet: Sheet, anchors: dict[Cell, Cell], cell: Cell, zone: tuple[int, int]) -> Cell | None:
    """The cell whose heading stands over a cell: itself, its merged range's, or one further left."""
    row, column = cell
    if cell in anchors:
        return anchors[cell] if _written(sheet, anchors[cell]) else None
    if _written(sheet, cell):
        return cell
    top, bottom = zone
    if not _has_below(sheet, cell, bottom):
        return None
    for left in range(column - 1, -1, -1):
        if (row, left) in anchors or any(sheet.text(upper, left + 1) for upper in range(top, row)):
            return None
        if _written(sheet, (row, left)):
            # An unmerged heading reaches right only over columns that have headings of their own below it.
            return (row, left) if _has_below(sheet, (row, left), bottom) else None
    return None


def _has_below(sheet: Sheet, cell: Cell, bottom: int) -> bool:
    return any(sheet.text(lower, cell[1]) for lower in range(cell[0] + 1, bottom + 1))


def _written(sheet: Sheet, cell: Cell) -> str:
    return "".join(sheet.text(*cell).split())


def _fits(path: Path, said: Path) -> bool:
    if not path or not said or path[-1] != said[-1]:
        return False
    above = iter(said[:-1])
    return all(part in above for part in path[:-1])

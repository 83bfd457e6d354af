"""One worksheet of a source while it is read: its headings, its cells, and what has been accounted for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.fill.sources.cells import SourceCells
from juesuan.fill.sources.column_paths import is_numbering
from juesuan.fill.sources.figures import MappedTwice, NotFound, NotMapped, SourceCell, SourceFigure
from juesuan.fill.sources.wording import closest
from juesuan.model.reference import column_letters
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from juesuan.books.sheets import Sheet
    from juesuan.fill.sources.column_paths import ColumnPaths
    from juesuan.fill.sources.figures import SourceFigures
    from juesuan.fill.sources.spec import ColumnSource, SheetSource
    from juesuan.model.reference import CellRef

TOTALS = frozenset({TOTAL_ROW, "总计"})


class SourcePage:
    """A worksheet with its headings found. ``known`` are the columns that are understood."""

    def __init__(self, source: SheetSource, sheet: Sheet, paths: ColumnPaths, out: SourceFigures) -> None:
        """Nothing has been read."""
        self.source = source
        self.sheet = sheet
        self.paths = paths
        self.out = out
        self.cells = SourceCells(sheet, source.unit)
        self.known: set[int] = set()
        self._listed: set[tuple[int, int]] = set()
        self._peek = SourceCells(sheet, source.unit)

    @property
    def where(self) -> str:
        """The worksheet, as a person calls it."""
        return f"工作表“{self.sheet.name}”"

    def data_rows(self, labels: Collection[int]) -> Iterator[int]:
        """Rows below the headings, less 栏次 and headings repeated on a new page."""
        heads = {column: self.paths.shown.get(column, ())[-1:] for column in labels}
        for row in range(self.paths.bottom + 1, self.sheet.height):
            if is_numbering(self.sheet, row, labels):
                continue
            if any(
                head and "".join(self.sheet.text(row, column).split()) in head
                for column, head in heads.items()
            ):
                continue
            yield row

    def first_text(self, row: int, columns: Collection[int]) -> str:
        """The first text of a row in some columns."""
        return next(filter(None, (self.sheet.text(row, column) for column in sorted(columns))), "")

    def column_of(self, wanted: ColumnSource, within: Collection[int] | None = None) -> int | None:
        """The column a mapping means, None when there is none, or more than one that could be it."""
        found = self.paths.find(wanted.headings, within)
        if len(found) > 1:  # a blank column under the same heading is no rival, nor is one without its own
            found = [column for column in found if self._filled(column)] or found[:1]
            found = self.paths.exact(wanted.headings, found) if len(found) > 1 else found
        if len(found) == 1:
            self.known.add(found[0])
            return found[0]
        if len(found) > 1:
            letters = "、".join(column_letters(column) for column in found)
            self.missing(f"栏“{' > '.join(wanted.headings[0])}”不止一个（{letters} 列），没有取用")
            self.known.update(found)
        return None

    def locate(self, wanted: ColumnSource, place: int, keys: Iterable[str]) -> None:
        """Note which logical columns stand in a sheet column; ``keys`` are the rows it serves."""
        if wanted.to:
            for ref in map(wanted.to.ref, keys):
                self.out.tables.add(ref.table)
                self.out.located.setdefault((ref.table, ref.column), place)

    def column_missing(self, wanted: ColumnSource, within: Collection[int] | None = None) -> None:
        """Note that a column was not found, with the heading that comes closest to it."""
        names = [" > ".join(path) for path in wanted.headings]
        columns = set(self.paths.shown) - self.known if within is None else set(within) - self.known
        offered = {self.paths.title(column): column for column in sorted(columns, reverse=True)}
        nearest = closest(names, filter(None, offered))
        if not nearest:  # the last heading alone may say it better than the whole path
            leaves = {
                self.paths.shown[column][-1]: column for column in columns if column in self.paths.shown
            }
            nearest = closest([path[-1] for path in wanted.headings], leaves)
            offered |= leaves
        hint = f" {column_letters(offered[nearest])} 列“{nearest}”" if nearest else ""
        self.missing(f"没有找到栏“{names[0]}”", hint)

    def missing(self, what: str, nearest: str = "") -> None:
        """Note something that the mapping expects and this sheet does not have."""
        item = NotFound(self.source.id, what, self.where, nearest)
        if item not in self.out.not_found:
            self.out.not_found.append(item)

    def cell(self, row: int, column: int, fen: int, label: str) -> SourceCell:
        """A cell as it is remembered."""
        return SourceCell(fen, self.cells.address(row, column), label, self.paths.title(column))

    def put(self, ref: CellRef, cell: SourceCell, *, combine: bool = False) -> None:
        """Keep a figure; a second one for its place is added where the mapping says so, else noted."""
        held = self.out.figures.get(ref)
        if held is None:
            self.out.figures[ref] = SourceFigure((cell,))
        elif combine:
            self.out.figures[ref] = SourceFigure((*held.cells, cell))
        else:
            self.out.mapped_twice.append(MappedTwice(ref, held.cells[0], cell))

    def not_mapped(self, row: int, columns: Collection[int], label: str, reason: str) -> None:
        """Note each amount of a row that goes nowhere."""
        for column in sorted(columns):
            fen = self._peek.fen(row, column)
            if fen and (row, column) not in self._listed:
                self._listed.add((row, column))
                self.out.not_mapped.append(NotMapped(self.cell(row, column, fen, label), reason))

    def columns_not_mapped(self, rows: Collection[int], labels: Collection[int]) -> None:
        """Note each column with amounts that no mapping knows: one entry, by its total or first amount."""
        for column in sorted(set(range(self.sheet.width)) - self.known - set(labels)):
            amounts = [(row, fen) for row in sorted(rows) if (fen := self._peek.fen(row, column))]
            if not amounts:
                continue
            texts = {row: self.first_text(row, labels) for row, _ in amounts}
            row, fen = next((item for item in amounts if plain(texts[item[0]]) in TOTALS), amounts[0])
            cell = self.cell(row, column, fen, texts[row])
            self.out.not_mapped.append(NotMapped(cell, "映射里没有这一栏", len(amounts)))

    def finish(self) -> None:
        """Hand over what could not be read."""
        self.out.unreadable += self.cells.unreadable.values()

    def _filled(self, column: int) -> bool:
        rows = range(self.paths.bottom + 1, self.sheet.height)
        return any(self.sheet.text(row, column) for row in rows)

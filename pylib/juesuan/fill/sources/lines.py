"""Sheets with a line for each item: found by label, told apart by the line above them and by 行次."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan.fill.sources.figures import MappedTwice, SourceFigure
from juesuan.fill.sources.wording import closest, label_wording
from juesuan.model.reference import CellRef

if TYPE_CHECKING:
    from juesuan.fill.sources.page import SourcePage
    from juesuan.fill.sources.spec import BlockSource, ColumnSource, LineSource

_NAME = "项目"
_LINE_NUMBER = ("行次",)


def read_lines(page: SourcePage) -> None:
    """Read every block of a sheet, then note the lines and columns that none of them took."""
    ranges = _ranges(page)
    blocks = [block for block in page.source.blocks if not block.skip]
    places = {index: _places(page, block, ranges) for index, block in enumerate(blocks)}
    for index, block in enumerate(blocks):
        if not places[index]:
            page.missing(f"没有找到“{' > '.join(block.name[0])}”栏")
            continue
        reader = _LineBlock(page, block)
        for name in places[index]:
            reader.read(name, ranges[name])
        reader.report()
    taken: dict[int, set[int]] = defaultdict(set)
    for name, columns in ranges.items():
        served = [block for index, block in enumerate(blocks) if name in places[index]]
        if served:
            _note_rest(page, served, name, columns, taken[name])


def _ranges(page: SourcePage) -> dict[int, list[int]]:
    """Each column of names with the columns to its right that belong to it."""
    wanted = [path for block in page.source.blocks for path in block.name]
    named = {column for path in wanted for column in page.paths.find([path])}
    named |= {
        column for column, path in page.paths.shown.items() if label_wording(path[-1]).startswith(_NAME)
    }
    starts = [column for column in sorted(named) if column - 1 not in named or not _same(page, column)]
    ends = [*starts[1:], page.sheet.width]
    return {start: list(range(start + 1, end)) for start, end in zip(starts, ends, strict=True)}


def _same(page: SourcePage, column: int) -> bool:
    return page.paths.shown.get(column) == page.paths.shown.get(column - 1)


def _places(page: SourcePage, block: BlockSource, ranges: dict[int, list[int]]) -> list[int]:
    return [column for column in page.paths.find(block.name) if column in ranges]


class _LineBlock:
    def __init__(self, page: SourcePage, block: BlockSource) -> None:
        self._page = page
        self._block = block
        self._by_label: dict[str, list[LineSource]] = defaultdict(list)
        for line in block.lines:
            for label in line.labels:
                self._by_label[label_wording(label)].append(line)
        self._sections = {label_wording(line.under) for line in block.lines if line.under}
        self._found: set[LineSource] = set()
        self._columns: set[ColumnSource] = set()
        self._within: set[int] = set()
        self._strangers: list[str] = []

    def read(self, name: int, within: list[int]) -> None:
        """Read the lines of one column of names."""
        page = self._page
        columns = {
            column: place
            for column in self._block.columns
            if (place := page.column_of(column, within)) is not None
        }
        for column, place in columns.items():
            page.locate(column, place, [line.row for line in self._block.lines if line.row])
        self._columns |= columns.keys()
        self._within |= set(within)
        for line, rows in self._lines(name, within).items():
            self._found.add(line)
            for row in rows:
                self._take(line, row, columns, page.sheet.text(row, name))

    def report(self) -> None:
        """Note the columns and lines that were not found."""
        for column in self._block.columns:
            if column not in self._columns and not column.optional:
                self._page.column_missing(column, self._within)
        for line in self._block.lines:
            if line not in self._found and not line.optional:
                nearest = closest(line.labels, self._strangers)
                self._page.missing(f"没有找到行“{line.labels[0]}”", f"“{nearest}”" if nearest else "")

    def _lines(self, name: int, within: list[int]) -> dict[LineSource, list[int]]:
        """The rows of each line, the one with the expected 行次 first."""
        numbers = self._page.paths.find([_LINE_NUMBER], within)
        rows: dict[LineSource, list[int]] = defaultdict(list)
        section = ""
        for row in self._page.data_rows({name}):
            said = label_wording(self._page.sheet.text(row, name))
            if not said:
                continue
            line = self._line(said, section)
            if line:
                number = self._page.sheet.text(row, numbers[0]) if numbers else ""
                place = 0 if line.number is not None and number == str(line.number) else len(rows[line])
                rows[line].insert(place, row)
            else:
                self._strangers.append(self._page.sheet.text(row, name))
            if said in self._sections:
                section = said
        return rows

    def _line(self, said: str, section: str) -> LineSource | None:
        """The line below its section first; else the line that needs none."""
        lines = self._by_label.get(said, [])
        return next(
            (line for line in lines if line.under and label_wording(line.under) == section),
            next((line for line in lines if not line.under), None),
        )

    def _take(self, line: LineSource, row: int, columns: dict[ColumnSource, int], label: str) -> None:
        page = self._page
        counted = bool(line.fact and line.fact.counted)
        for column, place in columns.items():
            if line.fact and not column.facts:
                continue
            fen = page.cells.fen(row, place, counted=counted)
            if fen is None:
                continue
            cell = page.cell(row, place, column.sign * fen, label)
            if line.fact:
                held = page.out.supporting.facts.setdefault(line.fact, SourceFigure((cell,)))
                if held.cells[0].address != cell.address:
                    ref = CellRef(page.source.id, line.fact, "统计数")
                    page.out.mapped_twice.append(MappedTwice(ref, held.cells[0], cell))
            elif column.to:
                page.put(column.to.ref(line.row), cell)

    def knows(self, label: str) -> bool:
        """Whether a line of this block, or one it leaves out on purpose, has this label."""
        said = label_wording(label)
        return said in self._by_label or said in {label_wording(text) for text in self._block.ignore_lines}


def _note_rest(
    page: SourcePage, blocks: list[BlockSource], name: int, columns: list[int], amounts: set[int]
) -> None:
    for column in columns:
        if any(page.paths.mentions(column, (*block.ignore, "行次")) for block in blocks):
            page.known.add(column)
        elif column in page.known:
            amounts.add(column)
    readers = [_LineBlock(page, block) for block in blocks]
    rows = list(page.data_rows({name}))
    for row in rows:
        label = page.sheet.text(row, name)
        if not any(reader.knows(label) for reader in readers):
            page.not_mapped(row, amounts, label or f"第 {row + 1} 行", "映射里没有这一行")
    outside = set(range(page.sheet.width)) - set(columns)
    page.columns_not_mapped(rows, outside)

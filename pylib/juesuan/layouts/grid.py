"""Where everything of a table stands on its sheet: the one geometry that writer and reader share.

All rows and columns are zero-based sheet indexes; rectangles are inclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from juesuan.model.table import TOTAL_ROW, Role, RowSpec

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.table import BlockSpec, ColumnSpec, TableSpec

TITLE_ROW = 0


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A range of cells with the text of its top left cell."""

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class PlacedColumn:
    """A column on the sheet: ``first`` to ``last`` (several where a code is split into 类, 款, 项)."""

    block: str
    spec: ColumnSpec
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A fixed row of one block on the sheet, with its 行次 where the layout prints one."""

    block: str
    spec: RowSpec
    row: int
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """The geometry of one table for a given number of listed rows."""

    spec: TableSpec
    columns: tuple[PlacedColumn, ...]
    headings: tuple[Rectangle, ...]
    heading_top: int
    number_row: int | None
    first_row: int
    last_row: int
    rows: tuple[PlacedRow, ...]
    total_row: int | None
    first_open: int | None
    last_open: int | None
    notes_row: int
    end_row: int

    @property
    def width(self) -> int:
        """How many sheet columns the printed table takes."""
        return self.columns[-1].last + 1

    def block_columns(self, block: str) -> tuple[PlacedColumn, ...]:
        """Columns of one block."""
        return tuple(column for column in self.columns if column.block == block)

    def column(self, block: str, role: Role) -> PlacedColumn | None:
        """The first column of a role in a block, or None."""
        return next((c for c in self.columns if c.block == block and c.spec.role is role), None)


def lay_out(spec: TableSpec, listed: int | None = None) -> Grid:
    """Place a table on its sheet.

    ``listed`` is the number of rows under (or over) 合计 in tables listed by subject; by default the number
    of blank rows that the template offers.
    """
    columns = tuple(_placed_columns(spec))
    heading_top = TITLE_ROW + 1 + len(spec.captions)
    depth = max(len(column.spec.heading) for column in columns)
    numbered = any(column.spec.number is not None or column.spec.split for column in columns)
    number_row = heading_top + depth if numbered else None
    first = heading_top + depth + numbered
    opened = next((block.open_rows for block in spec.blocks if block.open_rows), None)
    rows: tuple[PlacedRow, ...] = ()
    total = first_open = last_open = None
    if opened:
        count = opened.blank_rows if listed is None else listed
        first_open = first if opened.total_last else first + 1
        last_open = first_open + count - 1
        total = last_open + 1 if opened.total_last else first
        last = first + count
    else:
        rows, last = _placed_rows(spec.blocks, first)
    notes = last + 1
    return Grid(
        spec=spec,
        columns=columns,
        headings=tuple(_headings(columns, heading_top, depth)),
        heading_top=heading_top,
        number_row=number_row,
        first_row=first,
        last_row=last,
        rows=rows,
        total_row=total,
        first_open=first_open,
        last_open=last_open,
        notes_row=notes,
        end_row=notes + len(spec.notes) + bool(spec.empty_note) - 1,
    )


def total_row_spec() -> RowSpec:
    """The 合计 row of a table listed by subject."""
    return RowSpec(TOTAL_ROW, TOTAL_ROW, total=True)


def _placed_columns(spec: TableSpec) -> Iterator[PlacedColumn]:
    left = 0
    for block in spec.blocks:
        for column in block.columns:
            yield PlacedColumn(block.id, column, left, left + column.span - 1)
            left += column.span


def _placed_rows(blocks: Sequence[BlockSpec], first: int) -> tuple[tuple[PlacedRow, ...], int]:
    head_height = max(len(block.head) for block in blocks)
    tail_height = max(len(block.tail) for block in blocks)
    placed = []
    for block in blocks:
        filler = [RowSpec("", "", spacer=True)] * (head_height - len(block.head))
        rows = [*block.head, *filler, *block.tail]
        rows += [RowSpec("", "", spacer=True)] * (head_height + tail_height - len(rows))
        for offset, row in enumerate(rows):
            line = row.unit if block.first_line is None else block.first_line + offset
            placed.append(PlacedRow(block.id, row, first + offset, line))
    return tuple(placed), first + head_height + tail_height - 1


def _headings(columns: Sequence[PlacedColumn], top: int, depth: int) -> Iterator[Rectangle]:
    """Merge equal heading prefixes sideways, and stretch the last part of a path down to the bottom.

    Last parts of the same text stand level, as 预算数 and 决算数 under groups of different depth do: there
    the part before the last is stretched instead.
    """
    for level in range(depth):
        deep = [column for column in columns if len(column.spec.heading) > level]
        for _, run in groupby(enumerate(deep), key=lambda item: _heading_key(item[1], level)):
            group = [column for _, column in run]
            is_leaf = len(group[0].spec.heading) == level + 1
            first = _leaf_level(group[0], columns) if is_leaf else level
            last = depth - 1 if is_leaf else min(_level_below(column, level, columns) for column in group) - 1
            yield Rectangle(
                top + first, group[0].first, top + last, group[-1].last, group[0].spec.heading[level]
            )


def _leaf_level(column: PlacedColumn, columns: Sequence[PlacedColumn]) -> int:
    """The level at which a column's last heading stands."""
    path = column.spec.heading
    siblings = [other.spec.heading for other in columns if other.spec.heading[: len(path) - 1] == path[:-1]]
    if len(path) == 1 or any(len(sibling) != len(path) for sibling in siblings):
        return len(path) - 1
    texts = {sibling[-1] for sibling in siblings}
    return max(len(other.spec.heading) for other in columns if other.spec.heading[-1] in texts) - 1


def _level_below(column: PlacedColumn, level: int, columns: Sequence[PlacedColumn]) -> int:
    """The level at which a column's next heading under this level stands."""
    return _leaf_level(column, columns) if len(column.spec.heading) == level + 2 else level + 1


def _heading_key(column: PlacedColumn, level: int) -> tuple[object, ...]:
    path = column.spec.heading[: level + 1]
    is_leaf = len(column.spec.heading) == level + 1
    return (path, column.first if is_leaf else None)

"""Where every row and cell of the tables stands in the workbook being written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from juesuan.layouts.grid import Grid, lay_out
from juesuan.model.amount import BLANK, Amount
from juesuan.model.reference import CellRef, a1, column_letters
from juesuan.model.table import TOTAL_ROW, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure, Table
    from juesuan.model.layout import Layout
    from juesuan.model.table import TableSpec

Cell = tuple[int, int]  # zero-based row and column
LEVELS = {3: "类", 5: "款", 7: "项"}
_PARENT_DIGITS = {"款": 3, "项": 5}


@dataclass(frozen=True, slots=True)
class Line:
    """A listed row on its sheet. Blank slots of a template have a key but neither code nor label.

    The key is the subject code; rows without one, and those that repeat a code, are not ``addressable``.
    """

    key: str
    row: int
    code: str = ""
    label: str = ""
    amounts: Mapping[str, Amount] = field(default_factory=dict)
    addressable: bool = True

    @property
    def level(self) -> str:
        """类, 款 or 项 by the length of the code, ``?`` for other lengths, empty without a code."""
        return LEVELS.get(len(self.code), "?") if self.code else ""


@dataclass(frozen=True)
class PlacedTable:
    """One table on its sheet. ``lines`` are the listed rows, without 合计.

    ``names`` are the names of fixed subjects as a disclosure states them, which may be cut off.
    """

    spec: TableSpec
    grid: Grid
    lines: tuple[Line, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.spec.sheet

    @cached_property
    def _rows(self) -> dict[str, tuple[str, int]]:
        """Row key to its block and sheet row; the first of repeated codes counts."""
        if self.spec.listed:
            block = self.spec.blocks[0].id
            rows = {line.key: (block, line.row) for line in self.lines}
            if self.grid.total_row is not None:
                rows[TOTAL_ROW] = (block, self.grid.total_row)
            return rows
        return {row.spec.id: (row.block, row.row) for row in self.grid.rows if not row.spec.spacer}

    @cached_property
    def _columns(self) -> dict[tuple[str, str], int]:
        return {(column.block, column.spec.id): column.first for column in self.grid.columns}

    @cached_property
    def _by_code(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.code, []).append(line)
        return found

    @cached_property
    def _below(self) -> dict[str, list[Line]]:
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.level in _PARENT_DIGITS:
                found.setdefault(line.code[: _PARENT_DIGITS[line.level]], []).append(line)
        return found

    def with_code(self, code: str) -> list[Line]:
        """The rows that state a code; none for no code."""
        return self._by_code.get(code, []) if code else []

    def below(self, line: Line) -> list[Line]:
        """The rows one level below a 类 or 款."""
        return self._below.get(line.code, [])

    def cell(self, row: str, column: str) -> Cell | None:
        """The cell of a figure; None where the table has no such row, or the row's block no such column."""
        if row not in self._rows:
            return None
        block, number = self._rows[row]
        index = self._columns.get((block, column))
        return None if index is None else (number, index)

    def figures(self) -> Iterator[tuple[CellRef, Cell]]:
        """Every cell that can hold a figure, row by row."""
        for key, (block, number) in self._rows.items():
            for placed in self.grid.block_columns(block):
                if placed.spec.role is Role.AMOUNT:
                    yield CellRef(self.spec.id, key, placed.spec.id), (number, placed.first)

    @property
    def open_rows(self) -> tuple[int, int]:
        """First and last listed row; the 合计 row alone where nothing is listed, so that a range exists."""
        first, last, total = self.grid.first_open, self.grid.last_open, self.grid.total_row
        if first is None or last is None or total is None:
            raise ValueError(f"{self.spec.id} lists no subjects")
        return (first, last) if first <= last else (total, total)

    def index(self, role: Role) -> int:
        """The sheet column of the first block's column of a role."""
        column = self.grid.column(self.spec.blocks[0].id, role)
        if column is None:
            raise ValueError(f"{self.spec.id} has no {role} column")
        return column.first

    def listed_range(self, column: int, *, elsewhere: bool) -> str:
        """The listed rows of a column as an absolute range, with its sheet for use ``elsewhere``."""
        first, last = self.open_rows
        letters = column_letters(column)
        text = f"${letters}${first + 1}:${letters}${last + 1}"
        return f"{quoted(self.sheet)}!{text}" if elsewhere else text

    def address(self, cell: Cell, *, elsewhere: bool) -> str:
        """A cell as a formula names it: ``D8``, or with its sheet for use ``elsewhere``."""
        return f"{quoted(self.sheet)}!{a1(*cell)}" if elsewhere else a1(*cell)

    @property
    def level_column(self) -> int:
        """Where 级次 stands: right of the printed table, one narrow column between."""
        return self.grid.width + 1

    @property
    def next_level_column(self) -> int:
        """Where 下级级次 stands."""
        return self.level_column + 1

    @property
    def children_column(self) -> int:
        """Where the number of rows directly below stands."""
        return self.level_column + 2

    @property
    def first_margin(self) -> int:
        """Where the first column of row checks stands."""
        return self.level_column + 3


def quoted(sheet: str) -> str:
    """A sheet name as formulas need it."""
    return "'" + sheet.replace("'", "''") + "'"


def place_tables(layout: Layout, disclosure: Disclosure | None) -> dict[str, PlacedTable]:
    """Place all tables and supporting sheets.

    With a disclosure its listed rows, without one the blank slots of the template.
    """
    placed = {}
    for name, spec in layout.forms.items():
        table = disclosure.form(name) if disclosure else None
        if not spec.listed:
            names = {row.id: row.label for row in table.listing if row.code and row.label} if table else {}
            placed[name] = PlacedTable(spec, lay_out(spec), names=names)
        elif disclosure is None:
            grid = lay_out(spec)
            placed[name] = PlacedTable(spec, grid, tuple(_slots(grid)))
        else:
            placed[name] = _filled(spec, table)
    return placed


def listed_keys(tables: Mapping[str, PlacedTable]) -> dict[str, list[str]]:
    """The keys of listed rows by table, as ``rules.instances.Universe`` takes them."""
    return {
        name: [line.key for line in table.lines if line.addressable]
        for name, table in tables.items()
        if table.spec.listed
    }


def stated_amounts(tables: Mapping[str, PlacedTable], disclosure: Disclosure | None) -> dict[CellRef, Amount]:
    """What a disclosure states for every cell of the workbook, blank where it states nothing."""
    stated = {}
    for name, table in tables.items():
        source = disclosure.form(name) if disclosure else None
        listed = {line.key: line.amounts for line in table.lines}
        for ref, _ in table.figures():
            if ref.row in listed:
                stated[ref] = listed[ref.row].get(ref.column, BLANK)
            else:
                stated[ref] = source.amount(ref.row, ref.column) if source else BLANK
    return stated


def _slots(grid: Grid) -> Iterator[Line]:
    first, last = grid.first_open or 0, grid.last_open or 0
    for number, row in enumerate(range(first, last + 1), 1):
        yield Line(f"slot-{number:02d}", row)


def _filled(spec: TableSpec, table: Table | None) -> PlacedTable:
    listing = [row for row in table.listing if row.id != TOTAL_ROW] if table else []
    grid = lay_out(spec, len(listing))
    lines: list[Line] = []
    known: set[str] = set()
    for offset, row in enumerate(listing):
        addressable = row.code is not None and row.code not in known
        key = row.code if row.code and addressable else f"line-{offset + 1}"
        known.add(key)
        place = (grid.first_open or 0) + offset
        lines.append(Line(key, place, row.code or "", row.label, row.amounts, addressable))
    return PlacedTable(spec, grid, tuple(lines))

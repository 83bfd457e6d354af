"""The shape of a table: blocks side by side, each with columns and rows (fixed, or listed by subject)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

TOTAL_ROW = "合计"


class Role(StrEnum):
    """What a column holds."""

    CODE = "code"
    NAME = "name"
    LINE = "line"
    AMOUNT = "amount"
    TEXT = "text"
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Ratio:
    """A percentage that a workbook shows: column ``part`` of column ``base``, or its ``growth`` over it."""

    part: str
    base: str
    growth: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One logical column. ``heading`` is the path of printed headings from the top; equal prefixes merge.

    ``number`` is the printed 栏次. ``split`` prints a code column as several physical columns (类, 款, 项).
    ``count`` columns hold whole numbers (vehicles, persons), not money; ``ratio`` is what a column of
    percentages shows: it is worked out in the workbook and never read.
    """

    id: str
    role: Role
    heading: tuple[str, ...] = ()
    number: int | None = None
    width: float = 12.0
    split: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    count: bool = False
    ratio: Ratio | None = None

    @property
    def span(self) -> int:
        """How many physical columns it takes."""
        return len(self.split) or 1


@dataclass(frozen=True, slots=True)
class RowSpec:
    """One fixed row. ``code`` is its subject code where it has one; ``id`` is the row's national title.

    ``spacer`` rows print their 行次 and nothing else. ``label_from`` names the block where the label of a
    total that spans several blocks begins. ``unit`` is the number of a budget unit in the cover's list: the
    row is that unit's, and its label is what the cover says.
    """

    id: str
    label: str
    code: str | None = None
    indent: int = 0
    spacer: bool = False
    total: bool = False
    label_from: str | None = None
    aliases: tuple[str, ...] = ()
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class OpenRows:
    """Rows listed by subject code under 合计: 类 (3 digits), 款 (5), 项 (7)."""

    total_last: bool = False
    blank_rows: int = 30


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """A group of columns with rows of their own; 收入 and 支出 of the 总表 are two blocks side by side.

    ``tail`` rows (totals, balances) stand level with the tails of the neighbouring blocks. ``first_line`` is
    the 行次 of the block's first row, None where the layout prints no 行次.
    """

    id: str
    columns: tuple[ColumnSpec, ...]
    head: tuple[RowSpec, ...] = ()
    tail: tuple[RowSpec, ...] = ()
    open_rows: OpenRows | None = None
    first_line: int | None = None

    @property
    def rows(self) -> tuple[RowSpec, ...]:
        """Fixed rows that can hold figures."""
        return tuple(row for row in self.head + self.tail if not row.spacer)

    @property
    def amounts(self) -> tuple[ColumnSpec, ...]:
        """Columns that hold figures."""
        return tuple(column for column in self.columns if column.role is Role.AMOUNT)

    def column_of(self, role: Role) -> ColumnSpec | None:
        """Return the block's first column of a role, or None."""
        return next((column for column in self.columns if column.role is role), None)


def unit_row(number: int) -> RowSpec:
    """The row of one budget unit, counted from 1."""
    return RowSpec(f"单位{number}", "", unit=number)


@dataclass(frozen=True, slots=True)
class Caption:
    """A line between title and headings: text at the left edge, text at the right edge."""

    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One of the published tables as one layout prints it."""

    id: str
    title: str
    number: str
    sheet: str
    blocks: tuple[BlockSpec, ...]
    captions: tuple[Caption, ...] = ()
    notes: tuple[str, ...] = ()
    empty_note: str = ""
    landscape: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[ColumnSpec, ...]:
        """All columns, block by block."""
        return tuple(column for block in self.blocks for column in block.columns)

    @property
    def amounts(self) -> tuple[ColumnSpec, ...]:
        """All columns that hold figures, without repeating an id that several blocks share."""
        return tuple({column.id: column for block in self.blocks for column in block.amounts}.values())

    @property
    def rows(self) -> tuple[RowSpec, ...]:
        """All fixed rows that can hold figures."""
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def listed(self) -> bool:
        """True when rows are listed by function code under 合计."""
        return any(block.open_rows for block in self.blocks)

    @property
    def units(self) -> int:
        """For how many budget units the table has rows."""
        return sum(row.unit is not None for row in self.rows)

    def for_units(self, count: int) -> TableSpec:
        """The table with rows for at least so many budget units; itself where it has them, or lists none."""
        if not 0 < self.units < count:
            return self
        return replace(self, blocks=tuple(_for_units(block, self.units, count) for block in self.blocks))


def _for_units(block: BlockSpec, present: int, count: int) -> BlockSpec:
    if not any(row.unit for row in block.head):
        return block
    more = tuple(unit_row(number) for number in range(present + 1, count + 1))
    return replace(block, head=block.head + more)

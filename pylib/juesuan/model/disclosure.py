"""One department's published figures for one year, with the place in the workbook where each stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.model.amount import BLANK, Amount
from juesuan.model.comparison import NOTHING_TO_COMPARE, Comparison
from juesuan.model.narrative import NO_MATERIAL, Material
from juesuan.model.reference import Address, CellRef, a1

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from juesuan.model.layout import Layout
    from juesuan.model.table import TableSpec


class UnitKind(StrEnum):
    """The kinds of budget unit that decide what counts as 机关运行经费."""

    ADMINISTRATIVE = "行政"
    CIVIL_SERVANT_MANAGED = "参公"
    INSTITUTION = "事业"


@dataclass(frozen=True, slots=True)
class Unit:
    """A budget unit of the department, from the cover sheet."""

    name: str
    kind: UnitKind | None


class Doubt(StrEnum):
    """Why a cell could not simply be taken as it stood."""

    TEXT_AMOUNT = "text_amount"  # text that is an amount, and was read as one
    NOT_AMOUNT = "not_amount"  # text, date or logical value where an amount belongs
    ERROR_VALUE = "error_value"  # #REF! and its like
    NO_CACHED_VALUE = "no_cached_value"  # a formula that was saved without its result
    STALE_VALUE = "stale_value"  # a formula whose saved result is not what it gives now
    EXPLICIT_ZERO = "explicit_zero"  # a zero that is shown


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that reading a cell brought up. ``found`` is the cell's content as text."""

    doubt: Doubt
    ref: CellRef
    address: Address
    found: str
    used: Amount = BLANK


@dataclass(frozen=True, slots=True)
class NotLocated:
    """Something of a table that was looked for in the workbook and not found, or found and not taken.

    ``table`` is the stable id; in Chinese: ``what`` is the matter (没有找到栏“基本支出”), ``where`` the sheet
    or cell that was searched, ``looked_for`` the text that should have stood there.
    """

    table: str
    what: str
    where: str
    looked_for: str

    def __str__(self) -> str:
        return f"{self.where}：{self.what}（找的是“{self.looked_for}”）"


@dataclass(slots=True)
class Row:
    """One row as it stands in a workbook. ``columns`` gives each column's zero-based sheet column."""

    id: str
    label: str
    code: str | None = None
    sheet_row: int | None = None
    columns: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, Amount] = field(default_factory=dict)

    def amount(self, column: str) -> Amount:
        """The figure in a column, blank where there is none."""
        return self.amounts.get(column, BLANK)


@dataclass(slots=True)
class Table:
    """The figures of one table. ``listing`` keeps the rows as printed, also repeated codes."""

    spec: TableSpec
    sheet: str
    listing: list[Row] = field(default_factory=list)
    rows: dict[str, Row] = field(init=False)
    by_code: dict[str, Row] = field(init=False)

    def __post_init__(self) -> None:
        """Index the listing; the first of several rows with one code is the one that counts."""
        self.rows = {}
        self.by_code = {}
        for row in self.listing:
            self.rows.setdefault(row.id, row)
            if row.code:
                self.by_code.setdefault(row.code, row)

    @property
    def repeated(self) -> list[Row]:
        """Rows whose code stands in the table before them: they do not count in any sum."""
        return [row for row in self.listing if row.code and self.by_code[row.code] is not row]

    def find(self, key: str) -> Row | None:
        """Find a row by its id or by its subject code."""
        return self.rows.get(key) or self.by_code.get(key)

    def address(self, key: str, column: str) -> Address:
        """Where a figure stands; only the sheet when the row is not in the table."""
        row = self.find(key)
        if row is None or row.sheet_row is None or column not in row.columns:
            return Address(self.sheet, "")
        return Address(self.sheet, a1(row.sheet_row, row.columns[column]))

    def amount(self, key: str, column: str) -> Amount:
        """The figure at a row (id or code) and column; blank when the row is not in the table."""
        row = self.find(key)
        return BLANK if row is None else row.amounts.get(column, BLANK)

    def to_frame(self) -> pd.DataFrame:
        """Return the table as a pandas frame: index code and label, one column a figure, exact Decimals.

        Blank figures are None, never 0. The unit is the disclosure's (万元 unless it says 元).
        """
        from juesuan.model.frames import table_frame

        return table_frame(self)


@dataclass(slots=True)
class Disclosure:
    """All tables of one department and year, read from one workbook.

    ``supporting`` are the sheets (附表) beside the published tables; workbooks without them have none.
    ``comparison`` has last year's figures and 年初预算 where the workbook keeps them, ``exact`` the 元
    figures (in fen) that the published ones were rounded from, ``material`` the officer's words for the
    explanation.

    ``formulas`` holds the text (with ``=``) of amount cells that are formulas. A table, column or row that
    could not be located is absent and listed in ``not_located``: absent is not blank.
    """

    layout: Layout
    tables: dict[str, Table]
    organisation: str = ""
    year: int | None = None
    unit: str = "万元"
    units: tuple[Unit, ...] = ()
    remarks: list[Remark] = field(default_factory=list)
    not_located: list[NotLocated] = field(default_factory=list)
    formulas: dict[CellRef, str] = field(default_factory=dict)
    path: str = ""
    sha256: str = ""
    supporting: dict[str, Table] = field(default_factory=dict)
    comparison: Comparison = NOTHING_TO_COMPARE
    exact: Mapping[CellRef, int] = field(default_factory=dict)
    material: Material = NO_MATERIAL

    @property
    def forms(self) -> dict[str, Table]:
        """The published tables, then the supporting sheets, by their ids."""
        return self.tables | self.supporting

    def form(self, name: str) -> Table | None:
        """A published table or a supporting sheet; None where the workbook has neither."""
        return self.tables.get(name) or self.supporting.get(name)

    def __getitem__(self, table: str) -> Table:
        """Return a table or a supporting sheet by its stable id, such as ``expenditure``."""
        return self.forms[table]

    def amount(self, ref: CellRef) -> Amount:
        """The figure at a logical address; blank when table or row is absent."""
        table = self.form(ref.table)
        return BLANK if table is None else table.amount(ref.row, ref.column)

    def address(self, ref: CellRef) -> Address:
        """The physical address of a figure."""
        return self.forms[ref.table].address(ref.row, ref.column)

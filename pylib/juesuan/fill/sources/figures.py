"""What was read from a source: exact amounts with their places, and everything that was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.fill.supporting_figures import SupportingFigures
from juesuan.model.amount import format_hundredths

if TYPE_CHECKING:
    from juesuan.model.reference import Address, CellRef

BUDGET = "budget"  # the table of 年初预算, which no layout prints


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell of a source: its amount in fen, its place, and the headings of its row and column."""

    fen: int
    address: Address
    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.address}（{self.row}，{self.column}）{format_hundredths(self.fen)} 元"


@dataclass(frozen=True, slots=True)
class SourceFigure:
    """One figure in fen with the cells it comes from: one, or several where a mapping adds them up."""

    cells: tuple[SourceCell, ...]

    @property
    def fen(self) -> int:
        """The amount."""
        return sum(cell.fen for cell in self.cells)

    @property
    def address(self) -> Address:
        """Where the first of its cells stands."""
        return self.cells[0].address


@dataclass(frozen=True, slots=True)
class NotMapped:
    """An amount that goes nowhere: ``cells`` of this row or column, of which ``cell`` is the telling one."""

    cell: SourceCell
    reason: str
    cells: int = 1

    def __str__(self) -> str:
        more = f"等 {self.cells} 个数" if self.cells > 1 else ""
        return f"{self.cell}{more}：{self.reason}"


@dataclass(frozen=True, slots=True)
class MappedTwice:
    """Two cells that state the same figure; ``kept`` counts, ``other`` does not."""

    ref: CellRef
    kept: SourceCell
    other: SourceCell

    def __str__(self) -> str:
        same = "两数相同" if self.kept.fen == self.other.fen else "两数不同"
        return f"同一个数在来源里有两处，{same}，取了前一处：{self.kept}；未取：{self.other}"


@dataclass(frozen=True, slots=True)
class NotFound:
    """Something the mapping expects that the source does not have, and what comes closest to it."""

    source: str
    what: str
    where: str
    closest: str = ""

    def __str__(self) -> str:
        hint = (
            f"；最接近的是{self.closest}，如果就是它，请在映射文件的 also 里加上这个写法"
            if self.closest
            else ""
        )
        return f"{self.where}：{self.what}{hint}"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell with something other than an amount where an amount belongs; it was not taken."""

    address: Address
    found: str
    reason: str

    def __str__(self) -> str:
        return f"{self.address}：“{self.found}”{self.reason}"


@dataclass(slots=True)
class SourceFigures:
    """Everything read from one source. Amounts are fen; ``names`` gives subject names as the source has them.

    ``read_sheets`` maps each mapping's sheet id to the worksheet it was read from; ``other_sheets`` lists
    worksheets that were not used, with the reason. ``tables`` are those of which a sheet was read,
    ``located`` the columns (table, column) that were found, with their zero-based sheet column: not found is
    not blank.
    """

    source: str
    path: str = ""
    sha256: str = ""
    organisation: str = ""
    year: int | None = None
    figures: dict[CellRef, SourceFigure] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    supporting: SupportingFigures = field(default_factory=SupportingFigures)
    not_mapped: list[NotMapped] = field(default_factory=list)
    mapped_twice: list[MappedTwice] = field(default_factory=list)
    not_found: list[NotFound] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    read_sheets: dict[str, str] = field(default_factory=dict)
    other_sheets: dict[str, str] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    located: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def budget(self) -> dict[str, SourceFigure]:
        """年初预算 by subject code (项 of 7 digits), where the source states it."""
        return {
            ref.row: figure
            for ref, figure in self.figures.items()
            if ref.table == BUDGET and ref.row.isdigit() and len(ref.row) == len("2080101")
        }

    def codes(self, table: str) -> list[str]:
        """The subject codes with figures of one table, in ascending order."""
        return sorted({ref.row for ref in self.figures if ref.table == table and ref.row.isdigit()})

    @property
    def complaints(self) -> list[str]:
        """Everything a person has to look at, in sentences: worst first."""
        groups = (self.unreadable, self.mapped_twice, self.not_found, self.not_mapped)
        return [str(item) for group in groups for item in group]

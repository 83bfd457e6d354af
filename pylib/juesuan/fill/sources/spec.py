"""How figures are found in a source and where they go, as a YAML document declares it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.model.reference import CellRef

if TYPE_CHECKING:
    import re

    from juesuan.fill.supporting_figures import Fact

Path = tuple[str, ...]  # headings of one column from the top

CODE_HEADINGS: tuple[Path, ...] = tuple(
    (text,)
    for text in (
        "支出功能分类科目编码", "功能分类科目编码", "经济分类科目编码", "科目编码", "科目代码", "编码",
    )
)  # fmt: skip
NAME_HEADINGS: tuple[Path, ...] = (("科目名称",), ("项目名称",), ("名称",))


class Rows(StrEnum):
    """How a sheet is read: a line per item, a row per subject, or subjects across the headings."""

    LINES = "lines"
    SUBJECTS = "subjects"
    ACROSS = "across"


@dataclass(frozen=True, slots=True)
class Target:
    """Where an amount goes: a reference in which ``{row}`` and ``{code}`` stand for the row at hand."""

    table: str
    row: str
    column: str

    def ref(self, key: str) -> CellRef:
        """The cell for a row: its id, its subject code or 合计."""
        filled = [part.replace("{row}", key).replace("{code}", key) for part in (self.row, self.column)]
        return CellRef(self.table, *filled)


@dataclass(frozen=True, slots=True)
class ColumnSource:
    """One column with amounts. ``sign`` is -1 where the source states the opposite; ``facts``: has counts."""

    headings: tuple[Path, ...]
    to: Target | None
    sign: int = 1
    facts: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class LineSource:
    """One line, found by its labels, below the line ``under`` where the label is not unique."""

    labels: tuple[str, ...]
    row: str = ""
    fact: Fact | None = None
    under: str = ""
    number: int | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """Only rows in which the column under a heading says one of these texts."""

    heading: Path
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Across:
    """Subjects printed across: their codes come from the names of a catalogue (economic or function)."""

    catalog: str
    to: Target
    total: Path


@dataclass(frozen=True, slots=True)
class BlockSource:
    """Columns with the rows that belong to them. ``combine`` adds up rows with the same code."""

    id: str
    columns: tuple[ColumnSource, ...] = ()
    name: tuple[Path, ...] = NAME_HEADINGS
    code: tuple[Path, ...] = CODE_HEADINGS
    pattern: re.Pattern[str] | None = None
    lines: tuple[LineSource, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_lines: tuple[str, ...] = ()
    where: tuple[Filter, ...] = ()
    combine: bool = False
    skip: bool = False
    row: str = ""
    across: Across | None = None


@dataclass(frozen=True, slots=True)
class SheetSource:
    """One sheet of a source. ``heading_row`` (1 is the first) is given only where it cannot be found."""

    id: str
    rows: Rows
    titles: tuple[str, ...]
    codes: tuple[str, ...]
    sheet: str
    unit: str
    blocks: tuple[BlockSource, ...]
    heading_row: int | None = None

    @property
    def label(self) -> str:
        """What to call it before a person."""
        return self.titles[0] if self.titles else self.sheet or self.id


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """One kind of source: its sheets, and where it was declared."""

    id: str
    title: str
    sheets: tuple[SheetSource, ...]
    file: str

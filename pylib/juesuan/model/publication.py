"""A whole publication as it is printed, before it becomes a workbook, a document, a PDF or a web page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.model.amount import BLANK, Amount
from juesuan.model.narrative import Chart, Missing, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

# Text sheets of a workbook by name: rows of cell texts, empty rows left out.
Texts = Mapping[str, tuple[tuple[str, ...], ...]]


class Content(StrEnum):
    """Where a part of the publication comes from."""

    TEXT = "text"  # sections of text from a sheet of the workbook
    LIST = "list"  # a table of texts from a sheet of the workbook
    TABLES = "tables"  # the tables of figures
    NARRATIVE = "narrative"  # the explanation written from the figures
    GLOSSARY = "glossary"  # terms with their meanings


@dataclass(frozen=True, slots=True)
class SectionPlan:
    """A section of text that a layout asks for. ``units`` lets the cover's list of units stand in for it."""

    title: str
    asks: str = ""
    units: bool = False


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part of the publication: its title, where it comes from, what its sheet must hold.

    ``forms`` says that the forms of 绩效自评 are attached to it.
    """

    title: str
    content: Content
    sheet: str = ""
    asks: str = ""
    sections: tuple[SectionPlan, ...] = ()
    headings: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    forms: bool = False


@dataclass(frozen=True, slots=True)
class PublicationPlan:
    """Order and wording of a publication in one region and year."""

    id: str
    title: str
    cover: tuple[str, ...]
    contents_title: str
    parts: tuple[PartPlan, ...]
    units_sentence: str = ""


class Align(StrEnum):
    """How a cell's text stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell of a printed table. ``column`` is the first column it covers, zero-based.

    ``amount`` is given where the cell holds a figure: ``text`` is then how it is printed, empty for zero.
    ``names_row`` is true for the cell that says what its row is.
    """

    column: int
    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Align = Align.LEFT
    indent: int = 0
    amount: Amount | None = None
    names_row: bool = False

    @property
    def figure(self) -> Amount:
        """The figure, blank in a cell of text."""
        return self.amount or BLANK


PrintedRow = tuple[PrintedCell, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as it is printed. ``captions`` are pairs of texts, at the left and at the right edge.

    ``widths`` are relative. ``fixed`` tables have the rows of their form and fit on one page; the others are
    broken between rows. ``size`` is the type size in points at which it fits its page.
    """

    id: str
    title: str
    widths: tuple[float, ...]
    head: tuple[PrintedRow, ...]
    body: tuple[PrintedRow, ...]
    sheet: str = ""
    captions: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    landscape: bool = False
    fixed: bool = False
    size: float = 10.0
    number_format: str = ""

    @property
    def of_figures(self) -> bool:
        """True for a table of the accounts, false for a list of texts."""
        return any(cell.amount is not None for row in self.body for cell in row)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below a part's title: 2 is 一、, 3 is （一）. ``new_page`` begins a page."""

    level: int
    text: str
    new_page: bool = False


Block = Heading | Paragraph | Chart | PrintedTable


@dataclass(frozen=True, slots=True)
class Part:
    """第一部分 and so on."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, and the part and section that want it."""

    part: str
    section: str
    missing: Missing

    def __str__(self) -> str:
        place = f"{self.part}“{self.section}”" if self.section else self.part
        return f"{place}：{self.missing.what}（{self.missing.where}）"


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that is published, in order. ``gaps`` are those that no block shows, such as no name."""

    organisation: str
    year: int
    title: str
    cover: tuple[str, ...]
    contents_title: str
    parts: tuple[Part, ...]
    other_gaps: tuple[Gap, ...] = field(default=())

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        """The tables of figures in printed order."""
        blocks = (block for part in self.parts for block in part.blocks)
        return tuple(block for block in blocks if isinstance(block, PrintedTable) and block.sheet)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Everything that is missing, in the order in which a reader meets it."""
        return (*self.other_gaps, *(gap for part in self.parts for gap in _gaps(part)))

    @property
    def table_gaps(self) -> tuple[Gap, ...]:
        """What is missing among the tables of figures."""
        return tuple(gap for part in self.parts if _has_tables(part) for gap in _gaps(part))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text with the title of the part it stands in."""
        yield from ((self.contents_title, line) for line in self.cover)
        for part in self.parts:
            yield part.title, part.title
            for block in part.blocks:
                yield from ((part.title, text) for text in _texts(block))


def _has_tables(part: Part) -> bool:
    return any(isinstance(block, PrintedTable) and block.sheet for block in part.blocks)


def _gaps(part: Part) -> Iterator[Gap]:
    section = ""
    for block in part.blocks:
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, Paragraph):
            yield from (Gap(part.title, section, span) for span in block.spans if isinstance(span, Missing))
        elif isinstance(block, Chart):
            yield from (Gap(part.title, f"{block.id} {block.title}", gap) for gap in block.missing)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading | Paragraph):
        yield block.text
    elif isinstance(block, Chart):
        yield from (block.title, *block.labels)
    else:
        yield from (block.title, *(text for pair in block.captions for text in pair), *block.notes)
        yield from (cell.text for row in (*block.head, *block.body) for cell in row if cell.amount is None)

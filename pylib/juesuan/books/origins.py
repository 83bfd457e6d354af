"""The sheet 汇总来源 of a consolidated workbook: which units each figure was added up from.

One row a figure, one column a unit. The writer (``books.template.origins_sheet``) and the reader below share
what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.sheets import open_book
from juesuan.model.amount import amount_from_number
from juesuan.model.reference import Address, CellRef, a1

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.books.sheets import Book, Sheet
    from juesuan.model.layout import Layout

SHEET = "汇总来源"
ABOUT = ("单位性质", "文件", "校验", "说明", "文件指纹")  # what is said of each unit, above the headings
FIXED = ("表", "行", "名称", "栏", "单元格", "部门数", "各单位相加", "抵销", "尾差", "核对", "元数相加（元）")
LINK, TOTAL, SUM, ELIMINATED, ROUNDING, PROOF, EXACT = range(4, len(FIXED))
ABSENT = "缺"  # stands for the figure of a unit whose table or column was not found
PLACES = "各单位单元格"  # heading of the last column: the units' own addresses, in the order of the units
SEPARATOR = "/"  # no sheet name may contain it
FIRST_ABOUT = 3  # zero-based rows; the headings stand below the rows in which titles of tables are looked for
HEADING = FIRST_ABOUT + len(ABOUT)
FIRST = HEADING + 1
_SHA = 12


@dataclass(frozen=True, slots=True)
class OriginUnit:
    """A unit that was added up. ``verdict`` is what checking it said, ``note`` what it lacks, in Chinese."""

    name: str
    file: str
    kind: str = ""
    verdict: str = ""
    note: str = ""
    sha256: str = ""

    @property
    def about(self) -> tuple[str, ...]:
        """The texts above its column, in the order of ``ABOUT``."""
        return (self.kind, self.file, self.verdict, self.note, self.sha256[:_SHA])


@dataclass(frozen=True, slots=True)
class OriginLine:
    """Where one figure comes from. All amounts in hundredths of the tables' unit, ``exact`` in fen.

    ``shares`` and ``places`` are by the unit's position; ``absent`` are units in which the table or the
    column was not found: nothing is known of their figure.
    """

    ref: CellRef
    label: str
    total: int
    shares: Mapping[int, int] = field(default_factory=dict)
    places: Mapping[int, Address] = field(default_factory=dict)
    absent: frozenset[int] = frozenset()
    eliminated: int = 0
    exact: int | None = None

    @property
    def rounding(self) -> int:
        """What the figure differs from its parts by."""
        return self.total - sum(self.shares.values()) - self.eliminated


@dataclass(frozen=True, slots=True)
class Origins:
    """All of it. ``about`` are sentences for the head of the sheet."""

    units: Sequence[OriginUnit]
    lines: Sequence[OriginLine]
    about: Sequence[str] = ()


def read_origins(book: Book, layout: Layout) -> Origins | None:
    """Read the sheet of an opened workbook; None when it has none.

    Raises ReadError when the sheet has been changed so that it can no longer be followed.
    """
    sheet = book.sheets.get(SHEET)
    if sheet is None or tuple(sheet.text(HEADING, column) for column in range(len(FIXED))) != FIXED:
        return None
    last = max(column for column in range(sheet.width) if sheet.text(HEADING, column))
    if sheet.text(HEADING, last) != PLACES:
        raise ReadError(
            f"工作表“{SHEET}”的最后一栏不是“{PLACES}”，被改动过：请重新汇总。", book.archive.path, SHEET
        )
    columns = range(len(FIXED), last)
    return Origins([_unit(sheet, column) for column in columns], list(_lines(sheet, layout, last)))


def is_consolidated(path: Path) -> bool:
    """Whether a file is a workbook that was made by consolidating others."""
    try:
        sheet = open_book(path).sheets.get(SHEET)
    except ReadError:
        return False
    return sheet is not None and sheet.text(HEADING, 0) == FIXED[0]


def _unit(sheet: Sheet, column: int) -> OriginUnit:
    kind, file, verdict, note, sha256 = (
        sheet.text(FIRST_ABOUT + offset, column) for offset in range(len(ABOUT))
    )
    return OriginUnit(sheet.text(HEADING, column), file, kind, verdict, note, sha256)


def _lines(sheet: Sheet, layout: Layout, last: int) -> Iterator[OriginLine]:
    specs = {spec.title: spec for spec in layout.forms.values()}
    for row in range(FIRST, sheet.height):
        title = sheet.text(row, 0)
        if not title:
            continue
        if title not in specs:
            what = f"工作表“{SHEET}”A{row + 1} 的“{title}”不是表名，被改动过：请重新汇总。"
            raise ReadError(what, sheet.book.archive.path, SHEET, f"A{row + 1}")
        spec = specs[title]
        shares, absent = {}, set()
        for index, column in enumerate(range(len(FIXED), last)):
            if sheet.text(row, column) == ABSENT:
                absent.add(index)
            elif sheet.text(row, column):
                shares[index] = _hundredths(sheet, row, column)
        eliminated, rounding = (_hundredths(sheet, row, column) for column in (ELIMINATED, ROUNDING))
        yield OriginLine(
            ref=CellRef(spec.id, sheet.text(row, 1), sheet.text(row, 3)),
            label=sheet.text(row, 2),
            # 部门数 itself is a live formula: what it was when units were added up follows from the rest
            total=sum(shares.values()) + eliminated + rounding,
            shares=shares,
            places=_places(sheet.text(row, last), spec.sheet),
            absent=frozenset(absent),
            eliminated=eliminated,
            exact=_hundredths(sheet, row, EXACT) if sheet.text(row, EXACT) else None,
        )


def _hundredths(sheet: Sheet, row: int, column: int) -> int:
    value = sheet.grid[row][column]
    if value == "":
        return 0
    if isinstance(value, bool) or not isinstance(value, int | float):
        what = f"工作表“{SHEET}”{a1(row, column)} 的“{value}”不是金额，被改动过：请重新汇总。"
        raise ReadError(what, sheet.book.archive.path, SHEET, a1(row, column))
    return amount_from_number(float(value)).value


def written_places(line: OriginLine, units: int, sheet: str) -> str:
    """The units' addresses as one text: ``D12/D15//公开03 (2)!D9``; ``sheet`` is the table's usual sheet."""
    texts = []
    for index in range(units):
        place = line.places.get(index)
        texts.append("" if place is None else place.a1 if place.sheet == sheet else str(place))
    return SEPARATOR.join(texts)


def _places(text: str, sheet: str) -> dict[int, Address]:
    places = {}
    for index, place in enumerate(text.split(SEPARATOR)):
        if place:
            name, _, cell = place.rpartition("!")
            places[index] = Address(name or sheet, cell)
    return places

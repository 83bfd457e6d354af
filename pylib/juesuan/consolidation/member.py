"""A unit's workbook as consolidation sees it: its figures by logical cell, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.exact_sheet import ExactFigures, read_exact_sheet
from juesuan.books.origins import OriginUnit, read_origins
from juesuan.books.wording import plain
from juesuan.consolidation.missing_parents import add_missing_parents
from juesuan.fill.exact_checking import ExactKind, exact_check
from juesuan.fill.writing import open_workbook
from juesuan.model.comparison import NOTHING_TO_COMPARE, Comparison
from juesuan.model.disclosure import Doubt, Unit
from juesuan.model.reference import Address, CellRef
from juesuan.model.rule import Severity
from juesuan.model.table import TOTAL_ROW
from juesuan.rules import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from juesuan.model.disclosure import Disclosure, Row, Table
    from juesuan.model.finding import Waiver
    from juesuan.model.layout import Layout

NO_EXACT = "没有“元数”工作表"
_NO_AMOUNT = {Doubt.NOT_AMOUNT, Doubt.ERROR_VALUE, Doubt.NO_CACHED_VALUE}


@dataclass(slots=True)
class Member:
    """One unit. Figures are hundredths of ``unit``, without blanks; zeros only of supporting sheets.

    ``exact`` are its figures in fen where the workbook keeps them and they fit the published ones,
    ``inexact`` says why it has none. ``columns`` are the located columns by table. ``complaints`` are
    sentences about figures that cannot be added up; ``inside`` the units already consolidated into it;
    ``comparison`` last year's figures and 年初预算 that the workbook keeps.
    """

    path: Path
    name: str
    layout: Layout
    year: int | None
    unit: str
    sha256: str
    units: tuple[Unit, ...]
    figures: dict[CellRef, int] = field(default_factory=dict)
    places: dict[CellRef, Address] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    columns: dict[str, set[str]] = field(default_factory=dict)
    exact: dict[CellRef, int] | None = None
    inexact: str = ""
    errors: int = 0
    warnings: int = 0
    complaints: list[str] = field(default_factory=list)
    inside: tuple[OriginUnit, ...] = ()
    comparison: Comparison = NOTHING_TO_COMPARE

    @property
    def kind(self) -> str:
        """Its kind, as its own cover states it for the unit itself or for its only unit."""
        own = [unit for unit in self.units if plain(unit.name) == plain(self.name)] or list(self.units)
        return own[0].kind.value if len(own) == 1 and own[0].kind else ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The tables and supporting sheets that were not found in the workbook, by id."""
        return tuple(name for name in self.layout.forms if name not in self.columns)

    def lacks(self, ref: CellRef) -> bool:
        """Whether the table or the column of a cell was not found: its figure is unknown, not blank."""
        return ref.column not in self.columns.get(ref.table, ())


def read_member(
    path: Path | str,
    layout_id: str | None = None,
    waivers: Callable[[Path], Sequence[Waiver]] = lambda _: (),
) -> Member:
    """Read and check one unit's workbook; ``waivers`` gives those that belong to a file.

    Raises ReadError when the file is no publication workbook.
    """
    opened = open_workbook(path, layout_id)
    origins = read_origins(opened.book, opened.layout)
    member = member_of(opened.disclosure, read_exact_sheet(opened.book, opened.layout), waivers(Path(path)))
    member.path = Path(path)
    member.inside = tuple(origins.units) if origins else ()
    return member


def member_of(
    disclosure: Disclosure, exact: ExactFigures | None = None, waivers: Sequence[Waiver] = ()
) -> Member:
    """Check a disclosure and take its figures; ``exact`` are the 元 figures that come with it."""
    path = Path(disclosure.path)
    member = Member(
        path=path,
        name=disclosure.organisation.strip() or path.stem,
        layout=disclosure.layout,
        year=disclosure.year,
        unit=disclosure.unit,
        sha256=disclosure.sha256,
        units=disclosure.units,
        comparison=disclosure.comparison,
    )
    for name, table in disclosure.forms.items():
        _take(member, name, table)
    found = disclosure.forms.keys()
    member.complaints += [str(notice) for notice in disclosure.not_located if notice.table in found]
    member.complaints += [
        f"{remark.address} 的“{remark.found}”不是金额，没有计入"
        for remark in disclosure.remarks
        if remark.doubt in _NO_AMOUNT and remark.used.blank
    ]
    member.complaints += add_missing_parents(member.figures, member.layout, member.labels)
    _take_exact(member, disclosure, exact)
    report = check(disclosure, waivers=waivers)
    member.errors, member.warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    return member


def _take(member: Member, name: str, table: Table) -> None:
    """Take a table's figures; rows that cannot be told apart are complained about."""
    member.columns[name] = {column for row in table.listing for column in row.columns}
    zero_counts = name in member.layout.supporting  # where 0 says that there is none, and blank nothing
    for row in table.listing:
        known = not table.spec.listed or row.code is not None or row.id == TOTAL_ROW
        counted = (
            known and table.rows[row.id] is row and not (row.code and table.by_code[row.code] is not row)
        )
        stated = {
            column: amount.value
            for column, amount in row.amounts.items()
            if amount.value or (zero_counts and not amount.blank)
        }
        if counted:
            key = row.code if table.spec.listed and row.code else row.id
            member.labels[name, key] = row.label
            for column, hundredths in stated.items():
                ref = CellRef(name, key, column)
                member.figures[ref] = hundredths
                member.places[ref] = table.address(row.id, column)
        elif stated:
            member.complaints.append(_not_counted(table, row, known=known))


def _not_counted(table: Table, row: Row, *, known: bool) -> str:
    place = f"{table.sheet} 第 {(row.sheet_row or 0) + 1} 行"
    if known:
        return f"{place}：科目 {row.code or row.label} 在表里重复，只计入了前面的一行"
    return f"{place}：“{row.label}”没有科目编码，这一行没有计入"


def _take_exact(member: Member, disclosure: Disclosure, exact: ExactFigures | None) -> None:
    """Take the 元 figures the workbook keeps, unless a published figure is no longer one of them rounded."""
    if disclosure.unit == "元":
        member.exact = dict(member.figures)
        return
    if exact is None:
        member.inexact = NO_EXACT
        return
    changed = next(_no_longer_rounded(disclosure, exact), None)
    if changed:
        member.inexact = f"“元数”与公开表不一致（{changed}）"
        return
    member.exact = {ref: fen for ref, fen in exact.fen.items() if fen}


def _no_longer_rounded(disclosure: Disclosure, exact: ExactFigures) -> Iterator[str]:
    for finding in exact_check(disclosure, exact):
        if finding.kind is ExactKind.NOT_ROUNDED:
            yield finding.sentence.rstrip("。")


def by_name(members: Sequence[Member]) -> Mapping[str, Member]:
    """Members by their names, spelling differences aside."""
    return {plain(member.name): member for member in members}

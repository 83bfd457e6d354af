"""A disclosure's figures put into a workbook: what changes, and the file as it will be."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.listed_region import listed_region
from juesuan.books.package import Package, edit_cells
from juesuan.books.package.calculation import recalculate_on_opening
from juesuan.books.reading import disclosure_of
from juesuan.books.recognition import recognise
from juesuan.books.saving import keep_backup, written_beside
from juesuan.books.sheets import Book, open_book
from juesuan.fill.arranging import Arrangement, arrange
from juesuan.fill.cached_results import new_results
from juesuan.fill.cell_changes import CellWriter
from juesuan.fill.cover_changes import cover_changes
from juesuan.fill.exact_sheet import put_exact_sheet
from juesuan.fill.rearranged_rows import rearrange
from juesuan.fill.row_changes import row_changes
from juesuan.fill.sources.recognition import named_like_an_export
from juesuan.recalc.refresh import refresh

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from juesuan.books.exact_sheet import ExactFigures
    from juesuan.books.listed_region import ListedRegion
    from juesuan.books.locating import Place
    from juesuan.books.restructure import Notice, RowPlan
    from juesuan.fill.changes import Change
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.layout import Layout
    from juesuan.model.reference import CellRef

    Sheets = Callable[[Package], Iterator[Change]]


_MOST_CORRECTIONS = 6  # a formula over a formula over a formula ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook opened to be filled: its figures as its formulas give them now."""

    book: Book
    layout: Layout
    places: Mapping[str, Place]
    disclosure: Disclosure

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.book.archive.path)


def open_workbook(path: Path | str, layout_id: str | None = None) -> Opened:
    """Open a workbook to change it. Raises ReadError when it is no publication workbook."""
    book = open_book(path)
    if named_like_an_export(book.sheets):
        raise ReadError(f"“{path}”是财决软件的导出，不是公开表：导出写在 --from 后面。", str(path))
    layout, located = recognise(book, layout_id)
    return Opened(book, layout, located.places, refresh(disclosure_of(book, layout.id), book))


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is to be written. Nothing has been written yet.

    ``changes`` are all changes in the order of the tables; ``notices`` what moving rows could not carry
    along without a doubt; ``unplaced`` sentences about figures for which the workbook has no cell.
    ``result`` is the workbook as it will read. ``row_plans`` say by sheet how rows are rearranged, plan after
    plan, for those who change an open workbook instead of the file.
    """

    source: Book
    changes: tuple[Change, ...]
    notices: tuple[Notice, ...]
    unplaced: tuple[str, ...]
    result: Disclosure
    _package: Package = field(repr=False)
    row_plans: Mapping[str, tuple[RowPlan, ...]] = field(default_factory=dict)

    def write(self, target: Path) -> Path | None:
        """Write the workbook and return the backup, where the target is the workbook itself.

        The target is replaced as a whole or not at all; without changes the workbook itself is not touched.
        Raises ReadError when the file has changed since it was read, OSError when it cannot be written.
        """
        source = Path(self.source.archive.path)
        if source.read_bytes() != self.source.archive.data:
            raise ReadError(f"文件“{source}”在读取之后又被改动过，请重新运行。", str(source))
        in_place = target.exists() and source.samefile(target)
        if self.changes:
            backup = keep_backup(source) if in_place else None
            self._package.save(target)
            return backup
        if not in_place:
            with written_beside(target) as beside:
                beside.write_bytes(self.source.archive.data)
        return None


def prepare(
    opened: Opened,
    wanted: Disclosure,
    *,
    why: Callable[[CellRef], str] = lambda _: "",
    exact: ExactFigures | None = None,
    sheets: Sheets | None = None,
) -> Prepared:
    """Work out what a workbook becomes with the wanted figures; both have to be in one unit.

    In tables listed by subject the rows become those wanted, in their order. Totals become sums wherever
    the wanted figures add up, and keep their figure elsewhere. Tables and columns that are not in ``wanted``
    stay as they are, and so does everything else in the file. ``exact`` go onto the sheet 元数,
    ``sheets`` may write more sheets of our own. Raises ReadError when the workbook does not allow it.
    """
    package = Package.open(opened.path)
    regions = dict(_regions(opened, wanted))
    arrangements: dict[str, Arrangement] = {}
    notices: list[Notice] = []
    changes: list[Change] = []
    for name, region in regions.items():
        codes = [row.code for row in wanted.tables[name].listing if row.code]
        arrangement = arrangements[name] = arrange(region, codes)
        notices += rearrange(package, region, arrangement)
        changes += row_changes(name, region, arrangement, opened.disclosure, wanted)
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / f"工作簿{opened.path.suffix}"
        package.save(scratch)
        writer = CellWriter(open_book(scratch), opened, wanted, regions, arrangements, why)
        changes += writer.changes()
        edit_cells(package, writer.edits)
        about, edits = cover_changes(opened, wanted)
        changes = [*about, *changes]
        edit_cells(package, edits)
        if exact is not None:
            changes += put_exact_sheet(package, opened.book, exact, opened.layout)
        if sheets is not None:
            changes += sheets(package)
        if changes:
            package.save(scratch)
            _bring_up_to_date(package, scratch)
            package.save(scratch)
        result = reread(scratch, opened)
        settled = writer.settled
        for _ in range(_MOST_CORRECTIONS):
            late = list(writer.corrections(result))
            if not late:
                break
            changes += late
            edit_cells(package, writer.edits)
            package.save(scratch)
            _bring_up_to_date(package, scratch)
            package.save(scratch)
            result = reread(scratch, opened)
    return Prepared(
        source=opened.book,
        changes=tuple(changes),
        notices=tuple(notice for notice in notices if (notice.sheet, notice.place) not in settled),
        unplaced=tuple(writer.unplaced),
        result=result,
        _package=package,
        row_plans=dict(_row_plans(regions, arrangements)),
    )


def prepare_sheets(opened: Opened, sheets: Sheets) -> Prepared:
    """Work out what a workbook becomes when only sheets of our own are written; nothing is written yet."""
    package = Package.open(opened.path)
    changes = tuple(sheets(package))
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder) / f"工作簿{opened.path.suffix}"
        package.save(scratch)
        return Prepared(opened.book, changes, (), (), reread(scratch, opened), package)


def _regions(opened: Opened, wanted: Disclosure) -> Iterator[tuple[str, ListedRegion]]:
    for name, table in opened.disclosure.tables.items():
        if table.spec.listed and name in wanted.tables and name in opened.places:
            yield name, listed_region(opened.places[name], table)


def _row_plans(
    regions: Mapping[str, ListedRegion], arrangements: Mapping[str, Arrangement]
) -> Iterator[tuple[str, tuple[RowPlan, ...]]]:
    for name, arrangement in arrangements.items():
        plans = tuple(plan for plan in (arrangement.insertion, arrangement.order) if plan is not None)
        if plans:
            yield regions[name].sheet.name, plans


def _bring_up_to_date(package: Package, scratch: Path) -> None:
    edits, understood = new_results(open_book(scratch))
    edit_cells(package, edits)
    if not understood:
        recalculate_on_opening(package)


def reread(scratch: Path, opened: Opened) -> Disclosure:
    """Read a changed copy of an opened workbook."""
    book = open_book(scratch)
    result = refresh(disclosure_of(book, opened.layout.id), book)
    result.path = str(opened.path)
    return result

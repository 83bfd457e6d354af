"""Marks in a copy of a workbook: everything in the file stays, cached values and macros included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.marking.formats import Formats
from juesuan.books.marking.notes import MARK, Notes
from juesuan.books.marking.records import LONGEST, MarkRecord, Records, write_records
from juesuan.books.marking.removal import take_marks_out
from juesuan.books.marking.result_sheet import ResultRow, add_result_sheet
from juesuan.books.package import CellEdit, Package, set_cells, sheet_parts
from juesuan.books.package.cells import placed, split_a1

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from juesuan.books.package import Markup
    from juesuan.books.package.markup import Node
    from juesuan.model.reference import Address


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell to be coloured (eight hexadecimal digits, opacity first) and what its note says."""

    address: Address
    colour: str
    note: str


def annotate_workbook(
    source: Path | str, marks: Sequence[Mark], headline: str, rows: Sequence[ResultRow], target: Path | str
) -> int:
    """Write a marked copy of a workbook and return how many cells were marked.

    Marks of an earlier run are taken out first, so annotating twice is annotating once. Marks on sheets that
    the workbook does not have are left out. Raises ReadError when the source is no sound workbook, OSError
    when the target cannot be written.
    """
    package = Package.open(source)
    take_marks_out(package)
    formats = Formats(package)
    before = str(formats.sizes)
    by_sheet: dict[str, list[Mark]] = {}
    for mark in marks:
        by_sheet.setdefault(mark.address.sheet, []).append(mark)
    records: list[MarkRecord] = []
    for number, (name, sheet) in enumerate(sheet_parts(package).items(), 1):
        if name in by_sheet:
            records += _mark_sheet(package, formats, (sheet.part, number), by_sheet[name])
    result_sheet = add_result_sheet(package, formats, headline, rows)
    formats.save()
    write_records(package, Records(tuple(records), before, str(formats.sizes), result_sheet))
    package.save(target)
    return len(records)


def _mark_sheet(
    package: Package, formats: Formats, sheet: tuple[str, int], marks: Sequence[Mark]
) -> list[MarkRecord]:
    part, number = sheet
    cells = _Cells(package.markup(part))
    notes = Notes(package, part, number)
    edits: dict[str, CellEdit] = {}
    records = []
    for mark in marks:
        a1 = mark.address.a1
        if not a1:
            continue
        style = cells.style(a1)
        note = notes.source(a1).decode()
        edits[a1] = CellEdit(style=formats.with_fill(style, formats.solid(mark.colour)))
        records.append(
            MarkRecord(
                mark.address.sheet,
                a1,
                mark.colour,
                cells.stated_style(a1),
                formats.fill_of(style).decode(),
                note if len(note) <= LONGEST else "",
                notes.author(a1),
                notes.plain(a1),
                cells.exists(a1),
                cells.row_exists(a1),
            )
        )
        if not notes.in_discussion(a1) and len(note) <= LONGEST:
            notes.add(a1, f"{MARK}{mark.note}")
    package.write(part, set_cells(package.read(part), edits))
    notes.save()
    return records


class _Cells:
    """The formats of a sheet's cells, also of those that take theirs from row or column."""

    def __init__(self, markup: Markup) -> None:
        data = markup.root.child("sheetData")
        self._rows: dict[int, Node] = dict(placed(data.all("row"))) if data else {}
        self._columns = (markup.root.child("cols") or markup.root).all("col")
        self._cells: dict[int, dict[int, Node]] = {}

    def exists(self, a1: str) -> bool:
        return self._cell(a1) is not None

    def row_exists(self, a1: str) -> bool:
        return split_a1(a1)[0] in self._rows

    def stated_style(self, a1: str) -> str:
        cell = self._cell(a1)
        return cell.get("s") if cell else ""

    def style(self, a1: str) -> int:
        cell = self._cell(a1)
        if cell is not None:
            return int(cell.get("s") or 0)
        number, column = split_a1(a1)
        row = self._rows.get(number)
        if row is not None and row.get("customFormat") in {"1", "true"}:
            return int(row.get("s") or 0)
        for span in self._columns:
            if int(span.get("min", "0")) <= column <= int(span.get("max", "0")):
                return int(span.get("style") or 0)
        return 0

    def _cell(self, a1: str) -> Node | None:
        row, column = split_a1(a1)
        if row not in self._cells:
            self._cells[row] = dict(placed(self._rows[row].all("c"))) if row in self._rows else {}
        return self._cells[row].get(column)

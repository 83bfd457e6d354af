"""Taking marks out of a workbook: exactly what was added goes, what people did since then stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.marking.formats import Formats
from juesuan.books.marking.notes import Notes
from juesuan.books.marking.records import RECORD_SHEET, MarkRecord, Records, read_records
from juesuan.books.package import CellEdit, Package, remove_sheet, set_cells, sheet_parts
from juesuan.books.package.cells import find_cell, placed, split_a1

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_STYLES = re.compile(rb"\s(?:s|style)\s*=\s*[\"'](\d+)[\"']")


def unmark_workbook(source: Path | str, target: Path | str) -> int | None:
    """Write a copy without marks and return how many were taken out; None, and no copy, when it has none.

    Cells get their own fill and note back, also after the copy was edited and saved by a spreadsheet program;
    a fill that somebody has changed since is left as it is. Raises ReadError and OSError.
    """
    package = Package.open(source)
    count = take_marks_out(package)
    if count is not None:
        package.save(target)
    return count


def take_marks_out(package: Package) -> int | None:
    """Take the marks out of a package in memory; None when it is not marked."""
    records = read_records(package)
    if records is None:
        return None
    formats = Formats(package)
    by_sheet: dict[str, list[MarkRecord]] = {}
    for record in records.marks:
        by_sheet.setdefault(record.sheet, []).append(record)
    for number, (name, sheet) in enumerate(sheet_parts(package).items(), 1):
        if name in by_sheet:
            _restore_cells(package, formats, sheet.part, by_sheet[name])
            _restore_notes(package, (sheet.part, number), by_sheet[name])
    remove_sheet(package, records.result_sheet)
    remove_sheet(package, RECORD_SHEET)
    formats.save()
    _forget_formats(package, records)
    return len(records.marks)


def _restore_cells(package: Package, formats: Formats, part: str, records: Sequence[MarkRecord]) -> None:
    markup = package.markup(part)
    edits: dict[str, CellEdit] = {}
    emptied: set[int] = set()
    for record in records:
        cell = find_cell(markup, *split_a1(record.a1))
        if cell is None:
            continue
        style = int(cell.get("s") or 0)
        if record.colour.encode() not in formats.fill_of(style):
            continue
        if not record.cell_existed and not cell.children:
            edits[record.a1] = CellEdit(remove=True)
            emptied |= set() if record.row_existed else {split_a1(record.a1)[0]}
        else:
            edits[record.a1] = CellEdit(style=_former_style(formats, style, record))
    package.write(part, set_cells(package.read(part), edits))
    _drop_empty_rows(package, part, emptied)


def _former_style(formats: Formats, style: int, record: MarkRecord) -> int | None:
    """The very format the cell had, where the list of formats is the same; else one that looks like it."""
    fill = record.fill.encode()
    former = int(record.style or 0)
    if formats.like(style, former) and formats.fill_of(former) == fill:
        return former if record.style else None
    return formats.with_fill(style, fill)


def _drop_empty_rows(package: Package, part: str, rows: set[int]) -> None:
    if not rows:
        return
    markup = package.markup(part)
    data = markup.root.child("sheetData")
    for number, row in placed(data.all("row")) if data else ():
        if number in rows and not row.children:
            markup.replace_node(row, b"")
    package.write(part, markup.result())


def _restore_notes(package: Package, sheet: tuple[str, int], records: Sequence[MarkRecord]) -> None:
    notes = Notes(package, *sheet)
    for record in records:
        notes.restore(record.a1, record.note.encode(), record.author, record.note_text)
    notes.save()


def _forget_formats(package: Package, records: Records) -> None:
    """Drop the formats that were added for the marks, unless a cell has come to use one."""
    first = int(records.before.split()[-1])
    used = {
        int(number)
        for sheet in sheet_parts(package).values()
        for number in _STYLES.findall(package.read(sheet.part))
    }
    if max(used, default=0) < first:
        Formats(package).cut_back(records.before, records.after)

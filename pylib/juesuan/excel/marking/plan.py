"""Which cells of the open workbook get which colour and note, from two files: as it is, as it shall be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.formulas import cell_styles
from juesuan.books.marking.formats import Formats
from juesuan.books.marking.notes import MARK, Notes
from juesuan.books.marking.records import Records, read_records
from juesuan.books.package import Package, sheet_parts
from juesuan.books.package.cells import split_a1
from juesuan.excel.errors import RefusedError
from juesuan.excel.marking.fills import UnknownFillError, colour_of, rgb

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.books.marking.records import MarkRecord
    from juesuan.excel.marking.fills import Colour

_NONE = Records((), "", "", "")


@dataclass(frozen=True, slots=True)
class NoteStep:
    """How a cell's note changes: the person's own part stays, ``ours`` stands behind it (empty: goes)."""

    a1: str
    own: str
    present: str
    ours: str


@dataclass(slots=True)
class SheetMarks:
    """What to do on one sheet: cells by the colour they get (None: no fill), and notes."""

    colours: dict[Colour | None, list[str]] = field(default_factory=dict)
    notes: list[NoteStep] = field(default_factory=list)


class MarkedFile:
    """A workbook file with the marks in it."""

    def __init__(self, path: Path) -> None:
        """Read its records; formats and notes when they are asked for."""
        self.package = Package.open(path)
        self.records = read_records(self.package) or _NONE
        self.marks = {(mark.sheet, mark.a1): mark for mark in self.records.marks}
        self._formats = Formats(self.package)
        self._parts = {
            name: (sheet.part, number)
            for number, (name, sheet) in enumerate(sheet_parts(self.package).items(), 1)
        }
        self._notes: dict[str, Notes] = {}
        self._styles: dict[str, dict[tuple[int, int], int]] = {}

    def has(self, sheet: str) -> bool:
        """Tell whether there is such a sheet."""
        return sheet in self._parts

    def note(self, sheet: str, a1: str) -> str:
        """The text of a cell's note."""
        if sheet not in self._notes:
            self._notes[sheet] = Notes(self.package, *self._parts[sheet])
        return self._notes[sheet].plain(a1)

    def fill(self, sheet: str, a1: str) -> str:
        """The fill that a cell states for itself."""
        if sheet not in self._styles:
            self._styles[sheet] = cell_styles(self.package.read(self._parts[sheet][0]).decode())
        row, column = split_a1(a1)
        style = self._styles[sheet].get((row - 1, column - 1))
        return self._formats.fill_of(style).decode() if style is not None else ""


def marking_plan(now: MarkedFile, wanted: MarkedFile) -> dict[str, SheetMarks]:
    """What to change on which sheets. Fills that people have changed since they were marked stay."""
    plan: dict[str, SheetMarks] = {}
    for sheet, a1 in dict.fromkeys((*now.marks, *wanted.marks)):
        if not now.has(sheet):
            continue
        step = SheetMarks()
        _colour(now, wanted, (sheet, a1), step)
        _note(now, wanted, (sheet, a1), step)
        if step.colours or step.notes:
            there = plan.setdefault(sheet, SheetMarks())
            for colour, cells in step.colours.items():
                there.colours.setdefault(colour, []).extend(cells)
            there.notes += step.notes
    return plan


def _colour(now: MarkedFile, wanted: MarkedFile, place: tuple[str, str], step: SheetMarks) -> None:
    before, after = now.marks.get(place), wanted.marks.get(place)
    present = now.fill(*place)
    ours = before is not None and before.colour in present
    if after is not None:
        kept = before.fill if before is not None and ours else after.fill
        if after.colour not in present and _restorable(kept, now):
            step.colours[rgb(after.colour)] = [place[1]]
    elif before is not None and ours:
        if not _restorable(before.fill, now):
            sentence = f"{place[0]}!{place[1]} 原来的底纹是图案或渐变，加载项不能恢复"
            raise RefusedError(f"{sentence}：请关闭工作簿，用 juesuan unmark 去掉标注")
        step.colours[colour_of(before.fill, now.package)] = [place[1]]


def _restorable(fill: str, file: MarkedFile) -> bool:
    """Only a fill that can be put back is covered by a mark."""
    try:
        colour_of(fill, file.package)
    except UnknownFillError:
        return False
    return True


def _note(now: MarkedFile, wanted: MarkedFile, place: tuple[str, str], step: SheetMarks) -> None:
    present, future = now.note(*place), wanted.note(*place)
    if present == future:
        return
    own = present.partition(MARK)[0].removesuffix("\n\n") if MARK in present else present
    ours = MARK + future.partition(MARK)[2] if MARK in future else ""
    step.notes.append(NoteStep(place[1], own, present, ours))


def changed_records(now: MarkedFile, wanted: MarkedFile) -> bool:
    """Tell whether other cells are marked, or in another colour; Excel numbers formats anew every time."""
    return {place: _kept(mark) for place, mark in now.marks.items()} != {
        place: _kept(mark) for place, mark in wanted.marks.items()
    }


def _kept(mark: MarkRecord) -> tuple[str, str]:
    return mark.colour, mark.note_text

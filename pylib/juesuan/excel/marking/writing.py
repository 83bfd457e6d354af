"""Colours and notes put into the open workbook: a call a colour and sheet, and a few for each note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.excel.marking.areas import joined_addresses
from juesuan.excel.workbook.direct import add_note, note_of

if TYPE_CHECKING:
    import xlwings as xw

    from juesuan.excel.marking.plan import NoteStep, SheetMarks

_BETWEEN = "\n\n"


def write_marks(sheet: xw.Sheet, marks: SheetMarks) -> None:
    """Colour cells, all of one colour at once, and change notes."""
    for colour, cells in marks.colours.items():
        for address in joined_addresses(cells):
            sheet.range(address).color = colour
    for step in marks.notes:
        _write_note(sheet, step)


def _write_note(sheet: xw.Sheet, step: NoteStep) -> None:
    """Put our part behind the person's own, or take it away; the own part keeps its letters' formats."""
    cell = sheet.range(step.a1)
    if not step.present:
        add_note(cell, step.ours)
        return
    note = note_of(cell)
    if note is None:
        return  # gone since the copy was made
    if not step.own:
        if step.ours:
            note.text = step.ours
        else:
            note.delete()
        return
    if len(step.present) > len(step.own):
        note.api.Shape.TextFrame.Characters(len(step.own) + 1, len(step.present) - len(step.own)).Delete()
    if step.ours:
        note.api.Text(_BETWEEN + step.ours, len(step.own) + 1, False)  # not over it

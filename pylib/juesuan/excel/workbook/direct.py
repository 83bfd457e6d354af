"""Cells written with one call each to Excel.

xlwings asks before it writes: how large, which sheet, which program, whether there is a note already. All of
that is known here from a copy of the workbook, and every question is a trip into another process. So these
functions use what stands behind xlwings' ranges; its version is pinned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlwings as xw

_NOTE_WIDTH = 240  # points
_NOTE_LINE = 40  # characters of half width that fit into it
_NOTE_LEADING = 13


def assign(cells: xw.Range, rows: Sequence[Sequence[Any]]) -> None:
    """Assign formulas and constants to a range of just their size; None and an empty text empty a cell."""
    cells.impl.formula = tuple(tuple(map(_plain, row)) for row in rows)


def add_note(cell: xw.Range, text: str) -> None:
    """Give a note to a cell that has none, in a box in which all of it can be read."""
    shape = cell.impl.add_note(text).api.Shape
    shape.Width = _NOTE_WIDTH
    lines = sum(1 + 2 * len(line) // _NOTE_LINE for line in text.split("\n"))
    shape.Height = _NOTE_LEADING * (lines + 1)


def note_of(cell: xw.Range) -> Any:  # noqa: ANN401 - the engine's own object
    """The note of a cell, with ``text``, ``delete`` and ``api``; None when it has none."""
    return cell.impl.note


def _plain(value: Any) -> Any:  # noqa: ANN401 - what cells hold
    if value is None:
        return ""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value

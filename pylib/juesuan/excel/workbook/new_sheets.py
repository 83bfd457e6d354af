"""New sheets in the open workbook, behind the others; the person keeps looking at the one in front."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.package.cells import join_a1

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

    from juesuan.books.sheets import Sheet

_FROZEN = re.compile(r"<(?:\w+:)?pane\b[^>]*\bySplit=\"(\d+)\"")
_COLUMN = re.compile(r"<(?:\w+:)?col\b([^>]*)>")
_ATTRIBUTE = re.compile(r"(\w+)=\"([^\"]*)\"")


def add_sheet(book: xw.Book, name: str, frozen: int = 0) -> xw.Sheet:
    """Add a sheet as the last one without showing it; its first rows stay in sight where ``frozen`` says so.

    Only a window can freeze rows, and Excel shows a new sheet in it. xlwings' own way (``freeze_panes``) is
    not there on Windows.
    """
    front = book.sheets.active
    sheet = book.sheets.add(name, after=book.sheets[-1])
    if frozen:
        window = book.app.api.ActiveWindow
        window.SplitRow = frozen
        window.FreezePanes = True
    front.activate()
    return sheet


def frozen_rows(model: Sheet) -> int:
    """How many rows stay in sight on a sheet of a file."""
    found = _FROZEN.search(model.xml)
    return int(found[1]) if found else 0


def take_widths(sheet: xw.Sheet, model: Sheet) -> None:
    """Give the columns the widths that the same sheet has in a file."""
    for columns, width in _widths(model):
        sheet.range(columns).column_width = width


def _widths(model: Sheet) -> Iterator[tuple[str, float]]:
    head = model.xml.partition("<sheetData")[0]
    for found in _COLUMN.findall(head):
        stated = dict(_ATTRIBUTE.findall(found))
        if "width" in stated:
            first, last = (join_a1(1, int(stated[end]))[:-1] for end in ("min", "max"))
            yield f"{first}:{last}", float(stated["width"])

"""Sheets of text in a workbook: what the publication says besides its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.sheets import open_book
from juesuan.books.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from juesuan.books.sheets import Sheet
    from juesuan.model.publication import Texts

HINT = "说明："


def read_text_sheets(path: str | Path, names: Iterable[str]) -> Texts:
    """Read the text sheets of these names, as rows of cell texts; those the workbook has not are left out.

    Empty rows, the sheet's own title and the template's hints (说明：…) are no text. Raises ReadError as
    reading does.
    """
    wanted = {plain(name): name for name in names}
    sheets = open_book(path).sheets
    return {wanted[plain(name)]: _rows(sheet) for name, sheet in sheets.items() if plain(name) in wanted}


def _rows(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    rows = (tuple(_text(sheet, row, column) for column in range(sheet.width)) for row in range(sheet.height))
    title = plain(sheet.name)
    return tuple(row for row in rows if any(row) and plain("".join(row)) != title)


def _text(sheet: Sheet, row: int, column: int) -> str:
    text = sheet.text(row, column)
    return "" if text.startswith(HINT) else text

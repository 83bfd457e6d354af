"""Where the supporting sheets (附表) stand: by defined name, title or sheet name.

Nobody has to have them. A sheet of the same title in a form of somebody's own is left alone: only a sheet
with all columns of figures, or one that bears our name, is taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.headings import find_columns, form_of
from juesuan.books.locating import Place
from juesuan.books.titles import TITLE_ROWS
from juesuan.books.wording import plain
from juesuan.model.disclosure import NotLocated
from juesuan.model.table import Role

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from juesuan.books.headings import Columns
    from juesuan.books.sheets import Book, Sheet
    from juesuan.model.layout import Layout
    from juesuan.model.table import TableSpec

Found = tuple[dict[str, Place], list[NotLocated]]


def locate_supporting(layout: Layout, book: Book, taken: Collection[str]) -> Found:
    """Find the supporting sheets on sheets not ``taken`` by a table, and say what they lack."""
    places: dict[str, Place] = {}
    notices: list[NotLocated] = []
    free = [sheet for sheet in book.sheets.values() if sheet.name not in taken]
    for name, spec in layout.supporting.items():
        form = form_of(spec)
        for sheet, row, named in _candidates(spec, book, free):
            columns = find_columns(form, sheet, row)
            lost = [column for column in columns.missing if column.role is Role.AMOUNT]
            if columns.has_amounts and _labelled(columns) and (named or not lost):
                places[name] = Place(form, sheet, row, columns)
                notices += (
                    NotLocated(
                        name,
                        f"没有找到“{spec.title}”的栏“{column.id}”，或同名的栏不止一个",
                        f"工作表“{sheet.name}”",
                        " / ".join(column.heading),
                    )
                    for column in lost
                )
                free.remove(sheet)
                break
    return places, notices


def _candidates(spec: TableSpec, book: Book, free: list[Sheet]) -> Iterator[tuple[Sheet, int, bool]]:
    """Sheets that may be this one, each with the row to look from, and whether they bear its name."""
    named = book.properties.names.get(spec.id)
    for sheet in free:
        title = _title_row(spec, sheet)
        if named and named.sheet == sheet.name:
            yield sheet, named.top if title is None else title, True
    for sheet in free:
        title = _title_row(spec, sheet)
        if title is not None or plain(sheet.name) == plain(spec.sheet):
            yield sheet, title or 0, False


def _title_row(spec: TableSpec, sheet: Sheet) -> int | None:
    title = plain(spec.title)
    return next((row for row, text in sheet.first_texts(TITLE_ROWS) if plain(text).endswith(title)), None)


def _labelled(columns: Columns) -> bool:
    """Every block with figures has a column that tells what its rows are."""
    return all(block.labels or block.line is not None for block in columns.blocks if block.amounts)

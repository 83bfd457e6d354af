"""Reading a workbook as it would read after being opened in Excel."""

from __future__ import annotations

from pathlib import Path

from juesuan.books.reading import disclosure_of
from juesuan.books.sheets import open_book
from juesuan.model.disclosure import Disclosure
from juesuan.recalc.refresh import refresh


def read(path: str | Path, layout_id: str | None = None) -> Disclosure:
    """Read the published tables of a workbook, results of formulas brought up to date.

    ``layout_id`` names the layout, by default the one the workbook names or looks like. Raises ReadError with
    one sentence for people when the file is no such workbook.
    """
    book = open_book(path)
    return refresh(disclosure_of(book, layout_id), book)

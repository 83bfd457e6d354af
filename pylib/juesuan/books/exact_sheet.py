"""The sheet 元数 of a workbook: the exact figures behind the published ones, read back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.sheets import shown
from juesuan.model.amount import Amount, amount_from_number
from juesuan.model.reference import CellRef

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan.books.sheets import Book
    from juesuan.model.layout import Layout

EXACT_SHEET = "元数"
EXACT_HEADINGS = ("表", "行", "栏", "元")
FIRST_EXACT_ROW = 4  # the first row of figures, counted from 1


@dataclass(frozen=True, slots=True)
class ExactFigures:
    """Exact figures in fen by logical cell, and in words where they come from."""

    fen: Mapping[CellRef, int]
    source: str = ""

    def amount(self, ref: CellRef) -> Amount:
        """The figure in 元, blank where there is none."""
        return Amount(self.fen.get(ref))


def read_exact_sheet(book: Book, layout: Layout) -> ExactFigures | None:
    """Read the sheet 元数 of a workbook; None when it has none.

    Raises ReadError when something on it is no figure of a table of the layout.
    """
    sheet = book.sheets.get(EXACT_SHEET)
    if (
        sheet is None
        or tuple(sheet.text(FIRST_EXACT_ROW - 2, column) for column in range(4)) != EXACT_HEADINGS
    ):
        return None
    tables = {spec.title: name for name, spec in layout.tables.items()}
    fen: dict[CellRef, int] = {}
    for row in range(FIRST_EXACT_ROW - 1, sheet.height):
        title, key, column = (sheet.text(row, index) for index in range(3))
        value = sheet.grid[row][3]
        if title not in tables or not isinstance(value, float | int):
            place = f"D{row + 1}" if title in tables else f"A{row + 1}"
            what = f"工作表“{EXACT_SHEET}”{place} 的“{shown(value) if title in tables else title}”看不懂"
            raise ReadError(f"{what}：请重新取数（juesuan fill），不要手改这张表。", book.archive.path)
        fen[CellRef(tables[title], key, column)] = amount_from_number(float(value)).value
    return ExactFigures(fen, sheet.text(1, 0))

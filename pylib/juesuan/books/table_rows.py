"""Which sheet rows belong to a table: from below its headings to its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.model.disclosure import Row

if TYPE_CHECKING:
    from juesuan.books.figures import Figures
    from juesuan.books.headings import BlockColumns, Columns
    from juesuan.books.sheets import Sheet

_NOTES = ("注:", "说明:", "备注:", "附注:", "注1", "注.")
_NUMBER_ROW = frozenset({"类", "款", "项", "目", "栏次", "行次", ""})


def body(sheet: Sheet, columns: Columns) -> tuple[int, int]:
    """First row below the headings and their 栏次, and the row after the last (where the notes begin)."""
    first = columns.bottom + 1
    while first < sheet.height and is_number_row(sheet, columns, first):
        first += 1
    left = max((*columns.blocks[0].labels, 0))
    for row in range(first, sheet.height):
        for value in sheet.grid[row][: left + 1]:
            if value != "":
                if isinstance(value, str) and plain(value[:6]).startswith(_NOTES):
                    return first, row
                break
    return first, sheet.height


def is_number_row(sheet: Sheet, columns: Columns, row: int) -> bool:
    """Tell whether a row prints 栏次 (1, 2, 3 …) or 类, 款, 项 and no figures."""
    labels, equal, numbered = set(), 0, 0
    for block in columns.blocks:
        for column in (*block.labels, block.line):
            labels.add(plain(sheet.text(row, column)))
        if labels - _NUMBER_ROW:
            return False
        for column in block.amounts.values():
            text = sheet.text(row, column)
            numbered += column in block.numbers
            if text and text != str(block.numbers.get(column)):
                return False
            equal += bool(text)
    return bool(labels - {""}) or 0 < numbered == equal


def unknown_row(label: str, row: int, block: BlockColumns, figures: Figures, taken: set[str]) -> Row | None:
    """Keep a row that nobody can name if it holds figures: a rule will ask what it is."""
    name = f"第{row + 1}行"
    if name in taken:
        name = f"{name}（{block.spec.id}）"
    found = Row(name, label, None, row, block.amounts)
    figures.read(found)
    if not found.amounts:
        figures.drop(found)
        return None
    return found

"""Which sheet rows belong to a table: from below its headings to its notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.model.disclosure import Row

if TYPE_CHECKING:
    from juesuan.books.figures import Figures
    from juesuan.books.headings import BlockColumns, Columns
    from juesuan.books.sheets import Sheet

_NOTES = re.compile(r"\s*[附备]?(?:注|说\s*明)\s*[:：.．\d]")
_NUMBER_ROW = frozenset({"类", "款", "项", "目", "栏次", "行次", ""})


def body(sheet: Sheet, columns: Columns) -> tuple[int, int]:
    """First row below the headings and their 栏次, and the row after the last (where the notes begin)."""
    first = columns.bottom + 1
    while first < sheet.height and is_number_row(sheet, columns, first):
        first += 1
    left = max((*columns.blocks[0].labels, 0)) + 1
    for row, line in enumerate(sheet.grid[first:], first):
        text = next((value for value in line[:left] if value != ""), "")
        if isinstance(text, str) and _NOTES.match(text):
            return first, row
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


def has_figures(sheet: Sheet, block: BlockColumns, row: int) -> bool:
    """Tell whether anything at all stands in a row's amount cells."""
    line = sheet.grid[row]
    return any(line[column] != "" for column in block.amounts.values())


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

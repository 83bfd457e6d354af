"""Rows of tables listed by subject: each row under the headings, whatever was inserted or left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.subject_codes import code_and_name
from juesuan.books.table_rows import body, has_figures, is_number_row, unknown_row
from juesuan.books.wording import plain
from juesuan.model.disclosure import Row
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from juesuan.books.figures import Figures
    from juesuan.books.locating import Place

_TOTALS = frozenset({TOTAL_ROW, "总计"})


def listed_rows(place: Place, figures: Figures) -> list[Row]:
    """Return all rows as printed: 合计 wherever it stands, coded rows, and rows with figures but no code."""
    sheet, columns = place.sheet, place.columns
    block = columns.blocks[0]
    first, end = body(sheet, columns)
    rows = []
    for number in range(first, end):
        texts = [sheet.text(number, column) for column in block.codes]
        name = sheet.text(number, block.name)
        code, label = code_and_name(texts, name)
        if code:
            row = Row(code, label, code, number, block.amounts)
        elif total := next((text for text in (name, *texts) if plain(text).rstrip(":") in _TOTALS), ""):
            row = Row(TOTAL_ROW, total, None, number, block.amounts)
        else:
            if has_figures(sheet, block, number) and not is_number_row(sheet, columns, number):
                unknown = unknown_row(label, number, block, figures, set())
                rows += [unknown] if unknown else []
            continue
        figures.read(row)
        rows.append(row)
    return rows

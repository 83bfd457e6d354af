"""The columns right of a listed table that check it row by row; they are not printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan.books.template.comparing import FAILED, LOOK, ROUNDING
from juesuan.books.template.levels import level_cells
from juesuan.books.template.theme import BAD, CLOSE, MARGIN_FILL, MARGIN_INK, MARGIN_LINE

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from juesuan.books.template.book import Book
    from juesuan.books.template.margin import MarginColumn
    from juesuan.books.template.placing import PlacedTable

_BANNER = "校验列（不打印）"
_GAP, _LEVEL, _CHECK = 2.0, 5.5, 15.0


def write_margin(book: Book, table: PlacedTable) -> None:
    """Write 级次 and every column of checks, grouped as an outline."""
    sheet, grid = book.sheets[table.sheet], table.grid
    columns = book.checks.margins[table.spec.id]
    last = table.children_column + len(columns)
    outline = {"level": 1}
    sheet.set_column(grid.width, grid.width, _GAP)
    sheet.set_column(table.level_column, last, _CHECK, None, outline)
    sheet.set_column(table.level_column, table.children_column, _LEVEL, None, outline)
    look: dict[str, Any] = {"font_size": 9, "font_color": MARGIN_INK, "bg_color": MARGIN_FILL}
    look |= {"border": 1, "border_color": MARGIN_LINE}
    style = book.theme(align="center", text_wrap=True, num_format="0;-0;;@", **look)
    figure = book.theme(align="right", num_format=book.layout.number_format, **look)
    _write_headings(sheet, table, [column.heading for column in columns], style)
    for row, index, (content, value) in level_cells(table):
        if content.startswith("="):
            sheet.write_formula(row, index, content, style, value)
        else:
            sheet.write_string(row, index, content, style)
    for column in columns:
        _write_column(sheet, column, figure if column.figures else style)
    for word, colours in ((FAILED, BAD), (LOOK, CLOSE), (ROUNDING, CLOSE)):
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": book.looks[str(colours)]}
        sheet.conditional_format(grid.first_row, table.level_column, grid.last_row, last, rule)


def _write_column(sheet: Worksheet, column: MarginColumn, style: Format) -> None:
    total = column.host.grid.total_row
    if total is not None and total not in column.cells:
        sheet.write_blank(total, column.column, None, style)
    for row, (formula, value) in column.cells.items():
        sheet.write_formula(row, column.column, formula, style, value)


def _write_headings(sheet: Worksheet, table: PlacedTable, headings: list[str], style: Format) -> None:
    grid = table.grid
    top, bottom = grid.heading_top, grid.first_row - 1
    texts = ["级次", "下级\n级次", "下级\n行数", *headings]
    sheet.merge_range(top, table.level_column, top, table.level_column + len(texts) - 1, _BANNER, style)
    for column, text in enumerate(texts, table.level_column):
        if top + 1 < bottom:
            sheet.merge_range(top + 1, column, bottom, column, text, style)
        else:
            sheet.write_string(bottom, column, text, style)

"""The sheet 图表: the charts of the explanation as native charts over live cells."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from juesuan.books.template.entering import guide_amounts
from juesuan.books.template.theme import ROW_HEIGHT, column_pixels, height_for
from juesuan.model.narrative import ChartKind
from juesuan.model.reference import CellRef, a1

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

    from juesuan.books.template.book import Book
    from juesuan.model.layout import Layout
    from juesuan.model.narrative import ChartSpec

SHEET = "图表"
LAST_YEAR, THIS_YEAR = 1, 2  # columns of the figures of both years; parts of a whole stand in the first
_HOW = (
    "各图按左边的数自动绘制，左边的数取自各表；上年数由“取上年数”填写，也可以手工填在浅黄色的格子里。"
    "图可以复制到 Word 等文档中，黑白打印也能分清。"
)
_WIDTHS = (24, 16, 26, 3, 66)
_CHART_COLUMN, _CHART_SIZE, _ROWS = 4, {"width": 450, "height": 270}, 17
_INK, _PAPER = "#2F4F75", "#FFFFFF"
_PATTERNS = ("", "wide_upward_diagonal", "light_horizontal", "large_confetti", "small_grid", "dotted_diamond")
_BELOW_THE_TITLE = {"x": 0.05, "y": 0.24, "width": 0.9, "height": 0.54}
_FONT = {"name": "宋体", "size": 10}


def has_charts(layout: Layout, charts: Sequence[ChartSpec]) -> bool:
    """Whether the layout has charts, and tables to draw them from."""
    return any(_cells(layout, chart) for chart in charts)


def write_charts(workbook: Workbook, book: Book, charts: Sequence[ChartSpec]) -> None:
    """Write the sheet: for every chart the figures on the left, formulas that follow the tables."""
    _Page(workbook, book).write(charts)


def _cells(layout: Layout, chart: ChartSpec) -> list[CellRef]:
    if not chart.parts:
        return [ref for ref in chart.figures if ref.table in layout.tables]
    table, row, first, last = chart.parts
    if table not in layout.tables:
        return []
    columns = [column.id for column in layout.tables[table].amounts]
    between = columns[columns.index(first) : columns.index(last) + 1]
    return [CellRef(table, row, column) for column in between]


class _Page:
    """Writes the sheet from top to bottom, a block of rows for each chart."""

    def __init__(self, workbook: Workbook, book: Book) -> None:
        self._workbook, self._book = workbook, book
        self._sheet: Worksheet = book.sheets[SHEET]

    def write(self, charts: Sequence[ChartSpec]) -> None:
        """Write all charts."""
        theme, sheet = self._book.theme, self._sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        last = len(_WIDTHS) - 1
        sheet.merge_range(0, 0, 0, last, f"图表（单位：{self._book.unit}）", theme.title(16))
        sheet.set_row(0, 28)
        sheet.merge_range(1, 0, 1, last, _HOW, theme(text_wrap=True, valign="top", font_color="#595959"))
        sheet.set_row(1, height_for(_HOW, column_pixels(*_WIDTHS)))
        top = 3
        for spec in charts:
            refs = _cells(self._book.layout, spec)
            if refs:
                self._block(spec, refs, top)
                top += _ROWS
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_landscape()
        sheet.set_h_pagebreaks([3 + 2 * _ROWS])
        sheet.print_area(0, 0, top - 1, last)
        sheet.hide_gridlines(2)
        sheet.protect(
            "", {"objects": True, "format_cells": True, "format_columns": True, "format_rows": True}
        )

    def _block(self, spec: ChartSpec, refs: Sequence[CellRef], top: int) -> None:
        sheet, theme = self._sheet, self._book.theme
        sheet.merge_range(top, 0, top, THIS_YEAR, f"{spec.id}　{spec.title}", theme(bold=True))
        years = [f"{year}年度" for year in (self._book.year - 1, self._book.year)]
        headings = ["项目", "金额", "图例"] if spec.parts else ["项目", *years]
        for column, text in enumerate(headings):
            sheet.write_string(top + 1, column, text, theme.heading())
        for row, ref in enumerate(refs, top + 2):
            sheet.set_row(row, ROW_HEIGHT)
            sheet.write_string(row, 0, ref.column if spec.parts else ref.row, theme.label())
            if spec.parts:
                self._part(row, ref)
            else:
                sheet.write_blank(row, LAST_YEAR, None, theme.amount(entered=True, locked=False))
                self._figure(row, THIS_YEAR, ref)
        rows = range(top + 2, top + 2 + len(refs))
        if not spec.parts:
            guide_amounts(sheet, [(row, LAST_YEAR) for row in rows])
        chart = self._pie(rows) if spec.kind is ChartKind.PIE else self._bars(rows)
        chart.set_title({"name": f"{spec.id}　{spec.title}", "name_font": {**_FONT, "size": 12}})
        chart.set_legend({"position": "bottom", "font": _FONT})
        chart.set_size(_CHART_SIZE)
        chart.set_chartarea({"border": {"color": "#7F7F7F"}})
        # Below the edge of its row: on a page break the upper border would be printed on the page before.
        place = {"object_position": 2, "y_offset": 3, "description": spec.title}
        sheet.insert_chart(top, _CHART_COLUMN, chart, place)

    def _figure(self, row: int, column: int, ref: CellRef) -> None:
        table = self._book.tables[ref.table]
        cell = table.cell(ref.row, ref.column)
        look = self._book.theme.amount(entered=False, locked=True)
        if cell is not None:
            value = self._book.contents.amount(ref).value / 100
            self._sheet.write_formula(row, column, f"={table.address(cell, elsewhere=True)}", look, value)

    def _part(self, row: int, ref: CellRef) -> None:
        """A slice: its amount, and its name in the legend, with the amount where there is one."""
        self._figure(row, LAST_YEAR, ref)
        name, figure = a1(row, 0), a1(row, LAST_YEAR)
        amount = self._book.contents.amount(ref)
        plain = f"{Decimal(amount.value).scaleb(-2).normalize():f}"
        shown = f"{ref.column} {plain}" if amount.value else ref.column
        formula = f'=IF({figure}=0,{name},{name}&" "&ROUND({figure},2))'
        self._sheet.write_formula(row, THIS_YEAR, formula, self._book.theme.label(), shown)

    def _pie(self, rows: range) -> Chart:
        chart = self._workbook.add_chart({"type": "pie"})
        chart.add_series(
            {
                "categories": [SHEET, rows[0], THIS_YEAR, rows[-1], THIS_YEAR],
                "values": [SHEET, rows[0], LAST_YEAR, rows[-1], LAST_YEAR],
                "points": list(_looks(len(rows))),
                "data_labels": {
                    "percentage": True,
                    "num_format": "0.0%;-0.0%;",
                    "position": "outside_end",
                    "font": _FONT,
                },
            }
        )
        return chart

    def _bars(self, rows: range) -> Chart:
        chart = self._workbook.add_chart({"type": "column"})
        for row, look in zip(rows, _looks(len(rows)), strict=True):
            chart.add_series(
                {
                    "name": [SHEET, row, 0],
                    "categories": [SHEET, rows[0] - 1, LAST_YEAR, rows[0] - 1, THIS_YEAR],
                    "values": [SHEET, row, LAST_YEAR, row, THIS_YEAR],
                    "data_labels": {"value": True, "num_format": "#,##0.00;-#,##0.00;", "font": _FONT},
                    "gap": 60,
                    **look,
                }
            )
        chart.set_x_axis({"num_font": _FONT})
        chart.set_plotarea({"layout": _BELOW_THE_TITLE})  # the figure of the highest bar stands above it
        # From zero, so that the bars show the figures in proportion; every bar says its figure.
        chart.set_y_axis({"min": 0, "visible": False, "major_gridlines": {"visible": False}})
        return chart


def _looks(count: int) -> Iterator[dict[str, Any]]:
    """Looks that can be told apart without colour."""
    for number in range(count):
        pattern = _PATTERNS[number % len(_PATTERNS)]
        outline = {"border": {"color": "#111111", "width": 0.75}}
        if pattern:
            yield {"pattern": {"pattern": pattern, "fg_color": _INK, "bg_color": _PAPER}, **outline}
        else:
            yield {"fill": {"color": _INK}, **outline}

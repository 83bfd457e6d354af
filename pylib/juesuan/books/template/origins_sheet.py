"""The sheet 汇总来源 of a consolidated workbook: the figure, the sum of the units, what lies between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from juesuan.books.origins import (
    ABOUT,
    ABSENT,
    ELIMINATED,
    EXACT,
    FIRST,
    FIRST_ABOUT,
    FIXED,
    HEADING,
    LINK,
    PLACES,
    PROOF,
    ROUNDING,
    SHEET,
    SUM,
    TOTAL,
    OriginLine,
    Origins,
    written_places,
)
from juesuan.books.template.placing import quoted
from juesuan.books.template.theme import BAD, column_pixels, height_for
from juesuan.model.reference import a1

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from juesuan.books.template.book import Book

_TITLE = "汇总来源：部门的每个金额由哪些单位的金额相加而成"
_HOW = (
    "部门数＝各单位相加＋抵销＋尾差；“核对”不为空的，部门的数汇总之后改过。"
    "点“单元格”跳到公开表；各单位的单元格见最后一栏。"
)
_WIDTHS = (30, 26, 30, 20, 13, 14, 14, 12, 9, 9, 17)
_UNIT_WIDTH, _PLACES_WIDTH = 14, 24
_LONGEST = 32_000  # characters a cell holds
_MOST_LINKS = 60_000  # Excel takes 65,530 a sheet
_FORMAT = "#,##0.00;-#,##0.00;;@"


def write_origins(book: Book, origins: Origins) -> None:
    """Write the sheet: what is known of the units, then one row a figure."""
    sheet = book.sheets[SHEET]
    units = len(origins.units)
    last = len(FIXED) + units
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(len(FIXED), max(last - 1, len(FIXED)), _UNIT_WIDTH)
    sheet.set_column(last, last, _PLACES_WIDTH)
    _write_head(book, sheet, origins)
    writer = _LineWriter(book, sheet, units)
    for row, line in enumerate(origins.lines, FIRST):
        writer.write(row, line)
    bottom = max(FIRST, FIRST + len(origins.lines) - 1)
    sheet.conditional_format(
        FIRST, PROOF, bottom, PROOF,
        {"type": "cell", "criteria": "!=", "value": 0, "format": book.looks[str(BAD)]},
    )  # fmt: skip
    sheet.autofilter(HEADING, 0, bottom, last)
    sheet.freeze_panes(FIRST, TOTAL + 1)
    sheet.set_paper(8)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADING)


def _write_head(book: Book, sheet: Worksheet, origins: Origins) -> None:
    theme = book.theme
    sheet.write_string(0, 0, _TITLE, theme(font_size=14, bold=True))
    sheet.write_string(1, 0, _HOW, theme(font_color="#404040"))
    sheet.write_string(2, 0, "".join(origins.about), theme(font_color="#404040"))
    label, entry = theme(align="right", font_color="#595959"), theme(border=1, text_wrap=True, align="center")
    room = column_pixels(_UNIT_WIDTH)
    for offset, text in enumerate(ABOUT):
        row = FIRST_ABOUT + offset
        sheet.write_string(row, len(FIXED) - 1, text, label)
        for column, unit in enumerate(origins.units, len(FIXED)):
            sheet.write_string(row, column, unit.about[offset], entry)
        sheet.set_row(row, max((height_for(unit.about[offset], room) for unit in origins.units), default=17))
    heading = theme(border=1, align="center", bold=True, bg_color="#E7ECF3", text_wrap=True)
    names = [unit.name for unit in origins.units]
    for column, text in enumerate((*FIXED, *names, PLACES)):
        sheet.write_string(HEADING, column, text, heading)
    sheet.set_row(HEADING, max((height_for(name, room, least=30) for name in names), default=30))


class _LineWriter:
    """Writes the rows, with the formats they share."""

    def __init__(self, book: Book, sheet: Worksheet, units: int) -> None:
        """Make the formats."""
        theme = book.theme
        self._book, self._sheet, self._units = book, sheet, units
        self._text = theme(border=1)
        self._link: Any = theme(border=1, align="center", underline=1, font_color="#0B5C8F")
        self._amount = theme(border=1, align="right", num_format=_FORMAT)
        self._figure = theme(border=1, align="right", num_format=_FORMAT, bold=True)
        self._absent = theme(border=1, align="center", font_color="#9C0006")
        self._places = theme(font_color="#8C8C8C")

    def write(self, row: int, line: OriginLine) -> None:
        """One figure: what it is, how it comes about, the units' parts."""
        sheet = self._sheet
        spec = self._book.tables[line.ref.table].spec
        for column, text in enumerate((spec.title, line.ref.row, line.label, line.ref.column)):
            sheet.write_string(row, column, text, self._text)
        self._write_total(row, line)
        first, last = len(FIXED), len(FIXED) + self._units - 1
        total = f"=SUM({a1(row, first)}:{a1(row, last)})"
        sheet.write_formula(row, SUM, total, self._amount, sum(line.shares.values()) / 100)
        if line.eliminated:
            self._write_amount(row, ELIMINATED, line.eliminated)
        if line.rounding:
            self._write_amount(row, ROUNDING, line.rounding)
        rest = "".join(f"-{a1(row, column)}" for column in (SUM, ELIMINATED, ROUNDING))
        sheet.write_formula(row, PROOF, f"=ROUND({a1(row, TOTAL)}{rest},2)", self._amount, 0)
        if line.exact is not None:
            self._write_amount(row, EXACT, line.exact)
        for index in range(self._units):
            if index in line.absent:
                sheet.write_string(row, first + index, ABSENT, self._absent)
            elif index in line.shares:  # most units have no part in most figures: no cell at all
                self._write_amount(row, first + index, line.shares[index])
        places = written_places(line, self._units, spec.sheet)
        sheet.write_string(row, last + 1, places if len(places) <= _LONGEST else "", self._places)

    def _write_total(self, row: int, line: OriginLine) -> None:
        """The figure as it stands in its table, and a link to it; where nothing is left there is neither."""
        table = self._book.tables[line.ref.table]
        cell = table.cell(line.ref.row, line.ref.column)
        if cell is None:
            self._sheet.write_string(row, LINK, "不列示", self._text)
            self._write_amount(row, TOTAL, line.total)
            return
        place, shown = f"{quoted(table.sheet)}!{a1(*cell)}", f"{table.sheet}!{a1(*cell)}"
        if row < _MOST_LINKS:
            self._sheet.write_url(row, LINK, f"internal:{place}", self._link, shown)
        else:
            self._sheet.write_string(row, LINK, shown, self._text)
        self._sheet.write_formula(row, TOTAL, f"={place}", self._figure, line.total / 100)

    def _write_amount(self, row: int, column: int, hundredths: int) -> None:
        self._sheet.write_number(row, column, hundredths / 100, self._amount)

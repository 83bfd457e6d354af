"""The cover sheet: who publishes, which year, who filled it in, the budget units with their kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.template.entering import guide_choice, guide_year, protect
from juesuan.books.template.theme import INPUT_FILL, column_pixels, height_for
from juesuan.model.disclosure import UnitKind

if TYPE_CHECKING:
    from juesuan.books.template.book import Book

SHEET = "封面"
ORGANISATION = f"'{SHEET}'!$C$4"
YEAR = f"'{SHEET}'!$C$5"
_WIDTHS = (3, 12, 50, 14)
_FIRST_FIELD, _LIST_HEADING = 3, 8
_SLOTS = 20
_HINTS = (
    "说明：先填本页，各表的部门名称和标题年度随之变化。带浅黄底色的单元格由您填写，其余由公式计算或为固定文字。",
    "单位性质决定机关运行经费的口径：行政单位选“行政”，参照公务员法管理的事业单位选“参公”，其他事业单位选“事业”。",
    "填完九张表后看“校验”页：出现“不符”的，点“位置”可直达单元格。填表方法见“说明”页。",
)


def unit_cells(number: int) -> tuple[str, str]:
    """Where name and kind of a budget unit stand, counted from 1: absolute addresses for formulas."""
    row = _LIST_HEADING + 1 + number
    return f"'{SHEET}'!$C${row}", f"'{SHEET}'!$D${row}"


def write_cover(book: Book) -> None:
    """Write the cover with what is known of the organisation and its units."""
    sheet, theme = book.sheets[SHEET], book.theme
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    last = len(_WIDTHS) - 1
    sheet.merge_range(1, 1, 1, last, book.layout.title, theme.title(20))
    sheet.set_row(1, 48)
    _write_fields(book, last)
    _write_units(book)
    row = _LIST_HEADING + 2 + max(_SLOTS, len(book.units))
    style = theme(text_wrap=True, valign="top", font_color="#404040")
    for offset, hint in enumerate(_HINTS):
        sheet.merge_range(row + offset, 1, row + offset, last, hint, style)
        sheet.set_row(row + offset, height_for(hint, column_pixels(*_WIDTHS[1:])))
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row + len(_HINTS) - 1, last)
    sheet.hide_gridlines(2)
    protect(sheet)


def _write_fields(book: Book, last: int) -> None:
    sheet, theme = book.sheets[SHEET], book.theme
    label = theme(font_size=12, border=1, align="center")
    value = theme(font_size=12, border=1, indent=1, locked=False, bg_color=INPUT_FILL, align="left")
    fields: tuple[tuple[str, str | int], ...] = (
        ("单位名称", book.organisation), ("年度", book.year), ("编制人", ""),
    )  # fmt: skip
    for row, (name, content) in enumerate(fields, _FIRST_FIELD):
        sheet.set_row(row, 26)
        sheet.write_string(row, 1, name, label)
        sheet.merge_range(row, 2, row, last, "", value)
        if isinstance(content, str):
            sheet.write_string(row, 2, content, value)  # also a name that begins like a formula
        else:
            sheet.write_number(row, 2, content, value)
    guide_year(sheet, (_FIRST_FIELD + 1, 2))


def _write_units(book: Book) -> None:
    sheet, theme = book.sheets[SHEET], book.theme
    sheet.write_string(_LIST_HEADING - 1, 1, "纳入决算编制范围的单位", theme(font_size=11, bold=True))
    heading = theme(border=1, align="center", bg_color="#E7ECF3")
    for column, text in enumerate(("序号", "单位名称", "单位性质"), 1):
        sheet.write_string(_LIST_HEADING, column, text, heading)
    count = max(_SLOTS, len(book.units))
    entry = theme(border=1, locked=False, bg_color=INPUT_FILL, text_wrap=True)
    choice = theme(border=1, locked=False, bg_color=INPUT_FILL, align="center")
    for offset in range(count):
        row = _LIST_HEADING + 1 + offset
        unit = book.units[offset] if offset < len(book.units) else None
        sheet.write_number(row, 1, offset + 1, theme(border=1, align="center"))
        sheet.write_string(row, 2, unit.name if unit else "", entry)
        sheet.write_string(row, 3, unit.kind.value if unit and unit.kind else "", choice)
        sheet.set_row(row, 18)
    area = (_LIST_HEADING + 1, 3, _LIST_HEADING + count, 3)
    guide_choice(sheet, area, [kind.value for kind in UnitKind], "单位性质")

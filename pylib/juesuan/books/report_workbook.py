"""A workbook of plain tables: what a report looks like when it is an .xlsx to filter and to fill in.

The caller says what stands in the columns; this module knows how to write it. No text ever becomes a formula.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from juesuan.books.saving import written_beside
from juesuan.model.amount import Amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.reference import Address

AMOUNT_FORMAT = "#,##0.00"
_INK, _LINE, _HEAD = "#1C2430", "#C9D1DB", "#DCE6F1"
_TONES = {
    "错误": "#F8D7D4",
    "警告": "#FCE8B9",
    "提示": "#D6E8F5",
    "不符": "#F8D7D4",
    "存疑": "#FCE8B9",
    "出错": "#F8D7D4",
    "尾差": "#D6E8F5",
}
_LINE_HEIGHT = 15
_MOST_LINES = 26
_LONGEST_TEXT = 32767
_LONGEST_LINK = 2000


class CellLink(NamedTuple):
    """A cell of another workbook: shown as its address, opens the workbook there."""

    workbook: str
    address: Address


Cell: TypeAlias = str | int | Amount | CellLink | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its width in characters; ``toned`` ones give words such as 错误 their colour."""

    heading: str
    width: float
    choices: tuple[str, ...] = ()
    to_fill: bool = False
    toned: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: title, columns and rows. Without ``filtered`` it is a plain list, as for a summary."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]] = field(default_factory=tuple)
    filtered: bool = True


def write_tables(sheets: Sequence[Sheet], target: Path | str, title: str) -> None:
    """Write the sheets to an .xlsx file. Raises OSError when the file cannot be written."""
    import xlsxwriter

    target = Path(target)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with written_beside(target) as beside, xlsxwriter.Workbook(beside, options) as workbook:
        workbook.set_properties({"title": title, "author": "juesuan"})
        writer = _Writer(workbook, target.absolute().parent)
        for sheet in sheets:
            writer.write(sheet, title)


class _Writer:
    def __init__(self, workbook: Any, folder: Path) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self.workbook = workbook
        self.folder = folder
        base = {
            "valign": "top",
            "align": "left",
            "text_wrap": True,
            "font_size": 10,
            "border": 1,
            "border_color": _LINE,
            "font_color": _INK,
        }
        self.text = workbook.add_format(base)
        self.amount = workbook.add_format(
            base | {"num_format": AMOUNT_FORMAT, "text_wrap": False, "align": "right"}
        )
        self.link = workbook.add_format(base | {"font_color": "#0B5C8F", "underline": 1, "text_wrap": False})
        self.head = workbook.add_format(base | {"bold": True, "bg_color": _HEAD, "valign": "vcenter"})
        self.filled = workbook.add_format(base | {"bg_color": "#FFFDE7", "locked": False})
        self.tones = {word: workbook.add_format(base | {"bg_color": tone}) for word, tone in _TONES.items()}

    def write(self, sheet: Sheet, title: str) -> None:
        page = self.workbook.add_worksheet(sheet.name)
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width)
            page.write_string(0, number, column.heading, self.head)
        for row, values in enumerate(sheet.rows, 1):
            for number, (column, value) in enumerate(zip(sheet.columns, values, strict=True)):
                self.cell(page, (row, number), value, column)
            page.set_row(row, _LINE_HEIGHT * _lines(sheet.columns, values))
        last_row, last_column = max(len(sheet.rows), 1), len(sheet.columns) - 1
        for number, column in enumerate(sheet.columns):
            if column.choices:
                page.data_validation(1, number, last_row, number, _choice(column.choices))
        if sheet.filtered:
            page.autofilter(0, 0, last_row, last_column)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.set_header(f"&L{title.replace('&', '&&')}&R{sheet.name}")
        page.set_footer("&C第 &P 页，共 &N 页")

    def cell(self, page: Any, place: tuple[int, int], value: Cell, column: Column) -> None:  # noqa: ANN401
        match value:
            case None:
                page.write_blank(*place, None, self.filled if column.to_fill else self.text)
            case int():
                page.write_number(*place, value, self.text)
            case Amount(hundredths=None):
                page.write_blank(*place, None, self.amount)
            case Amount():
                page.write_number(*place, float(value.value) / 100, self.amount)
            case CellLink():
                self.linked(page, place, value)
            case _:
                style = self.filled if column.to_fill else self.tones.get(value) if column.toned else None
                page.write_string(*place, value[:_LONGEST_TEXT], style or self.text)

    def linked(self, page: Any, place: tuple[int, int], link: CellLink) -> None:  # noqa: ANN401
        shown = str(link.address) if link.address.a1 else link.address.sheet
        sheet = link.address.sheet.replace("'", "''")
        target = f"external:{self.relative(link.workbook)}#'{sheet}'!{link.address.a1 or 'A1'}"
        if not link.workbook or len(target) > _LONGEST_LINK:
            page.write_string(*place, shown, self.text)
        else:
            page.write_url(*place, target, self.link, shown)

    def relative(self, workbook: str) -> str:
        try:
            path = os.path.relpath(Path(workbook).absolute(), self.folder)
        except ValueError:  # another drive of Windows
            path = str(Path(workbook).absolute())
        return path.replace("%", "%25").replace("#", "%23")


def _lines(columns: Sequence[Column], values: Sequence[Cell]) -> int:
    """How many lines the longest text of a row takes: not every program finds that out by itself."""
    texts = [
        (value, column.width) for column, value in zip(columns, values, strict=True) if isinstance(value, str)
    ]
    return min(
        _MOST_LINES, max((1 + int(_cells(text) // (width - 1)) for text, width in texts if text), default=1)
    )


def _cells(text: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)


def _choice(choices: tuple[str, ...]) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(choices),
        "error_title": "请从列表中选择",
        "error_message": f"可选：{'、'.join(choices)}",
    }

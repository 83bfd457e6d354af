"""The sheet 校验结果 in the open workbook: a list to filter, with links, colours, and columns to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.marking import RESULT_SHEET
from juesuan.excel.marking.areas import joined_addresses
from juesuan.excel.marking.fills import rgb
from juesuan.excel.marking.result_list import FIRST_LINE, HEADINGS, PROGRESS, WIDTHS
from juesuan.excel.workbook.direct import assign
from juesuan.excel.workbook.new_sheets import add_sheet
from juesuan.excel.workbook.texts import cell_text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import xlwings as xw

    from juesuan.excel.marking.result_list import ResultLine

_HEADING_COLOUR = (220, 230, 241)
_LAST = "ABCDEFGHIJ"[len(HEADINGS) - 1]
_LINK_COLOUR = (11, 92, 143)
_LIST, _LETS_OTHERS_PASS, _BETWEEN = 3, 3, 1  # as Excel numbers kinds of validation, alerts, operators


def free_name(taken: Collection[str]) -> str:
    """A name for the sheet that no other sheet has."""
    names = (RESULT_SHEET, *(f"{RESULT_SHEET} ({number})" for number in range(2, 1000)))
    return next(name for name in names if name not in taken)


def write_result_sheet(
    book: xw.Book, name: str, headline: str, lines: Sequence[ResultLine], *, former: int | None
) -> None:
    """Write the sheet; ``former`` is how many lines it has now, None when there is no such sheet yet."""
    if former is None:
        sheet = add_sheet(book, name, FIRST_LINE - 1)
        _lay_out(sheet)
    else:
        sheet = book.sheets[name]
    empty = [""] * len(HEADINGS)
    rows = [line.written() for line in lines]
    rows += [empty] * ((former or 0) - len(lines))
    head = [[cell_text(headline), *empty[1:]], list(HEADINGS)]
    assign(sheet.range(f"A1:{_LAST}{len(rows) + FIRST_LINE - 1}"), head + rows)
    last = len(lines) + FIRST_LINE - 1
    model = sheet.api
    model.AutoFilterMode = False
    model.Range(f"A{FIRST_LINE - 1}:{_LAST}{last}").AutoFilter(1)
    _colour(sheet, lines, max(last, (former or 0) + FIRST_LINE - 1))
    sheet.autofit("r")


def _lay_out(sheet: xw.Sheet) -> None:
    for letter, width in zip("ABCDEFGHIJ", WIDTHS, strict=True):
        sheet.range(f"{letter}:{letter}").column_width = width
    body = sheet.range(f"A{FIRST_LINE - 1}:{_LAST}1000")
    body.wrap_text = True
    body.vertical_alignment = "top"
    sheet.range(f"A1:{_LAST}{FIRST_LINE - 1}").font.bold = True
    sheet.range(f"A{FIRST_LINE - 1}:{_LAST}{FIRST_LINE - 1}").color = _HEADING_COLOUR
    sheet.range(f"D{FIRST_LINE}:D1000").font.color = _LINK_COLOUR
    progress = sheet.api.Range(f"{_LAST}{FIRST_LINE}:{_LAST}1000").Validation
    progress.Add(_LIST, _LETS_OTHERS_PASS, _BETWEEN, ",".join(PROGRESS))


def _colour(sheet: xw.Sheet, lines: Sequence[ResultLine], last: int) -> None:
    sheet.range(f"B{FIRST_LINE}:B{last}").color = None
    cells: dict[str, list[str]] = {}
    for number, line in enumerate(lines, FIRST_LINE):
        if line.colour:
            cells.setdefault(line.colour, []).append(f"B{number}")
    for colour, places in cells.items():
        for address in joined_addresses(places):
            sheet.range(address).color = rgb(colour)

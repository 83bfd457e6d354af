"""上一条, 下一条, 豁免, 规则说明: one finding of the sheet 校验结果, the one that is selected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from juesuan.books.marking import RESULT_SHEET
from juesuan.excel.errors import RefusedError
from juesuan.excel.marking.result_list import FIRST_LINE, HEADINGS
from juesuan.excel.outcome import Outcome

if TYPE_CHECKING:
    import xlwings as xw

    from juesuan.excel.workbook.session import Session

_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Listed:
    """One finding as the sheet lists it, in row ``line`` of the list (from 0)."""

    line: int
    rule: str
    cell: str
    message: str
    fingerprint: str

    @property
    def place(self) -> tuple[str, str]:
        """Sheet and address; the address is empty where there is no cell."""
        sheet, _, a1 = self.cell.rpartition("!")
        return sheet, a1 if sheet else ""


def listed_findings(book: xw.Book) -> list[Listed]:
    """The findings in the order in which they stand on the sheet. Raises RefusedError when there are none."""
    sheet = _result_sheet(book)
    last = sheet.used_range.last_cell.row
    if last < FIRST_LINE:
        raise RefusedError("“校验结果”工作表里没有问题")
    rows = sheet.range((FIRST_LINE, 1), (min(last, _ROWS), len(HEADINGS))).options(ndim=2).value
    found = [
        Listed(line, str(row[2]), str(row[3] or ""), str(row[4] or ""), str(row[7] or ""))
        for line, row in enumerate(rows)
        if row[2]
    ]
    if not found:
        raise RefusedError("校验没有发现问题")
    return found


def selected_finding(book: xw.Book, findings: list[Listed]) -> Listed | None:
    """The finding that is selected: its line on the sheet, or its cell in a table; None when neither is."""
    selection: Any = book.app.selection
    if selection is None:
        return None
    sheet, row, address = selection.sheet.name, selection.row, selection.address.replace("$", "")
    if sheet.startswith(RESULT_SHEET):
        return next((one for one in findings if one.line + FIRST_LINE == row), None)
    place = sheet, address.partition(":")[0]
    return next((one for one in findings if one.place == place), None)


def next_finding(session: Session) -> Outcome:
    """Select the cell of the next finding; after the last comes the first."""
    return _step(session, 1)


def previous_finding(session: Session) -> Outcome:
    """Select the cell of the finding before."""
    return _step(session, -1)


def _step(session: Session, by: int) -> Outcome:
    book = session.book
    findings = [one for one in listed_findings(book) if one.place[1]]
    if not findings:
        raise RefusedError("列出的问题都不在某一个单元格里，请看“校验结果”工作表")
    present = selected_finding(book, findings)
    if present is None:
        place = 0 if by > 0 else len(findings) - 1
    else:
        place = (_last_of_cell(findings, findings.index(present), by) + by) % len(findings)
    chosen = findings[place]
    name, a1 = chosen.place
    sheet = book.sheets[name]
    sheet.activate()
    sheet.range(a1).select()
    return Outcome(f"{place + 1}/{len(findings)}　{chosen.rule}　{chosen.cell}：{chosen.message}")


def _last_of_cell(findings: list[Listed], place: int, by: int) -> int:
    """Several findings may name one cell: the way goes on behind all that stand side by side."""
    while 0 <= place + by < len(findings) and findings[place + by].cell == findings[place].cell:
        place += by
    return place


def _result_sheet(book: xw.Book) -> xw.Sheet:
    names = [sheet.name for sheet in book.sheets]
    name = next((name for name in reversed(names) if name.startswith(RESULT_SHEET)), None)
    if name is None:
        raise RefusedError("还没有校验结果：请先点“校验”")
    return book.sheets[name]

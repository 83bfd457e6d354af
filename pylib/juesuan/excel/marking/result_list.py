"""The lines of the sheet 校验结果: the findings, and what people have entered beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.marking import RESULT_SHEET
from juesuan.books.package.cells import quoted
from juesuan.books.sheets import shown
from juesuan.excel.workbook.texts import cell_text
from juesuan.report.annotation import result_rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from juesuan.books.marking import ResultRow
    from juesuan.books.sheets import Book, Sheet, Value
    from juesuan.model.finding import Finding, Report

HEADINGS = ("序号", "级别", "规则", "单元格", "问题", "疑因", "建议", "指纹", "责任人", "整改状态")
WIDTHS = (7, 8, 9, 16, 60, 40, 40, 17, 10, 12)
FIRST_LINE = 3  # below the headline and the headings
_CELL, _RULE, _FINGERPRINT, _PERSON, _PROGRESS = 3, 2, 7, 8, 9
PROGRESS = ("未整改", "整改中", "已整改", "无需整改")  # to choose from in the last column
_CLEAN = "没有发现问题"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One line: the texts of its cells, the place it points to, its colour."""

    texts: tuple[str, ...]
    link: str = ""
    colour: str = ""

    def written(self) -> list[str]:
        """What to assign to the cells; the place is a link to itself."""
        cells = [cell_text(text) for text in self.texts]
        if self.link:
            target, label = (part.replace('"', '""') for part in (self.link, self.texts[_CELL]))
            cells[_CELL] = f'=HYPERLINK("#{target}","{label}")'
        return cells


def result_lines(report: Report, entered: Mapping[str, tuple[str, str]]) -> list[ResultLine]:
    """One line a finding, consequences below their cause; a single line when there are none."""
    lines = [_line(row, finding, entered) for row, finding in result_rows(report)]
    return lines or [ResultLine(("", "", "", "", _CLEAN, "", "", "", "", ""))]


def own_list(book: Book, recorded: str) -> tuple[str, str]:
    """The sheet that holds our list, and one that ``juesuan check --annotate`` has made, which is in its way.

    ``recorded`` is the name that the records of the marks give. Either is empty where there is no such sheet.
    """
    for name in dict.fromkeys((recorded, RESULT_SHEET)):
        sheet = book.sheets.get(name)
        if sheet is not None and _headings(sheet) == HEADINGS:
            return name, ""
    return "", recorded if recorded in book.properties.parts else ""


def _headings(sheet: Sheet) -> tuple[str, ...]:
    return tuple(sheet.text(FIRST_LINE - 2, column) for column in range(len(HEADINGS)))


def lines_on(sheet: Sheet | None) -> list[tuple[str, ...]]:
    """The lines that stand on the sheet now, as texts."""
    if sheet is None:
        return []
    width = len(HEADINGS)
    lines = [tuple(map(_text, row[:width])) for row in sheet.grid[FIRST_LINE - 1 :]]
    return [line + ("",) * (width - len(line)) for line in lines if any(line)]


def entered_on(lines: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, str]]:
    """责任人 and 整改状态 by fingerprint, and by rule and cell for findings whose figures have changed."""
    entered: dict[str, tuple[str, str]] = {}
    for line in lines:
        values = line[_PERSON], line[_PROGRESS]
        for key in (line[_FINGERPRINT], f"{line[_RULE]} {line[_CELL]}"):
            entered.setdefault(key, values)
    return entered


def _line(row: ResultRow, finding: Finding, entered: Mapping[str, tuple[str, str]]) -> ResultLine:
    key = f"{row.rule} {row.texts[_CELL]}"
    person, progress = entered.get(finding.fingerprint) or entered.get(key) or ("", PROGRESS[0])
    texts = (*row.texts, finding.fingerprint, person, progress)
    place = row.address
    link = f"{quoted(place.sheet)}!{place.a1}" if place and place.a1 else ""
    return ResultLine(texts, link, row.colour)


def _text(value: Value) -> str:
    return value if isinstance(value, str) else shown(value)

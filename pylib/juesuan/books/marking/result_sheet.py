"""The sheet 校验结果 of an annotated copy: every finding with a link to its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.package.cells import join_a1, quoted
from juesuan.books.package.markup import attribute, text
from juesuan.books.package.sheets import add_sheet, sheet_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.books.marking.formats import Formats
    from juesuan.books.package import Package
    from juesuan.model.reference import Address

RESULT_SHEET = "校验结果"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEADINGS = (("序号", 7), ("级别", 8), ("规则", 9), ("单元格", 16), ("问题", 60), ("疑因", 44), ("建议", 40))
_LINK_COLUMN = 4
_LINE_HEIGHT = 16
_BOLD = '<font><b/><sz val="11"/><name val="宋体"/></font>'
_PLAIN = '<font><sz val="11"/><name val="宋体"/></font>'
_BLUE = '<font><u/><sz val="11"/><color rgb="FF0B5C8F"/><name val="宋体"/></font>'
_HEAD_COLOUR = "FFDCE6F1"


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One line of the sheet: number, severity, rule, where, what, suspected cause, what to do, colour."""

    number: str
    severity: str
    rule: str
    address: Address | None
    message: str
    cause: str
    suggestion: str
    colour: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells of the line."""
        place = (
            str(self.address)
            if self.address and self.address.a1
            else self.address.sheet
            if self.address
            else ""
        )
        return (self.number, self.severity, self.rule, place, self.message, self.cause, self.suggestion)


def add_result_sheet(package: Package, formats: Formats, headline: str, rows: Sequence[ResultRow]) -> str:
    """Add the sheet behind the others and return its name; another sheet of the same name is left alone."""
    taken = sheet_parts(package)
    names = (RESULT_SHEET, *(f"{RESULT_SHEET} ({number})" for number in range(2, 1000)))
    name = next(candidate for candidate in names if candidate not in taken)
    head = formats.written(_BOLD, _HEAD_COLOUR)
    plain = formats.written(_PLAIN, None)
    link = formats.written(_BLUE, None)
    lines = [_line(1, (headline,), {}, head, 1), _line(2, [heading for heading, _ in _HEADINGS], {}, head, 1)]
    links = []
    for number, row in enumerate(rows, 3):
        styles = {2: formats.written(_PLAIN, row.colour), _LINK_COLUMN: link}
        lines.append(_line(number, row.texts, styles, plain, _height(row)))
        if row.address and row.address.a1 and row.address.sheet in taken:
            location = attribute(f"{quoted(row.address.sheet)}!{row.address.a1}")
            links.append(f'<hyperlink ref="{join_a1(number, _LINK_COLUMN)}" location={location}/>')
    add_sheet(package, name, _sheet(lines, links, len(rows) + 2).encode())
    return name


def _sheet(lines: Sequence[str], links: Sequence[str], last: int) -> str:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, (_, width) in enumerate(_HEADINGS, 1)
    )
    linked = f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    filtered = f'<autoFilter ref="A2:{join_a1(max(last, 3), len(_HEADINGS))}"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{_MAIN}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" '
        'state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(lines)}</sheetData>{filtered}"
        f'<mergeCells count="1"><mergeCell ref="A1:{join_a1(1, len(_HEADINGS))}"/></mergeCells>{linked}'
        '<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _line(number: int, texts: Sequence[str], styles: dict[int, int], default: int, height: int) -> str:
    cells = "".join(
        f'<c r="{join_a1(number, column)}" s="{styles.get(column, default)}" t="inlineStr">'
        f'<is><t xml:space="preserve">{text(content)}</t></is></c>'
        for column, content in enumerate(texts, 1)
    )
    return f'<row r="{number}" ht="{height * _LINE_HEIGHT}" customHeight="1">{cells}</row>'


def _height(row: ResultRow) -> int:
    """How many lines the longest cell takes, a Chinese character being two wide."""
    widths = [width for _, width in _HEADINGS]
    needed = [1 + 2 * len(content) // width for content, width in zip(row.texts, widths, strict=True)]
    return min(max(needed), 25)

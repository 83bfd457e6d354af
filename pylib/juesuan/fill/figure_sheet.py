"""A sheet that filling keeps in a workbook: a few words, headings, and lines of texts and figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.marking.formats import Formats
from juesuan.books.package import add_sheet, sheet_parts
from juesuan.books.package.markup import text
from juesuan.books.template.theme import column_pixels, height_for
from juesuan.model.reference import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.books.package import Package

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PAGE = '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'  # one page wide
_SIZE = 11  # of the workbook's default font, in points
_INPUT_COLOUR = "FFFFF8DC"
_HEAD_FONT, _HEAD_COLOUR = '<font><b/><sz val="11"/><name val="宋体"/></font>', "FFDCE6F1"


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """What the sheet says: texts above, headings, lines; ``widths`` are those of the columns.

    ``inputs`` are the columns that people fill in. On a sheet with such columns all texts are wrapped.
    """

    name: str
    above: Sequence[str]
    headings: Sequence[str]
    lines: Sequence[Sequence[str | Decimal]]
    widths: Sequence[int]
    protected: bool = False
    inputs: Sequence[int] = ()

    @property
    def first(self) -> int:
        """The row of the first line, counted from 1."""
        return len(self.above) + 2


def put_sheet(package: Package, sheet: FigureSheet, *, replacing: bool) -> None:
    """Write a sheet behind the others, or in the place of its earlier state.

    Raises ReadError when there is one of its name that is not to be replaced: it is somebody else's.
    """
    there = sheet_parts(package).get(sheet.name)
    if there is not None and not replacing:
        what = f"工作簿里已有一张别的工作表叫“{sheet.name}”，请先改名：{package.path}"
        raise ReadError(what, str(package.path))
    formats = Formats(package)
    wrapped = formats.written("", None) if sheet.inputs else 0
    looks = [
        formats.written("", _INPUT_COLOUR) if column in sheet.inputs else wrapped
        for column in range(len(sheet.headings))
    ]
    data = _data(sheet, _Looks(formats.written(_HEAD_FONT, _HEAD_COLOUR), formats.amounts(), looks))
    formats.save()
    if there is None:
        add_sheet(package, sheet.name, data)
    else:
        package.write(there.part, data)


@dataclass(frozen=True, slots=True)
class _Looks:
    """The numbers of cell formats: of headings, of amounts, of the texts of each column."""

    head: int
    amounts: int
    texts: Sequence[int]


def _data(sheet: FigureSheet, looks: _Looks) -> bytes:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, 1)
    )
    first = sheet.first
    rows = [_row(number, [words], [0]) for number, words in enumerate(sheet.above, 1)]
    rows.append(_row(first - 1, sheet.headings, [looks.head] * len(sheet.headings)))
    for number, line in enumerate(sheet.lines, first):
        formats = [
            looks.amounts if isinstance(one, Decimal) else looks.texts[column]
            for column, one in enumerate(line)
        ]
        height = _height(line, sheet.widths) if sheet.inputs else None
        rows.append(_row(number, line, formats, empty=frozenset(sheet.inputs), height=height))
    protection = '<sheetProtection sheet="1" objects="1" scenarios="1"/>' if sheet.protected else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{first - 1}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        f"{protection}{_PAGE}</worksheet>"
    ).encode()


def _row(
    number: int,
    line: Sequence[str | Decimal],
    formats: Sequence[int],
    *,
    empty: frozenset[int] = frozenset(),
    height: float | None = None,
) -> str:
    """One row; cells in ``empty`` columns are written although they say nothing, to show their colour."""
    cells = []
    for column, (content, look) in enumerate(zip(line, formats, strict=True)):
        place = f'r="{column_letters(column)}{number}" s="{look}"'
        if isinstance(content, Decimal):
            cells.append(f"<c {place}><v>{content:f}</v></c>")
        elif content:
            cells.append(f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text(content)}</t></is></c>')
        elif column in empty:
            cells.append(f"<c {place}/>")
    fitted = "" if height is None else f' ht="{height:g}"'
    return f'<row r="{number}"{fitted}>{"".join(cells)}</row>'


def _height(line: Sequence[str | Decimal], widths: Sequence[int]) -> float:
    """The room its wrapped texts need: LibreOffice would show the first line only."""
    texts = [one if isinstance(one, str) else "" for one in line]
    return max(
        height_for(one, column_pixels(width), size=_SIZE) for one, width in zip(texts, widths, strict=True)
    )

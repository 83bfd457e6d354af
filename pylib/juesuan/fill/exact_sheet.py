"""The sheet 元数: the exact figures behind the published ones, kept in the workbook they were rounded for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.package import add_sheet, sheet_parts
from juesuan.books.package.markup import text
from juesuan.books.sheets import shown
from juesuan.fill.changes import Change, ChangeKind
from juesuan.model.amount import Amount, amount_from_number, format_hundredths
from juesuan.model.reference import Address, CellRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan.books.package import Package
    from juesuan.books.sheets import Book
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.layout import Layout

SHEET = "元数"
TITLE = "元数：取数时的精确金额，由 juesuan 写入，核对时使用，请勿手改"
HEADINGS = ("表", "行", "栏", "元")
_FIRST = 4  # the first row of figures, counted from 1
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WIDTHS = (46, 40, 30, 20)


@dataclass(frozen=True, slots=True)
class ExactFigures:
    """Exact figures in fen by logical cell, and in words where they come from."""

    fen: Mapping[CellRef, int]
    source: str = ""

    def amount(self, ref: CellRef) -> Amount:
        """The figure in 元, blank where there is none."""
        return Amount(self.fen.get(ref))


def exact_figures(disclosure: Disclosure, source: str = "") -> ExactFigures:
    """Take the figures of a disclosure in 元. Raises ValueError for one in 万元."""
    if disclosure.unit != "元":
        raise ValueError("not a disclosure in 元")
    fen = {
        CellRef(name, row.id, column): amount.value
        for name, table in disclosure.tables.items()
        for row in table.rows.values()
        for column, amount in row.amounts.items()
        if amount.value
    }
    return ExactFigures(fen, source)


def read_exact_sheet(book: Book, layout: Layout) -> ExactFigures | None:
    """Read the sheet 元数 of a workbook; None when it has none.

    Raises ReadError when something on it is no figure of a table of the layout.
    """
    sheet = book.sheets.get(SHEET)
    if sheet is None or tuple(sheet.text(_FIRST - 2, column) for column in range(4)) != HEADINGS:
        return None
    tables = {spec.title: name for name, spec in layout.tables.items()}
    fen: dict[CellRef, int] = {}
    for row in range(_FIRST - 1, sheet.height):
        title, key, column = (sheet.text(row, index) for index in range(3))
        value = sheet.grid[row][3]
        if title not in tables or not isinstance(value, float | int):
            place = f"D{row + 1}" if title in tables else f"A{row + 1}"
            what = f"工作表“{SHEET}”{place} 的“{shown(value) if title in tables else title}”看不懂"
            raise ReadError(f"{what}：请重新取数（juesuan fill），不要手改这张表。", book.archive.path)
        fen[CellRef(tables[title], key, column)] = amount_from_number(float(value)).value
    return ExactFigures(fen, sheet.text(1, 0))


def put_exact_sheet(package: Package, book: Book, exact: ExactFigures, layout: Layout) -> Iterator[Change]:
    """Write the sheet into a package, behind the others or in its old place, and say what it changes.

    Raises ReadError when another sheet of the workbook has its name.
    """
    old = read_exact_sheet(book, layout)
    if old is None and SHEET in sheet_parts(package):
        raise ReadError(f"工作簿里已有一张别的工作表叫“{SHEET}”，请先改名：{package.path}", str(package.path))
    if old == exact:
        return
    data = _sheet(exact, layout)
    if old is None:
        add_sheet(package, SHEET, data)
    else:
        package.write(sheet_parts(package)[SHEET].part, data)
    before = f"{len(old.fen)} 个元数" if old else ""
    total = format_hundredths(sum(exact.fen.values()))
    after = f"{len(exact.fen)} 个元数，相加 {total} 元"
    yield Change(ChangeKind.SHEET, CellRef("", "", ""), Address(SHEET, "A1"), before, after, exact.source)


def _sheet(exact: ExactFigures, layout: Layout) -> bytes:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_WIDTHS, 1)
    )
    rows = [
        _row(1, [TITLE]),
        _row(2, [exact.source]),
        _row(_FIRST - 1, HEADINGS),
        *(
            _row(number, [layout.tables[ref.table].title, ref.row, ref.column], fen)
            for number, (ref, fen) in enumerate(exact.fen.items(), _FIRST)
        ),
    ]
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        f'<pane ySplit="{_FIRST - 1}" topLeftCell="A{_FIRST}" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>{''.join(rows)}</sheetData>"
        '<sheetProtection sheet="1" objects="1" scenarios="1"/></worksheet>'
    ).encode()


def _row(number: int, texts: tuple[str, ...] | list[str], fen: int | None = None) -> str:
    cells = [
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{text(content)}</t></is></c>'
        for letter, content in zip("ABCD", texts, strict=False)
        if content
    ]
    if fen is not None:
        cells.append(f'<c r="D{number}"><v>{Decimal(fen).scaleb(-2):f}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'

"""A sheet laid out as a form: labels with entries that run over the width, then lines of a table."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.books.marking.formats import Formats
from juesuan.books.package import add_sheet
from juesuan.books.package.markup import text
from juesuan.model.reference import column_letters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.books.package import Package

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_INPUT_COLOUR, _HEAD_COLOUR = "FFFFF8DC", "FFDCE6F1"
_TITLE_FONT = '<font><b/><sz val="15"/><name val="宋体"/></font>'
_HEAD_FONT = '<font><b/><sz val="11"/><name val="宋体"/></font>'
_LINE_HEIGHT = 16


class Look(StrEnum):
    """How a row stands."""

    TITLE = "title"  # one text over the whole width
    NOTE = "note"  # the same, in ordinary type
    ENTRY = "entry"  # a label, and one cell to fill in over the rest of the width
    RESULT = "result"  # a label, and one cell that is worked out
    HEADINGS = "headings"
    LINE = "line"  # a line of the table, every cell to fill in


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row; ``lines`` says how many lines of type it gets."""

    look: Look
    cells: Sequence[str | Decimal | None]
    lines: int = 1


def add_form_sheet(package: Package, name: str, rows: Sequence[FormRow], widths: Sequence[int]) -> None:
    """Add a sheet behind the others. Raises ReadError when there is one of its name."""
    formats = Formats(package)
    looks = _Looks(
        head=formats.written(_HEAD_FONT, _HEAD_COLOUR),
        title=formats.written(_TITLE_FONT, None),
        plain=formats.written("", None),
        entry=formats.written("", _INPUT_COLOUR),
    )
    formats.save()
    add_sheet(package, name, _data(rows, widths, looks))


@dataclass(frozen=True, slots=True)
class _Looks:
    """Numbers of cell formats."""

    head: int
    title: int
    plain: int
    entry: int

    def of(self, row: FormRow, column: int) -> int:
        """The format of a cell."""
        match row.look:
            case Look.TITLE:
                return self.title
            case Look.NOTE:
                return self.plain
            case Look.HEADINGS:
                return self.head
            case Look.LINE:
                return self.entry
        if not column:
            return self.head
        return self.entry if row.look is Look.ENTRY else self.plain


def _data(rows: Sequence[FormRow], widths: Sequence[int], looks: _Looks) -> bytes:
    last = column_letters(len(widths) - 1)
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(widths, 1)
    )
    merges = [
        f"{'A' if row.look in {Look.TITLE, Look.NOTE} else 'B'}{number}:{last}{number}"
        for number, row in enumerate(rows, 1)
        if row.look not in {Look.HEADINGS, Look.LINE} and len(row.cells) < len(widths)
    ]
    merged = "".join(f'<mergeCell ref="{place}"/>' for place in merges)
    body = "".join(_row(number, row, len(widths), looks) for number, row in enumerate(rows, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f"<cols>{columns}</cols><sheetData>{body}</sheetData>"
        f'<mergeCells count="{len(merges)}">{merged}</mergeCells>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _row(number: int, row: FormRow, width: int, looks: _Looks) -> str:
    cells = []
    for column in range(width):
        content = row.cells[column] if column < len(row.cells) else None
        place = f'r="{column_letters(column)}{number}" s="{looks.of(row, column)}"'
        if isinstance(content, Decimal):
            cells.append(f"<c {place}><v>{content:f}</v></c>")
        elif content:
            cells.append(f'<c {place} t="inlineStr"><is><t xml:space="preserve">{text(content)}</t></is></c>')
        else:
            cells.append(f"<c {place}/>")
    height = row.lines * _LINE_HEIGHT + 4
    return f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'

"""A printed table in WordprocessingML: headings repeated on every page, rows never broken in two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from juesuan.publication.fitting import CELL_ENDS, CELL_SIDES, LEADING, column_points

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.publication import PrintedCell, PrintedRow, PrintedTable

_TWENTIETHS = 20  # a point in the unit of WordprocessingML
_EDGES = ("top", "left", "bottom", "right", "insideH", "insideV")


def word_table(table: PrintedTable, style_id: str) -> Any:  # noqa: ANN401 - an element of python-docx
    """Return the ``w:tbl`` element of a table; ``style_id`` is the id of the style of its text."""
    widths = [round(points * _TWENTIETHS) for points in column_points(table)]
    rows = [
        *_rows(table.head, table, widths, style_id, head=True),
        *_rows(table.body, table, widths, style_id, head=False),
    ]
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for edge in _EDGES)
    sides, ends = round(CELL_SIDES * _TWENTIETHS), round(CELL_ENDS * _TWENTIETHS)
    margins = "".join(
        f'<w:{edge} w:w="{ends if edge in {"top", "bottom"} else sides}" w:type="dxa"/>'
        for edge in _EDGES[:4]
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    name = quoteattr(table.title or table.id)
    cells = f"<w:tblCellMar>{margins}</w:tblCellMar>"
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>{cells}'
        f"<w:tblCaption w:val={name}/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _rows(
    rows: Sequence[PrintedRow], table: PrintedTable, widths: list[int], style_id: str, *, head: bool
) -> Iterator[str]:
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    open_cells: list[tuple[PrintedCell, int]] = []  # cells that reach into rows below, with how many
    for row in rows:
        cells = [(cell, "restart" if cell.rows > 1 else "") for cell in row]
        cells += [(cell, "continue") for cell, _ in open_cells]
        open_cells = [(cell, left - 1) for cell, left in open_cells if left > 1]
        open_cells += [(cell, cell.rows - 1) for cell in row if cell.rows > 1]
        cells.sort(key=lambda item: item[0].column)
        content = "".join(
            _cell(cell, merge, widths, _text(cell, merge, table, style_id)) for cell, merge in cells
        )
        yield f"<w:tr>{properties}{content}</w:tr>"


def _cell(cell: PrintedCell, merge: str, widths: list[int], text: str) -> str:
    width = sum(widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f"{text}</w:tc>"
    )


def _text(cell: PrintedCell, merge: str, table: PrintedTable, style_id: str) -> str:
    indent = f'<w:ind w:left="{round(cell.indent * table.size * _TWENTIETHS)}"/>' if cell.indent else ""
    line = round(table.size * LEADING * _TWENTIETHS)  # exact, as fonts differ in what they call a line
    spacing = f'<w:spacing w:line="{line}" w:lineRule="exact"/>'
    properties = f'<w:pStyle w:val="{style_id}"/>{spacing}{indent}<w:jc w:val="{cell.align.value}"/>'
    size = round(table.size * 2)
    run = ""
    if cell.text and merge != "continue":
        run = (
            f'<w:r><w:rPr><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(cell.text)}</w:t></w:r>'
        )
    mark = f'<w:rPr><w:sz w:val="{size}"/></w:rPr>'
    return f"<w:p><w:pPr>{properties}{mark}</w:pPr>{run}</w:p>"

"""Fields of the Word document: page numbers, and a table of contents that Word brings up to date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.text.paragraph import Paragraph

_LEVEL_INDENT = 420  # twentieths of a point
_LINE, _SIZE = 420, 24  # height of a line of the contents, and its type size in half points
_RIGHT_EDGE = 9860  # of the text on an upright A4 page


def add_page_number(paragraph: Paragraph) -> None:
    """Write — 1 — with the number of the page."""
    for xml in (_run("— "), *_field("PAGE", "1"), _run(" —")):
        paragraph._p.append(_parsed(xml))  # noqa: SLF001 - python-docx has no fields


def mark_heading(paragraph: Paragraph, number: int) -> None:
    """Put a bookmark around a heading, for the table of contents to point to."""
    element: Any = paragraph._p  # noqa: SLF001 - python-docx has no bookmarks
    start = _parsed(f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>')
    element.insert(1 if element.pPr is not None else 0, start)
    element.append(_parsed(f'<w:bookmarkEnd w:id="{number}"/>'))


def contents_paragraphs(entries: Sequence[tuple[int, str, int]]) -> list[Any]:
    """Paragraphs of the table of contents from level, text and bookmark number of each heading.

    They are the saved result of a TOC field that is marked as out of date: Word fills in the page numbers
    when it opens the document, others show the entries.
    """
    paragraphs = []
    for place, (level, text, number) in enumerate(entries):
        first, last = place == 0, place == len(entries) - 1
        begin = "".join(_field_start(r' TOC \o "1-2" \h \z \u ', dirty=True)) if first else ""
        end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if last else ""
        pages = "".join(_field(f"PAGEREF {_bookmark(number)} \\h", ""))
        paragraphs.append(
            _parsed(
                f'<w:p><w:pPr><w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{_RIGHT_EDGE}"/></w:tabs>'
                f'<w:spacing w:line="{_LINE}" w:lineRule="exact"/>'
                f'<w:ind w:left="{(level - 1) * _LEVEL_INDENT}"/></w:pPr>{begin}'
                f'<w:hyperlink w:anchor="{_bookmark(number)}" w:history="1">{_run(text, _SIZE)}'
                f"<w:r><w:tab/></w:r>{pages}</w:hyperlink>{end}</w:p>"
            )
        )
    return paragraphs


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def _field(instruction: str, result: str) -> list[str]:
    return [
        *_field_start(f" {instruction} ", dirty=False),
        _run(result),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
    ]


def _field_start(instruction: str, *, dirty: bool) -> list[str]:
    mark = ' w:dirty="true"' if dirty else ""
    return [
        f'<w:r><w:fldChar w:fldCharType="begin"{mark}/></w:r>',
        f'<w:r><w:instrText xml:space="preserve">{escape(instruction)}</w:instrText></w:r>',
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
    ]


def _run(text: str, half_points: int = 0) -> str:
    size = f'<w:rPr><w:sz w:val="{half_points}"/></w:rPr>' if half_points else ""
    return f'<w:r>{size}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _parsed(xml: str) -> Any:  # noqa: ANN401 - an element of python-docx
    """Parse one element; its namespace is declared on it."""
    name = re.match(r"<[\w:]+", xml)
    end = name.end() if name else 0
    return parse_xml(f"{xml[:end]} {nsdecls('w')}{xml[end:]}")

"""The publication as PDF: bookmarks, contents with page numbers, tags for screen readers, fonts in it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from juesuan.model.narrative import Missing, Paragraph
from juesuan.model.publication import Heading, PrintedTable
from juesuan.publication.charts import chart_alternative, chart_svg
from juesuan.publication.fonts import FontError, families_for, font_book

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    import typst

    from juesuan.model.publication import Block, PrintedRow, Publication

_TEMPLATE = Path(__file__).with_name("document.typ")
_STANDARD: Final = "ua-1"  # PDF/UA-1: tagged and titled; refuses text that no font can show
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def pdf_bytes(
    publication: Publication, day: dt.date, *, draft: bool = False, fonts: typst.Fonts | None = None
) -> bytes:
    """Set the publication as a PDF (PDF/UA-1).

    ``draft`` puts 草稿 across every page. ``day`` is the date of the file's metadata, which hold the title
    and nothing personal. ``fonts`` are this computer's by default. Raises FontError, with one sentence for
    people, when they cannot show the text: there are never empty boxes.
    """
    import datetime as dt

    import typst

    book = fonts or font_book()
    families = families_for(book.families())
    content = json.dumps(_document(publication, families, draft=draft), ensure_ascii=False)
    try:
        result: bytes = typst.compile(
            str(_TEMPLATE),
            root=str(_TEMPLATE.parent),
            format="pdf",
            font_paths=book,
            sys_inputs={"publication": content},
            pdf_standards=_STANDARD,
            timestamp=dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC),
        )
    except typst.TypstError as error:
        unshown = _UNSHOWN.search(error.message)
        if unshown is None:
            raise
        raise FontError(
            f"现有的字体显示不了“{unshown[1]}”，没有生成 PDF：请安装含有这个字的字体，或换一种写法"
        ) from error
    return result


def _document(
    publication: Publication, families: Mapping[str, Sequence[str]], *, draft: bool
) -> dict[str, Any]:
    return {
        "title": publication.title,
        "cover": publication.cover,
        "contents_title": publication.contents_title,
        "draft": draft,
        "fonts": families,
        "parts": [
            {"title": part.title, "blocks": [_block(block, families) for block in part.blocks]}
            for part in publication.parts
        ],
    }


def _block(block: Block, families: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text, "new_page": block.new_page}
    if isinstance(block, Paragraph):
        spans = [{"text": str(span), "missing": isinstance(span, Missing)} for span in block.spans]
        return {"kind": "paragraph", "spans": spans}
    if isinstance(block, PrintedTable):
        return _table(block)
    return {
        "kind": "chart",
        "id": block.id,
        "title": block.title,
        "svg": chart_svg(block, families["heading"]),
        "alt": chart_alternative(block),
    }


def _table(table: PrintedTable) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": table.title,
        "widths": table.widths,
        "size": table.size,
        "landscape": table.landscape,
        "captions": table.captions,
        "head": [_row(row) for row in table.head],
        "body": [_row(row) for row in table.body],
        "notes": table.notes,
    }


def _row(row: PrintedRow) -> list[dict[str, Any]]:
    return [
        {
            "column": cell.column,
            "columns": cell.columns,
            "rows": cell.rows,
            "text": cell.text,
            "align": cell.align.value,
            "indent": cell.indent,
        }
        for cell in row
    ]

"""The publication as one web page: self-contained, readable on a phone and to a screen reader."""

from __future__ import annotations

from html import escape
from importlib import resources
from typing import TYPE_CHECKING

from juesuan.model.narrative import Missing, Paragraph
from juesuan.model.publication import Heading, PrintedTable
from juesuan.publication.charts import chart_alternative, chart_svg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.narrative import Chart
    from juesuan.model.publication import Block, PrintedCell, Publication

_FONTS = ("SimHei", "黑体", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def web_page(publication: Publication, *, draft: bool = False) -> str:
    """Return the page: no scripts, nothing loaded from elsewhere. ``draft`` puts 草稿 at its head."""
    return "".join(_page(publication, draft=draft))


def _page(publication: Publication, *, draft: bool) -> Iterator[str]:
    style = resources.files(__package__).joinpath("web_page.css").read_text(encoding="utf-8")
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(publication.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    yield '<a class="skip" href="#text">跳到正文</a>\n'
    if draft:
        yield '<p class="draft" role="note">草稿，不得公开</p>\n'
    yield f"<header><h1>{'<br>'.join(map(escape, publication.cover))}</h1></header>\n"
    yield from _contents(publication)
    yield '<main id="text">\n'
    for number, part in enumerate(publication.parts, 1):
        yield f'<section aria-labelledby="part-{number}">\n<h2 id="part-{number}">{escape(part.title)}</h2>\n'
        for place, block in enumerate(part.blocks, 1):
            yield from _block(block, f"part-{number}-{place}")
        yield "</section>\n"
    yield "</main>\n</body>\n</html>\n"


def _contents(publication: Publication) -> Iterator[str]:
    title = escape(publication.contents_title.replace("　", ""))
    yield f'<nav aria-label="{title}">\n<h2>{title}</h2>\n<ol>\n'
    for number, part in enumerate(publication.parts, 1):
        yield f'<li><a href="#part-{number}">{escape(part.title)}</a>'
        inner = [
            f'<li><a href="#part-{number}-{place}">{escape(title)}</a></li>'
            for place, block in enumerate(part.blocks, 1)
            if (title := _entry(block))
        ]
        yield f"\n<ol>{''.join(inner)}</ol>" if inner else ""
        yield "</li>\n"
    yield "</ol>\n</nav>\n"


def _entry(block: Block) -> str:
    """How a block is listed in the contents; empty when it is not."""
    if isinstance(block, Heading):
        return block.text if block.level == 2 else ""
    return block.title if isinstance(block, PrintedTable) else ""


def _block(block: Block, anchor: str) -> Iterator[str]:
    if isinstance(block, Heading):
        level = block.level + 1
        yield f'<h{level} id="{anchor}">{escape(block.text)}</h{level}>\n'
    elif isinstance(block, Paragraph):
        yield f"<p>{''.join(map(_span, block.spans))}</p>\n"
    elif isinstance(block, PrintedTable):
        yield from _table(block, anchor)
    else:
        yield from _chart(block)


def _span(span: str | Missing) -> str:
    text = escape(str(span))
    return f"<mark>{text}</mark>" if isinstance(span, Missing) else text


def _chart(chart: Chart) -> Iterator[str]:
    picture = chart_svg(chart, _FONTS).replace(
        "<svg ", f'<svg role="img" aria-label="{escape(chart_alternative(chart))}" ', 1
    )
    yield f"<figure>{picture}<figcaption>{escape(f'{chart.id} {chart.title}')}</figcaption></figure>\n"


def _table(table: PrintedTable, anchor: str) -> Iterator[str]:
    name = escape(table.title or "、".join(cell.text for cell in table.head[0]))
    yield f'<div class="table" id="{anchor}">\n'
    if table.title:
        yield f"<h3>{name}</h3>\n"
    for left, right in table.captions:
        yield f'<p class="caption"><span>{escape(left)}</span><span>{escape(right)}</span></p>\n'
    yield f'<div class="scroll" role="region" aria-label="{name}" tabindex="0">\n<table>\n'
    yield f"<caption>{name}</caption>\n<thead>\n"
    for row in table.head:
        yield f"<tr>{''.join(map(_heading, row))}</tr>\n"
    yield "</thead>\n<tbody>\n"
    for row in table.body:
        yield f"<tr>{''.join(map(_cell, row))}</tr>\n"
    yield "</tbody>\n</table>\n</div>\n"
    yield from (f'<p class="note">{escape(note)}</p>\n' for note in table.notes)
    yield "</div>\n"


def _spanning(cell: PrintedCell) -> str:
    columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return columns + (f' rowspan="{cell.rows}"' if cell.rows > 1 else "")


def _heading(cell: PrintedCell) -> str:
    if not cell.text:
        return f"<td{_spanning(cell)}></td>"
    scope = "colgroup" if cell.columns > 1 else "col"
    return f'<th scope="{scope}"{_spanning(cell)}>{escape(cell.text)}</th>'


def _cell(cell: PrintedCell) -> str:
    text = escape(cell.text)
    indent = f" in{cell.indent}" if cell.indent else ""
    if cell.names_row:
        return f'<th scope="row" class="{cell.align.value}{indent}"{_spanning(cell)}>{text}</th>'
    look = "amount" if cell.amount is not None else cell.align.value
    return f'<td class="{look}{indent}"{_spanning(cell)}>{text}</td>'

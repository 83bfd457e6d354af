"""Web pages: the text of paragraphs, headings and table rows."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from juesuan.texts.plain import decoded

if TYPE_CHECKING:
    from pathlib import Path

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
        "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
    }
)  # fmt: skip
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "head", "svg", "template", "noscript"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self._parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SILENT:
            self._silent += 1
        elif tag in _BLOCKS:
            self.end_paragraph()
        elif tag in _CELLS:
            self._parts.append("\t")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self.end_paragraph()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(re.sub(r"\s+", " ", data))

    def end_paragraph(self) -> None:
        text = "".join(self._parts).strip()
        if text:
            self.paragraphs.append(text)
        self._parts = []


def read_web(path: Path) -> list[str]:
    """The paragraphs of a page in reading order; the cells of a table row are separated by tabs."""
    parser = _Text()
    parser.feed(decoded(path))
    parser.close()
    parser.end_paragraph()
    return parser.paragraphs

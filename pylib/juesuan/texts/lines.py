"""Broken lines become paragraphs again.

A PDF or a plain text ends each line where the page ends it. A line goes on with the next one unless it is
visibly shorter than the lines around it, or the next one begins something new (a heading, a numbered item).
"""

from __future__ import annotations

import re
from statistics import quantiles
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_PAGE_NUMBER = re.compile(r"[—\-–\s]*\d{1,4}[—\-–\s]*")
_BEGINS = re.compile(
    r"\s*(?:第[一二三四五六七八九十]+部分|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|"
    r"[（(]\d+[）)]|\d{1,2}[.．、](?!\d)|[①-⑳]|图\s*\d+|附件|注[：:]|备注[：:]|公开\d\d)"
)
_CLOSES = re.compile(r"\s*[。，、；：！？）)”’》】〉%％]")  # what no line of a paragraph's own begins with
_ENDS = re.compile(r"[。！？：:；;]\s*$")
_HEADING = re.compile(
    r"\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])[^，。；：]*(?:说明|情况|概况|结果)\s*$"
)
_UNNAMED_PART = re.compile(r"\s*第[一二三四五六七八九十]+部分\s*")  # the title is on the next line
_SHORT = 0.6  # of the width of a full line: what is shorter ends its paragraph
_FULL = 0.93  # a line with a full stop at its end goes on only when it runs to the margin
_TORN = 2  # signs torn off the line before: no paragraph is that short
_INDENT = 4  # the two signs by which a paragraph is indented, which are lost


class Line(NamedTuple):
    """One printed line with its page (1 is the first; None where there are no pages)."""

    text: str
    page: int | None


def width(text: str) -> int:
    """How wide a text prints: a Chinese character takes two places."""
    return sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def joined(lines: Iterable[Line]) -> Iterator[tuple[str, int | None]]:
    """Put lines together into paragraphs, each with the page it begins on."""
    kept = [line for line in lines if line.text.strip() and not _PAGE_NUMBER.fullmatch(line.text)]
    full = _full_width(kept)
    parts: list[str] = []
    page: int | None = None
    printed = ""  # the line as printed: some programs tear one in two before a full stop
    for place, line in enumerate(kept):
        if not parts:
            page = line.page
        printed = printed + line.text.strip() if parts and _CLOSES.match(line.text) else line.text
        parts.append(line.text.strip())
        following = kept[place + 1] if place + 1 < len(kept) else None
        indent = _INDENT if len(parts) == 1 else 0
        if following is None or not _goes_on(printed, following.text, full, indent):
            yield "".join(parts), page
            parts = []


def _full_width(lines: Sequence[Line]) -> float:
    """The usual width of a line that runs to the margin: that of the widest tenth of sentences."""
    widths = [width(line.text.strip()) for line in lines if not line.text.strip().isascii()]
    return quantiles(widths, n=10)[-1] if len(widths) > 1 else 0


def _goes_on(line: str, following: str, full: float, indent: int) -> bool:
    if _UNNAMED_PART.fullmatch(line) or _CLOSES.match(following):
        return True
    taken = width(line.strip()) + indent
    if _BEGINS.match(following) or _HEADING.match(line):
        return False
    if len(line.strip()) <= _TORN and not _ENDS.search(line):
        return True
    if taken < full * _SHORT:
        return False
    return taken >= full * _FULL or not _ENDS.search(line)

"""Printed lines as one text without white space, in which every place knows its line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.texts.lines import Line

_HALF = str.maketrans("０１２３４５６７８９％（）．：［］", "0123456789%().:[]")


def condensed(text: str) -> str:
    """Drop white space; digits, brackets, percent signs and colons in half width."""
    return "".join(text.split()).translate(_HALF)


@dataclass(frozen=True, slots=True)
class Script:
    """Lines and their condensed text. ``ends`` are the places in the text where each line ends."""

    lines: tuple[Line, ...]
    text: str
    ends: tuple[int, ...]

    def line_at(self, place: int) -> int:
        """The line that a place of the text stands in."""
        return min(bisect_right(self.ends, place), len(self.lines) - 1)

    def start_of(self, line: int) -> int:
        """The place of the text where a line begins."""
        return self.ends[line - 1] if line else 0

    def part(self, first: int, last: int) -> Script:
        """The lines from ``first`` up to, not including, ``last``."""
        return script(self.lines[first:last])


def script(lines: Sequence[Line]) -> Script:
    """Condense lines."""
    texts = [condensed(line.text) for line in lines]
    return Script(tuple(lines), "".join(texts), tuple(accumulate(map(len, texts))))

"""Lines of Chinese text: broken between characters, never inside a number, a code or an address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(r"[^\s\u2e80-\uffef]+[，。；：、）》”！？]*|[\s\S][，。；：、）》”！？]*")
_OPENING = "（《“"


def broken(text: Text, width: int, hanging: int = 0) -> list[Text]:
    """Break a text into lines of at most ``width`` cells, after the first ``hanging`` cells less.

    Styles are kept; a word longer than a line is left whole.
    """
    lines = list(text.divide(_breaks(text.plain, width, max(width - hanging, 8))))
    for line in lines:
        line.rstrip()
    return [line for line in lines if line.plain] or [Text("")]


def padded(text: str, cells: int) -> str:
    """Put a text at the right end of a column that is so many cells wide."""
    return " " * max(0, cells - cell_len(text)) + text


def _breaks(plain: str, width: int, later: int) -> Iterator[int]:
    used = 0
    bracket = None  # where an opening bracket stands: it goes to the next line with what follows it
    for match in _PIECE.finditer(plain):
        size = cell_len(match[0])
        if used and used + size > width and not match[0].isspace():
            at = match.start() if bracket is None else bracket
            yield at
            used = cell_len(plain[at : match.start()])
            width = later
        used += size
        if match[0][-1] not in _OPENING:
            bracket = None
        elif bracket is None:
            bracket = match.start()

"""The screen to print reports on: as wide as the terminal, 100 columns where there is none."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH = 100


def screen() -> Console:
    """The console on the present standard output."""
    return _console(sys.stdout.isatty(), id(sys.stdout))


@cache
def _console(terminal: bool, _stream: int) -> Console:
    from rich.console import Console

    return Console(width=None if terminal else _WIDTH, highlight=False, markup=False, emoji=False)

"""Lists of ranges as attributes hold them: ``A7:F9 H7``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from juesuan.books.restructure.plan import LAST_ROW, joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?")
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")
_ROWS = re.compile(r"\$?([0-9]+):\$?([0-9]+)")


class Area(NamedTuple):
    """A rectangle of cells: columns in letters, rows counted from 1."""

    left: str
    top: int
    right: str
    bottom: int

    def at(self, top: int, bottom: int) -> Area:
        """Return the same columns on other rows."""
        return self._replace(top=top, bottom=bottom)

    def __str__(self) -> str:
        first, last = f"{self.left}{self.top}", f"{self.right}{self.bottom}"
        return first if first == last else f"{first}:{last}"


def area(written: str) -> Area:
    """Parse one range. Raises ValueError on anything else."""
    if found := _AREA.fullmatch(written.upper()):
        left, top, right, bottom = found.groups()
        return Area(left, int(top), right or left, int(bottom or top))
    if found := _COLUMNS.fullmatch(written.upper()):
        return Area(found[1], 1, found[2], LAST_ROW)
    if found := _ROWS.fullmatch(written):
        return Area("A", int(found[1]), "XFD", int(found[2]))
    raise ValueError(f"not a range: {written!r}")


def areas(written: str) -> list[Area]:
    """Parse a list of ranges separated by blanks. Raises ValueError on anything else."""
    return [area(part) for part in written.split()]


def relocated(written: str, runs: Callable[[int, int], Iterable[tuple[int, int]]]) -> str:
    """Return a list of ranges on the rows that ``runs`` gives for each; as it was where nothing moves.

    Ranges of the same columns that touch are joined.
    """
    old = areas(written)
    new = [one.at(*run) for one in old for run in runs(one.top, one.bottom)]
    if new == old:
        return written
    by_columns: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for one in new:
        by_columns.setdefault((one.left, one.right), []).append((one.top, one.bottom))
    return " ".join(
        str(Area(left, top, right, bottom))
        for (left, right), found in by_columns.items()
        for top, bottom in joined(sorted(found))
    )

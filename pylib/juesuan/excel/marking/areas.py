"""Many cells as few addresses: neighbours joined, no address longer than Excel takes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from juesuan.books.package.cells import join_a1, split_a1

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LONGEST = 255  # characters that Excel's Range() takes


def joined_addresses(cells: Iterable[str]) -> Iterator[str]:
    """Addresses such as ``B3:B5,D9`` that together cover the cells."""
    places = sorted({split_a1(cell)[::-1] for cell in cells})
    parts = []
    for column, group in groupby(places, key=lambda place: place[0]):
        rows = [row for _, row in group]
        for _, run in groupby(enumerate(rows), key=lambda item: item[1] - item[0]):
            lines = [row for _, row in run]
            first, last = join_a1(lines[0], column), join_a1(lines[-1], column)
            parts.append(first if first == last else f"{first}:{last}")
    address = ""
    for part in parts:
        if address and len(address) + len(part) + 1 > _LONGEST:
            yield address
            address = ""
        address = f"{address},{part}" if address else part
    if address:
        yield address

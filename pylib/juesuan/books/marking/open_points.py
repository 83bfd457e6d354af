"""Notes on cells that are left to the officer: what the figures cannot say, where it has to be written.

They are replaced as a whole each time, so that what has been settled is no longer marked. A person's own note
keeps its place in front of ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.marking.notes import Notes
from juesuan.books.package import sheet_parts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from juesuan.books.package import Package
    from juesuan.model.reference import Address

OPEN_POINT = "【留待填写】"


def put_open_points(
    package: Package, sheets: Collection[str], points: Mapping[Address, str]
) -> Iterator[tuple[str, str, str, str]]:
    """Let the notes on some sheets say what is left, and nothing that was left before and no longer is.

    ``points`` are sentences by cell. Yields sheet, cell, what our note said and what it says, where these
    differ; a cell with a thread of comments has no notes and stays as it is.
    """
    for number, (name, sheet) in enumerate(sheet_parts(package).items(), 1):
        if name not in sheets:
            continue
        notes = Notes(package, sheet.part, number)
        there = notes.passages(OPEN_POINT)
        wanted = {at.a1: sentence for at, sentence in points.items() if at.sheet == name and at.a1}
        changes = {
            a1: (there.get(a1, ""), wanted.get(a1, ""))
            for a1 in {**there, **wanted}
            if there.get(a1) != wanted.get(a1) and not notes.in_discussion(a1)
        }
        for a1, (before, _) in changes.items():
            if before:
                notes.take_out(a1, OPEN_POINT)
        notes.save()
        notes = Notes(package, sheet.part, number)
        for a1, (_, after) in changes.items():
            if after:
                notes.add(a1, f"{OPEN_POINT}{after}")
        notes.save()
        yield from ((name, a1, *said) for a1, said in changes.items())

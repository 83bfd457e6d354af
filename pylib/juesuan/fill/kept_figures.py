"""What a sheet of figures to compare with has to say, and how it differs from what it says now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.comparison_sheets import has_headings
from juesuan.fill.changes import Change
from juesuan.fill.figure_sheet import FigureSheet, put_sheet
from juesuan.model.amount import BLANK
from juesuan.model.reference import Address, CellRef, a1

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from juesuan.books.package import Package
    from juesuan.books.sheets import Book
    from juesuan.fill.changes import ChangeKind
    from juesuan.model.amount import Amount

NOWHERE = CellRef("", "", "")


@dataclass(slots=True)
class KeptFigures:
    """A sheet in the making: its frame, its lines, and the figures with their places.

    ``above`` are the title, the source and the unit; figures stand in the last column.
    """

    kind: ChangeKind
    name: str
    above: tuple[str, str, str]
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    lines: list[Sequence[str | Decimal]] = field(default_factory=list)
    figures: dict[CellRef, Amount] = field(default_factory=dict)
    places: dict[CellRef, Address] = field(default_factory=dict)

    def add(self, ref: CellRef, texts: Sequence[str], amount: Amount) -> None:
        """Append a line with a figure, exact to the hundredth."""
        row = len(self.above) + 1 + len(self.lines)
        number = amount.decimal()
        self.lines.append((*texts, "" if number is None else number))
        self.figures[ref] = amount
        self.places[ref] = Address(self.name, a1(row, len(texts)))

    def put(
        self, package: Package, book: Book, old: Mapping[CellRef, Amount], source: str
    ) -> Iterator[Change]:
        """Write the sheet into a package and say cell by cell what changes.

        ``old`` is what the sheet of ``book`` says now, ``source`` where it says that it comes from.
        """
        ours = has_headings(book, self.name, self.headings)
        changes = list(self._differences(old))
        if not changes and not (ours and source == self._source):
            where = Address(self.name, "A2")
            changes.append(Change(self.kind, NOWHERE, where, source, self._source, "注明来源"))
        if changes:
            sheet = FigureSheet(self.name, self.above, self.headings, self.lines, self.widths)
            put_sheet(package, sheet, replacing=ours)
        yield from changes

    @property
    def _source(self) -> str:
        return self.above[1].partition("：")[2]

    def _differences(self, old: Mapping[CellRef, Amount]) -> Iterator[Change]:
        for ref in {**self.figures, **old}:
            was, now = old.get(ref, BLANK), self.figures.get(ref, BLANK)
            if was != now:
                place = self.places.get(ref)
                gone = f"新的来源里没有 {ref.row} {ref.column}"
                why, where = (gone, Address(self.name, "")) if place is None else (self.above[1], place)
                yield Change(self.kind, ref, where, str(was), str(now), why)

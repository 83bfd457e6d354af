"""What a formula consists of, once it has been parsed. Cells are zero-based; no ``sheet`` is its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from juesuan.recalc.formula.values import Value


@dataclass(frozen=True, slots=True)
class Constant:
    """A number, text, logical value or error written in the formula; None for an argument left out."""

    value: Value


@dataclass(frozen=True, slots=True)
class Cell:
    """A reference to one cell."""

    sheet: str | None
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Area:
    """A reference to a rectangle of cells, both corners included."""

    sheet: str | None
    top: int
    left: int
    bottom: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        """How many rows and columns."""
        return self.bottom - self.top + 1, self.right - self.left + 1

    @property
    def size(self) -> int:
        """How many cells."""
        rows, columns = self.shape
        return rows * columns

    def places(self) -> Iterator[tuple[int, int]]:
        """Row and column of every cell, row by row."""
        for row in range(self.top, self.bottom + 1):
            for column in range(self.left, self.right + 1):
                yield row, column


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a reference: which of the formula's references stands there."""

    index: int


@dataclass(frozen=True, slots=True)
class Name:
    """A defined name."""

    name: str


@dataclass(frozen=True, slots=True)
class Unary:
    """A sign in front (``-``, ``+``) or a per cent sign behind."""

    operator: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and what is between them."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function, its name in capitals."""

    name: str
    arguments: tuple[Node, ...]


Reference: TypeAlias = Cell | Area
Node: TypeAlias = Constant | Slot | Name | Unary | Binary | Call


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: its form, which many cells share, and the references it has in this one.

    ``names`` are the defined names in it.
    """

    form: Node
    references: tuple[Reference, ...]
    names: frozenset[str]


def area_of(reference: Reference) -> Area:
    """A reference as a rectangle."""
    if isinstance(reference, Area):
        return reference
    return Area(reference.sheet, reference.row, reference.column, reference.row, reference.column)

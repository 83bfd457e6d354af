"""What a formula consists of, once it has been parsed. Cells are zero-based; no ``sheet`` is its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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


Node: TypeAlias = Constant | Cell | Area | Name | Unary | Binary | Call


def area_of(node: Cell | Area) -> Area:
    """A reference as a rectangle."""
    if isinstance(node, Area):
        return node
    return Area(node.sheet, node.row, node.column, node.row, node.column)


def resolved(node: Node, meaning: Callable[[str], Node]) -> Node:
    """The same formula with each defined name replaced by what it means."""
    spine: list[Binary] = []
    while isinstance(node, Binary):  # long sums lean to the left: no calling oneself for every term
        spine.append(node)
        node = node.left
    match node:
        case Name(name):
            node = meaning(name)
        case Unary(operator, operand):
            node = Unary(operator, resolved(operand, meaning))
        case Call(name, arguments):
            node = Call(name, tuple(resolved(argument, meaning) for argument in arguments))
    for step in reversed(spine):
        node = Binary(step.operator, node, resolved(step.right, meaning))
    return node


def areas_of(node: Node) -> Iterator[Area]:
    """Every reference of a formula, in no particular order."""
    pending = [node]
    while pending:
        match pending.pop():
            case (Cell() | Area()) as reference:
                yield area_of(reference)
            case Unary(_, operand):
                pending.append(operand)
            case Binary(_, left, right):
                pending += (left, right)
            case Call(_, arguments):
                pending += arguments

"""A column of formulas right of a listed table's printed range: what it says row by row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.template.comparing import (
    Side,
    allowed_formula,
    difference_formula,
    verdict_formula,
    verdict_word,
)
from juesuan.books.template.placing import quoted
from juesuan.model.reference import column_letters
from juesuan.model.table import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan.books.template.conditions import Gate
    from juesuan.books.template.placing import Line, PlacedTable
    from juesuan.rules.instances import Instance

Saved = tuple[str, str | float]  # a formula with the value it gives now


@dataclass(frozen=True, slots=True)
class MarginColumn:
    """One column on a table's sheet, by sheet row. ``figures`` says whether it holds amounts or words."""

    host: PlacedTable
    column: int
    heading: str
    cells: Mapping[int, Saved]
    figures: bool = False

    @property
    def range(self) -> str:
        """The column's cells, for use on another sheet."""
        letters = column_letters(self.column)
        rows = sorted({*self.cells, *self.host.open_rows, self.host.grid.total_row or 0})
        return f"{quoted(self.host.sheet)}!${letters}${rows[0] + 1}:${letters}${rows[-1] + 1}"

    def count(self, word: str) -> int:
        """How many rows say a word."""
        return sum(value == word for _, value in self.cells.values())


def code_cell(host: PlacedTable, line: Line) -> str:
    """Where a row's subject code stands, for formulas of the same row."""
    return row_cell(host.index(Role.CODE), line)


def row_cell(column: int, line: Line) -> str:
    """A cell of a row, its column fixed: ``$A9``."""
    return f"${column_letters(column)}{line.row + 1}"


def verdict_of(instance: Instance, left: Side, right: Side) -> tuple[str, str]:
    """Nothing where both sides agree, else the word: as a formula without ``=``, and now."""
    difference = difference_formula(left.total, right.total)
    allowed = allowed_formula(instance.rule.kind, left, right)
    inner = verdict_formula(instance.rule, instance.relation, difference, allowed, "")
    return inner, verdict_word(instance.rule, instance.relation, left, right, "")


def gated(inner: str, word: str, gate: Gate) -> Saved:
    """A finished cell: nothing is said where the rule does not apply."""
    return f"={gate.around(inner, '')}", word if gate.applies else ""

"""The integer program: each figure that is not whole goes down or up by one choice, and identities bind them.

A figure is floor + choice, choice 0 or 1. Because an identity holds exactly in 元, what its parts of steps
(元 beyond the floor) add up to is a whole number of steps: the number of parts that have to go up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind
from juesuan.rounding.figures import STEP, Cell, floor_of, nearest
from juesuan.rounding.groups import Groups
from juesuan.rounding.identities import Pair
from juesuan.rounding.levels import Levels
from juesuan.rules.instances import Instance


class Shown(NamedTuple):
    """A cell with its 元 figure in fen."""

    cell: Cell
    ref: CellRef
    fen: int


@dataclass(slots=True)
class Figure:
    """Cells that go down or up together: mostly one 元 figure in all tables that show it.

    ``part`` is what each has beyond its floor, in fen (1 to 9,999). Cells tied by an equality whose other
    figures are all whole share the part and not the amount: ``levels`` has every different amount (fen) with
    the most prominent level at which it is shown, and each counts as a figure of its own.
    """

    shown: list[Shown]
    part: int
    levels: dict[int, int] = field(default_factory=dict)

    @property
    def plain(self) -> int:
        """The choice of plain rounding for the first cell."""
        fen = self.shown[0].fen
        return nearest(fen) - floor_of(fen)

    def hidden(self, choice: int) -> int:
        """How many different amounts of it would be 0.00."""
        return sum(floor_of(fen) + choice == 0 for fen in self.levels)

    def moved(self, choice: int) -> int:
        """How many different amounts of it would differ from plain rounding."""
        return sum(floor_of(fen) + choice != nearest(fen) for fen in self.levels)


class Term(NamedTuple):
    """A figure (by index) with its coefficient."""

    figure: int
    coefficient: int


@dataclass(slots=True)
class Constraint:
    """The choices of ``terms`` add up to ``least`` at least, and to exactly that where ``equal``.

    ``penalty`` is what one step of violation costs; ``instances`` are the identities it stands for.
    """

    terms: tuple[Term, ...]
    least: int
    equal: bool
    penalty: int = 0
    instances: list[Instance] = field(default_factory=list)


@dataclass(slots=True)
class Program:
    """Figures in canonical order, and constraints over their indexes."""

    figures: list[Figure]
    constraints: list[Constraint]

    def by_cell(self, choices: Sequence[int]) -> Iterator[tuple[Cell, int]]:
        """Every cell that is not whole with its choice."""
        for figure, choice in zip(self.figures, choices, strict=True):
            for shown in figure.shown:
                yield shown.cell, choice

    def parts(self) -> Iterator[tuple[list[int], list[Constraint]]]:
        """Independent parts, each with its figures (ascending) and constraints; smaller parts first."""
        groups = Groups(range(len(self.figures)))
        for constraint in self.constraints:
            for term in constraint.terms:
                groups.join(constraint.terms[0].figure, term.figure)
        members: dict[int, list[int]] = {}
        for figure in range(len(self.figures)):
            members.setdefault(groups.find(figure), []).append(figure)
        bound: dict[int, list[Constraint]] = {root: [] for root in members}
        for constraint in self.constraints:
            bound[groups.find(constraint.terms[0].figure)].append(constraint)
        for root in sorted(members, key=lambda root: (len(members[root]), root)):
            yield members[root], bound[root]


def program_of(
    disclosure: Disclosure, binding: Sequence[Instance], same: Iterable[Pair], levels: Levels
) -> Program:
    """Build the program for 元 figures; cells of ``same`` and cells that equalities tie are one figure."""
    cells = _Cells(disclosure)
    groups = Groups(cells.fractional)
    for left, right in same:
        _join_cells(groups, cells.at(left), cells.at(right))
    linear = [(instance, cells.coefficients(instance)) for instance in binding]
    _join_tied(groups, linear, cells)
    figures, number = _figures(cells, groups, levels)
    constraints = _constraints(linear, groups, number, cells, levels)
    return Program(figures, constraints)


class _Cells:
    """The figures of a disclosure by cell, and how references lead to them."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._disclosure = disclosure
        self._positions = {
            name: {id(row): position for position, row in enumerate(table.listing)}
            for name, table in disclosure.tables.items()
        }
        self.fen = {
            Cell(name, position, column): amount.value
            for name, table in disclosure.tables.items()
            for position, row in enumerate(table.listing)
            for column, amount in row.amounts.items()
        }
        self.fractional = {cell: None for cell, fen in self.fen.items() if fen % STEP}
        self.refs = {cell: self._ref(cell) for cell in self.fen}

    def _ref(self, cell: Cell) -> CellRef:
        row = self._disclosure.tables[cell.table].listing[cell.position]
        return CellRef(cell.table, row.id, cell.column)

    def at(self, ref: CellRef) -> Cell | None:
        """The cell a reference means (the first of several rows with one code); None when blank."""
        table = self._disclosure.tables.get(ref.table)
        row = table.find(ref.row) if table else None
        if row is None or ref.column not in row.amounts:
            return None
        return Cell(ref.table, self._positions[ref.table][id(row)], ref.column)

    def coefficients(self, instance: Instance) -> dict[Cell, int]:
        """How the stated cells enter left less right."""
        total: dict[Cell, int] = {}
        for side, direction in ((instance.left, 1), (instance.right, -1)):
            for addend in side:
                cell = self.at(addend.ref)
                if cell is not None:
                    total[cell] = total.get(cell, 0) + direction * addend.sign
        return total


def _join_cells(groups: Groups[Cell], left: Cell | None, right: Cell | None) -> None:
    if left in groups and right in groups and left is not None and right is not None:
        groups.join(left, right)


def _join_tied(
    groups: Groups[Cell], linear: Sequence[tuple[Instance, dict[Cell, int]]], cells: _Cells
) -> None:
    """An equality of which only one figure on each side is not whole ties the two; until nothing changes."""
    waiting = [stated for instance, stated in linear if instance.relation == "="]
    joined = True
    while joined:
        joined, remaining = False, []
        for stated in waiting:
            free = _free(groups, stated)
            parts = {cells.fen[cell] % STEP for cell in free}
            if len(free) == 2 and len(parts) == 1 and sorted(free.values()) == [-1, 1]:
                joined = groups.join(*free) or joined
            elif len(free) > 1:
                remaining.append(stated)
        waiting = remaining


def _free(groups: Groups[Cell], cells: dict[Cell, int]) -> dict[Cell, int]:
    """Coefficients of the figures that are not whole, cells of one figure taken together."""
    free: dict[Cell, int] = {}
    for cell, coefficient in cells.items():
        if cell in groups:
            root = groups.find(cell)
            free[root] = free.get(root, 0) + coefficient
    return {root: coefficient for root, coefficient in free.items() if coefficient}


def _figures(cells: _Cells, groups: Groups[Cell], levels: Levels) -> tuple[list[Figure], dict[Cell, int]]:
    """The figures in the order in which their first cells stand in the tables, and each group's number."""
    figures: list[Figure] = []
    number: dict[Cell, int] = {}
    for cell in cells.fractional:
        root, ref, fen = groups.find(cell), cells.refs[cell], cells.fen[cell]
        if root not in number:
            number[root] = len(figures)
            figures.append(Figure([], fen % STEP))
        figure, level = figures[number[root]], levels.of(ref)
        figure.shown.append(Shown(cell, ref, fen))
        figure.levels[fen] = min(level, figure.levels.get(fen, level))
    return figures, number


def _constraints(
    linear: Sequence[tuple[Instance, dict[Cell, int]]],
    groups: Groups[Cell],
    number: dict[Cell, int],
    cells: _Cells,
    levels: Levels,
) -> list[Constraint]:
    """One constraint for each distinct relation between figures; those that always hold are left out."""
    found: dict[tuple[object, ...], Constraint] = {}
    for instance, stated in linear:
        sign = -1 if instance.relation == "<=" else 1
        free = _free(groups, stated)
        if not free:
            continue
        terms = tuple(sorted(Term(number[root], sign * value) for root, value in free.items()))
        least = -sign * sum(value * floor_of(cells.fen[cell]) for cell, value in stated.items())
        least += instance.relation == ">"
        equal = instance.relation == "="
        if not equal and sum(min(0, term.coefficient) for term in terms) >= least:
            continue
        if equal and terms[0].coefficient < 0:
            terms, least = tuple(Term(figure, -value) for figure, value in terms), -least
        constraint = found.setdefault((terms, least, equal), Constraint(terms, least, equal))
        constraint.penalty += _penalty(instance, levels)
        constraint.instances.append(instance)
    return list(found.values())


def _penalty(instance: Instance, levels: Levels) -> int:
    """What one step costs where nothing fits: a long way from the totals a sum may show a 尾差 first."""
    if instance.rule.kind is not Kind.SUM:
        return 1000
    return 100 + (8 >> levels.of(instance.subject))

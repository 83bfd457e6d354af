"""尾差 that have piled up: rounding explains a sum in every unit, and no longer in the department.

A unit's figure in 万元 stands for any exact figure up to 0.005 away, so the sum of k units' figures stands
for any up to 0.005·k away. Where an identity of the department fails only because of that, figures are moved
within these bounds: as few hundredths as possible, by the same solver as balanced rounding.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from juesuan.model.amount import Amount
from juesuan.model.finding import Status
from juesuan.rounding.identities import RuleBook
from juesuan.rounding.program import Constraint, Term
from juesuan.rounding.solver import Infeasible, Solver
from juesuan.rounding.watch import Watch
from juesuan.rules.evaluate import evaluate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.reference import CellRef
    from juesuan.rules.evaluate import Result
    from juesuan.rules.instances import Instance

_SECONDS = 60.0
_ROUNDS = 5


class _Moves(NamedTuple):
    """The cells that may move, each with the most it may, and what they have moved so far."""

    most: Mapping[CellRef, int]
    moved: dict[CellRef, int]

    def amount(self, tables: Disclosure) -> Callable[[CellRef], Amount]:
        """The figures with the moves."""

        def found(ref: CellRef) -> Amount:
            stated = tables.amount(ref)
            move = self.moved.get(ref, 0)
            return Amount(stated.value + move) if move else stated

        return found


def settle(
    tables: Disclosure, slack: Mapping[CellRef, int], parts: Iterable[Disclosure]
) -> dict[CellRef, int]:
    """Return by how many hundredths figures of the department move so that its identities hold.

    ``slack`` is the number of rounded figures that each figure is the sum of. Identities that some of
    ``parts`` (the units) breaks itself are not looked at: they are mistakes, and stay. Empty where nothing
    fails, or where no moves within the bounds would do.
    """
    book = RuleBook(tables)
    instances = list(book.in_force(tables))
    moves = _Moves({ref: count // 2 for ref, count in slack.items() if count > 1}, {})
    failing = [each for each in instances if _failed(each, moves.amount(tables))]
    if not failing:
        return {}
    broken = _broken_in(parts, failing)
    instances = [each for each in instances if _key(each) not in broken]
    for _ in range(_ROUNDS):
        failing = [each for each in instances if _failed(each, moves.amount(tables))]
        if not failing:
            return {ref: move for ref, move in moves.moved.items() if move}
        try:
            moves = _solved(tables, instances, moves.most)
        except Infeasible:
            return {}
    return {}


def _failed(instance: Instance, amount: Callable[[CellRef], Amount]) -> bool:
    return evaluate(instance, amount).status is Status.FAILED


def _key(instance: Instance) -> tuple[str, str, str]:
    return instance.rule.id, instance.row, instance.column


def _broken_in(parts: Iterable[Disclosure], failing: Sequence[Instance]) -> set[tuple[str, str, str]]:
    """The identities that fail in some unit already."""
    rules = {instance.rule.id for instance in failing}
    broken = set()
    for part in parts:
        for instance in RuleBook(part).in_force(part):
            if instance.rule.id in rules and _failed(instance, part.amount):
                broken.add(_key(instance))
    return broken


def _solved(tables: Disclosure, instances: Sequence[Instance], most: Mapping[CellRef, int]) -> _Moves:
    """The smallest moves that keep every instance: each cell goes up by one choice and down by another."""
    cells = list(most)
    number = {ref: index for index, ref in enumerate(cells)}
    constraints: list[Constraint] = []
    for instance in instances:
        constraints += _constraints(evaluate(instance, tables.amount), number, len(cells))
    upper = [float(most[ref]) for ref in cells] * 2
    watch = Watch(_SECONDS, None)
    watch.begin()
    solver = Solver(upper, constraints, watch)
    found = solver.minimise([1] * len(upper), None)
    if found is None:
        raise Infeasible
    moved = {ref: found.choices[at] - found.choices[at + len(cells)] for ref, at in number.items()}
    return _Moves(most, {ref: move for ref, move in moved.items() if move})


def _constraints(result: Result, number: Mapping[CellRef, int], cells: int) -> list[Constraint]:
    """The residual stays within what rounding explains of the department's own figures."""
    weights: Counter[CellRef] = Counter()
    for side, direction in ((result.instance.left, 1), (result.instance.right, -1)):
        for addend in side:
            weights[addend.ref] += direction * addend.sign
    up = [Term(number[ref], weight) for ref, weight in weights.items() if weight and ref in number]
    if not up:
        return []
    terms = [*up, *(Term(figure + cells, -weight) for figure, weight in up)]
    allowed = result.allowed
    negated = tuple(Term(figure, -weight) for figure, weight in terms)
    found = []
    if result.instance.relation in {"=", ">="}:  # residual + moves >= -allowed
        found.append(Constraint(tuple(terms), -allowed - result.residual, equal=False))
    if result.instance.relation in {"=", "<="}:  # residual + moves <= allowed
        found.append(Constraint(negated, result.residual - allowed, equal=False))
    return found

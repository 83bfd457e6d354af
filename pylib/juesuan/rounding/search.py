"""The best choices for one independent part of the program; where there are none, the smallest violation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from juesuan.rounding.aims import Aim, aims
from juesuan.rounding.program import Constraint, Figure, Program, Term
from juesuan.rounding.solver import Infeasible, Solver
from juesuan.rounding.watch import Watch

_FEN_IN_YUAN = 100


@dataclass(slots=True)
class Chosen:
    """A choice for every figure of a program, in order.

    ``gap`` in 元: by how much the shifts may still be too large; None when nothing is known.
    """

    choices: list[int]
    gap: float | None = 0.0


def choose(program: Program, watch: Watch, *, elastic: bool) -> Chosen:
    """Choose floor or ceiling for every figure. Raises Infeasible unless ``elastic``.

    When time runs out, what is not settled yet goes by plain rounding.
    """
    chosen = Chosen(plain_choices(program.figures))
    watch.begin()
    parts = list(program.parts())
    watch.parts = len(parts)
    for number, (members, constraints) in enumerate(parts, 1):
        watch.part = number
        if not constraints:
            continue  # nothing binds these figures: plain rounding is nearest
        local = {figure: place for place, figure in enumerate(members)}
        own = [
            replace(each, terms=tuple(Term(local[figure], value) for figure, value in each.terms))
            for each in constraints
        ]
        figures = [program.figures[figure] for figure in members]
        choices, gap = _part(figures, own, watch, elastic=elastic)
        chosen.gap = None if gap is None or chosen.gap is None else chosen.gap + gap
        for figure, choice in zip(members, choices, strict=True):
            chosen.choices[figure] = choice
    return chosen


def _part(
    figures: Sequence[Figure], constraints: list[Constraint], watch: Watch, *, elastic: bool
) -> tuple[list[int], float | None]:
    plain = plain_choices(figures)
    if not watch.going():
        return plain, None
    try:
        return _best(figures, constraints, watch, None)
    except Infeasible:
        if not elastic:
            raise
    start, loosened = _least_violation(figures, constraints, watch)
    if start is None:
        return plain, None
    return _best(figures, loosened, watch, start)


def _best(
    figures: Sequence[Figure], constraints: list[Constraint], watch: Watch, start: list[int] | None
) -> tuple[list[int], float | None]:
    """Pursue one aim after the other. Returns choices and the gap in 元 of the aim that time ran out for."""
    solver = Solver([1] * len(figures), constraints, watch)
    best, gap = start, 0.0
    reached: list[tuple[Aim, int]] = []
    for aim in aims(figures):
        if not any(aim.costs):
            continue
        watch.aim = aim.name
        found = solver.minimise(aim.costs, best)
        if found is None:
            return (plain_choices(figures), None) if best is None else (best, None if aim.fen else 0.0)
        if any(earlier.of(found.choices) > value for earlier, value in reached):
            continue  # noise in floating point: rather keep what is better
        best = found.choices
        if not found.best:
            gap = (found.value - found.bound) / _FEN_IN_YUAN if aim.fen else 0.0
            break
        reached.append((aim, aim.of(best)))
    return (plain_choices(figures) if best is None else best), gap


def plain_choices(figures: Sequence[Figure]) -> list[int]:
    """Plain rounding."""
    return [figure.plain for figure in figures]


def _least_violation(
    figures: Sequence[Figure], constraints: Sequence[Constraint], watch: Watch
) -> tuple[list[int] | None, list[Constraint]]:
    """Choices that violate least, and the constraints changed so that these choices keep them.

    Each constraint gets a step too many and a step too few at the price of its penalty.
    """
    watch.aim = "差异最小"
    count, most = len(figures), len(figures)
    steps, penalties, elastic = [1.0] * count, [0] * count, []
    for constraint in constraints:
        extra = [Term(len(steps), 1)]
        if constraint.equal:
            extra.append(Term(len(steps) + 1, -1))
        steps += [float(most)] * len(extra)
        penalties += [constraint.penalty] * len(extra)
        elastic.append(replace(constraint, terms=(*constraint.terms, *extra)))
    found = Solver(steps, elastic, watch).minimise(penalties, None)
    if found is None:
        return None, []
    choices = found.choices[:count]
    return choices, [_loosened(constraint, choices) for constraint in constraints]


def _loosened(constraint: Constraint, choices: Sequence[int]) -> Constraint:
    total = sum(term.coefficient * choices[term.figure] for term in constraint.terms)
    least = total if constraint.equal else min(total, constraint.least)
    return replace(constraint, least=least)

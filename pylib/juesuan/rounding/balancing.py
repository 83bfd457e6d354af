"""Balanced rounding: every identity of all tables at once, each figure just below or above its 元 figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Status
from juesuan.model.reference import CellRef
from juesuan.rounding.figures import floor_of, nearest, plain, require_yuan, restated
from juesuan.rounding.identities import Identities, Pair, RuleBook
from juesuan.rounding.levels import Levels
from juesuan.rounding.outcome import Move, Progress, Rounding, Size, Standing, Violation
from juesuan.rounding.program import Program, program_of
from juesuan.rounding.reasons import Reasons, identity_text
from juesuan.rounding.search import Chosen, choose
from juesuan.rounding.solver import Infeasible
from juesuan.rounding.watch import Watch
from juesuan.rules.evaluate import evaluate
from juesuan.rules.instances import Instance

_ROUNDS = 3
_WHY_WRONG = "元数本身就不相等，折算时无法补救，请先改正元数"
_WHY_VIOLATED = "每个数只能取紧挨着元数的上下两个百分位之一，在此前提下各等式不能同时成立，已取差异最小的一种"
_WHY_STRICTER = "元数之间有小额差别，折算后差别不显示，核对时按相等要求，而取上下百分位都无法做到"
_WHY_UNFINISHED = "时间已到或已停止，还没有找到全部配平的取法"


def balanced(
    disclosure: Disclosure,
    *,
    seconds: float | None = None,
    progress: Callable[[Progress], object] | None = None,
) -> Rounding:
    """Round 元 to 万元 so that all tables add up.

    Each figure is the floor or the ceiling of its exact value at 0.01 万元, cells that show one 元 figure
    show one 万元 figure, and among all such roundings the one nearest to the truth is taken (see ``aims``).
    Where the 元 figures break an identity, it is listed and left out; where no rounding keeps everything, the
    smallest violation is taken and listed.

    ``seconds`` limits the search; ``progress`` is told how far it is and stops the search by returning False:
    then the best found so far is given back, and the result says so. Raises ValueError unless the unit is 元.
    """
    require_yuan(disclosure)
    watch = Watch(seconds, progress)
    book = RuleBook(disclosure)
    identities = book.identities()
    attempt = _attempt(disclosure, book, identities, watch)
    reasons = Reasons(disclosure, attempt.binding)
    return Rounding(
        disclosure=attempt.rounded,
        moved=tuple(_moves(attempt, reasons)),
        violations=tuple(_violations(book, identities, attempt.rounded, watch.standing)),
        source_errors=tuple(_source_errors(identities, disclosure)),
        hidden=tuple(_hidden(disclosure, attempt.rounded)),
        seconds=watch.seconds,
        standing=watch.standing,
        gap=attempt.chosen.gap,
        size=Size(len(attempt.program.figures), len(attempt.program.constraints), watch.parts),
    )


class _Wish(NamedTuple):
    """What to keep: identities, pairs of cells with one figure; ``elastic`` where it may be violated."""

    binding: Sequence[Instance]
    same: Sequence[Pair]
    elastic: bool = False


@dataclass(frozen=True, slots=True)
class _Attempt:
    """The identities that were to be kept, the program they make, and what came of it."""

    binding: Sequence[Instance]
    program: Program
    chosen: Chosen
    rounded: Disclosure


def _attempt(exact: Disclosure, book: RuleBook, identities: Identities, watch: Watch) -> _Attempt:
    """Round; again with more identities where the 万元 figures turn out to be held to stricter rules."""
    stricter: list[Instance] = []
    rounded = plain(exact)
    for _ in range(_ROUNDS):
        stricter += [each for each in _stricter(book, identities, rounded) if each not in stricter]
        still_false = list(book.still_false(rounded)) if stricter else []
        attempt = _first_that_fits(exact, book, _wishes(identities, stricter, still_false), watch)
        rounded = attempt.rounded
        if all(
            each in stricter or not _fails(each, rounded) for each in _stricter(book, identities, rounded)
        ):
            break
    return attempt


def _wishes(identities: Identities, stricter: list[Instance], still_false: list[Instance]) -> Iterator[_Wish]:
    """From the most that can be wished for to what must be; the last can always be had."""
    binding = identities.binding
    if stricter:
        yield _Wish([*binding, *stricter], identities.same)
        yield _Wish([*binding, *still_false], identities.same)
    yield _Wish(binding, identities.same)
    yield _Wish(binding, ())
    yield _Wish(binding, (), elastic=True)


def _first_that_fits(exact: Disclosure, book: RuleBook, wishes: Iterable[_Wish], watch: Watch) -> _Attempt:
    levels = Levels(book.universe)
    for wish in wishes:
        program = program_of(exact, wish.binding, wish.same, levels)
        try:
            chosen = choose(program, watch, elastic=wish.elastic)
        except Infeasible:
            continue
        up = dict(program.by_cell(chosen.choices))
        rounded = restated(exact, lambda cell, fen: floor_of(fen) + up.get(cell, 0))  # noqa: B023 - used here
        return _Attempt(wish.binding, program, chosen, rounded)
    raise AssertionError("an elastic program always has a solution")


def _stricter(book: RuleBook, identities: Identities, rounded: Disclosure) -> list[Instance]:
    """Identities that a check of the 万元 figures will make although the 元 figures need not keep them.

    Where sums below 50 元 vanish, all money may look like 财政拨款, and a limit becomes an equality.
    """
    known = {id(instance) for instance in (*identities.binding, *identities.wrong)}
    return [instance for instance in book.in_force(rounded) if id(instance) not in known]


def _fails(instance: Instance, figures: Disclosure) -> bool:
    return evaluate(instance, figures.amount, exact=True).status is Status.FAILED


def _moves(attempt: _Attempt, reasons: Reasons) -> Iterator[Move]:
    """Every amount that is not its plain rounding, in the order of the tables."""
    moved: dict[tuple[int, int, int], list[CellRef]] = {}
    numbered = enumerate(zip(attempt.program.figures, attempt.chosen.choices, strict=True))
    for number, (figure, choice) in numbered:
        for shown in figure.shown:
            chosen = floor_of(shown.fen) + choice
            if chosen != nearest(shown.fen):
                moved.setdefault((number, shown.fen, chosen), []).append(shown.ref)
    changed = {ref for refs in moved.values() for ref in refs}
    for (_, fen, chosen), refs in moved.items():
        yield Move(tuple(refs), fen, nearest(fen), chosen, reasons.why(refs, changed))


def _violations(
    book: RuleBook, identities: Identities, rounded: Disclosure, standing: Standing
) -> Iterator[Violation]:
    """Identities that the rounded figures break although the 元 figures keep them."""
    wrong = {id(instance) for instance in identities.wrong}
    binding = {id(instance) for instance in identities.binding}
    stricter = (each for each in book.in_force(rounded) if id(each) not in binding)
    for instance in (*identities.binding, *stricter):
        if id(instance) not in wrong and _fails(instance, rounded):
            unavoidable = _WHY_VIOLATED if id(instance) in binding else _WHY_STRICTER
            why = unavoidable if standing is Standing.BEST else _WHY_UNFINISHED
            yield _violation(instance, rounded, why)


def _source_errors(identities: Identities, exact: Disclosure) -> Iterator[Violation]:
    for instance in identities.wrong:
        yield _violation(instance, exact, _WHY_WRONG)


def _violation(instance: Instance, figures: Disclosure, why: str) -> Violation:
    refs = tuple(addend.ref for addend in instance.left + instance.right)
    residual = evaluate(instance, figures.amount, exact=True).residual
    return Violation(identity_text(instance, figures), instance.rule.id, refs, residual, why)


def _hidden(exact: Disclosure, rounded: Disclosure) -> Iterator[CellRef]:
    """Cells whose figure is not zero in 元 but 0.00 in 万元."""
    for name, table in exact.tables.items():
        for row, shown in zip(table.listing, rounded.tables[name].listing, strict=True):
            for column, amount in row.amounts.items():
                if amount.value and not shown.amount(column).value:
                    yield CellRef(name, row.id, column)

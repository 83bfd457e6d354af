"""Parts named in a text add up to the whole that it states."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.statement import Measure
from juesuan.statements.rates import roundable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.model.finding import Finding
    from juesuan.model.reference import CellRef
    from juesuan.model.rule import RuleSpec
    from juesuan.model.statement import Statement
    from juesuan.statements.words import Words


@dataclass(frozen=True, slots=True)
class _Sum:
    """A whole and its parts, in one section."""

    section: str
    whole: CellRef
    parts: tuple[CellRef, ...]


def parts(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The sums that the rule declares (options: ``sums``, each with ``section``, ``whole``, ``parts``).

    Where the text names only some parts, they must not come to more than the whole; where it names all, they
    must come to it. Both within what rounding of each figure can do.
    """
    for declared in _declared(rule):
        told = {
            one.topic.cell: one
            for one in words.of(Measure.FINAL, Measure.COUNT)
            if one.topic.cell and one.section == declared.section and one.hundredths is not None
        }
        whole = told.get(declared.whole)
        named = [told[part] for part in declared.parts if part in told]
        if whole is None or len(named) < 2:
            continue
        total, stated = sum(one.hundredths or 0 for one in named), whole.hundredths or 0
        allowed = roundable(len(named))
        complete = len(named) == len(declared.parts)
        if total > stated + allowed or (complete and total < stated - allowed):
            yield words.finding(
                rule, whole.paragraph, _message(named, whole, total), Amount(stated), Amount(total)
            )


def enumerations(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Projects gone through one by one do not come to more than what they are parts of."""
    for number, whole, parts in _runs(words):
        total = sum(parts)
        if total > whole + roundable(len(parts)):
            addends = "＋".join(str(Amount(part)) for part in parts)
            message = f"{len(parts)} 项相加 {addends}＝{Amount(total)}，前面写的是 {Amount(whole)}"
            yield words.finding(rule, number, message, Amount(whole), Amount(total))


def _runs(words: Words) -> Iterator[tuple[int, int, list[int]]]:
    """Enumerated amounts of one kind of number that stand together, with the amount right before them."""
    told = [(one, "") for one in words.of(Measure.FINAL)]
    items = [(one, mark) for one, mark in words.extraction.asides if one.measure is Measure.FINAL and mark]
    ordered = sorted(told + items, key=lambda pair: (pair[0].paragraph, pair[0].start))
    open_runs: dict[str, tuple[int, int, list[int]]] = {}
    finished: list[tuple[int, int, list[int]]] = []
    for (before, before_mark), (one, mark) in pairwise(ordered):
        if one.hundredths is None or before.hundredths is None:
            continue
        if not mark:
            finished += open_runs.values()
            open_runs.clear()
        elif mark in open_runs:
            open_runs[mark][2].append(one.hundredths)
            for inner in [kind for kind in open_runs if kind != mark and _inside(kind, mark)]:
                finished.append(open_runs.pop(inner))
        elif before.section == one.section and (before_mark != mark):
            open_runs[mark] = (one.paragraph, before.hundredths, [one.hundredths])
    yield from (run for run in (*finished, *open_runs.values()) if len(run[2]) > 1)


def _inside(kind: str, mark: str) -> bool:
    """Whether one kind of number stands within another: ① and 一是 within （1）."""
    return mark == "number" and kind in {"circled", "word"}


def _message(named: Sequence[Statement], whole: Statement, total: int) -> str:
    addends = "＋".join(f"{one.value:f}" for one in named)
    return f"“{whole.topic.name}”是 {whole.value:f}{whole.unit}，各部分相加 {addends}＝{Amount(total)}"


def _declared(rule: RuleSpec) -> Iterator[_Sum]:
    from juesuan.statements.vocabulary import cell_of

    sums = rule.options.get("sums", [])
    for item in sums if isinstance(sums, list) else []:
        whole = cell_of(item["whole"])
        found = [cell_of(part) for part in item["parts"]]
        if whole is not None:
            yield _Sum(item["section"], whole, tuple(part for part in found if part))

"""Parts named in a text add up to the whole that it states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.statement import Measure

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
    must come to it.
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
        if total > stated or (total != stated and len(named) == len(declared.parts)):
            yield words.finding(
                rule, whole.paragraph, _message(named, whole, total), Amount(stated), Amount(total)
            )


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

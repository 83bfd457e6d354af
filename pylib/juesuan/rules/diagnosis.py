"""From many comparisons that fail to few findings: each names the cell to look at, consequences under it.

Mistakes are looked for in the order of how much they explain; the comparisons that one explains become one
finding. A cell is named as the culprit only when no other explains as much, and never in a table that lists a
subject twice: its sums cannot be trusted.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.finding import Culprit, Finding, Status
from juesuan.model.rule import Severity
from juesuan.rules.causes import culprit_text, moved_column_text, moved_text, scaled_table_text, suspicion
from juesuan.rules.evidence import Evidence, coefficients
from juesuan.rules.moved_columns import moved_columns
from juesuan.rules.neighbours import Neighbours
from juesuan.rules.scaled_tables import scaled_tables
from juesuan.rules.suspects import Search, Suspect
from juesuan.rules.totals import defining_sums
from juesuan.rules.wording import finding_of, label_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.reference import CellRef
    from juesuan.rules.evaluate import Result
    from juesuan.rules.instances import Universe

ENOUGH_TO_NAME = 2
TOO_MANY = 300  # beyond this a workbook is wrong as a whole, and single causes say nothing


def diagnose(results: Sequence[Result], disclosure: Disclosure, universe: Universe) -> list[Finding]:
    """Group failed comparisons into findings, main ones in the order of the rules."""
    failed = [index for index, result in enumerate(results) if result.status is Status.FAILED]
    if not failed:
        return []
    if all(results[index].instance.rule.severity is Severity.HINT for index in failed):
        return [finding_of(results[index], disclosure) for index in failed]
    evidence = Evidence(results, defining_sums(universe), disclosure.amount)
    ranked = sorted(failed, key=lambda index: _rank(results[index]))
    grouped: list[tuple[int, Finding]] = []
    left = set(failed)
    for first, finding, explained in _explanations(evidence, disclosure, universe):
        grouped.append((first, finding))
        left -= explained
    grouped += [(index, finding_of(results[index], disclosure)) for index in ranked if index in left]
    return [finding for _, finding in sorted(grouped, key=lambda entry: entry[0])]


def _rank(result: Result) -> tuple[int, int]:
    """The comparison that says most comes first: few figures, and the deepest subject."""
    deepest = max(len(ref.row) if ref.row.isdigit() else 0 for ref in coefficients(result))
    return (len(coefficients(result)), -deepest)


def _explanations(
    evidence: Evidence, disclosure: Disclosure, universe: Universe
) -> Iterable[tuple[int, Finding, set[int]]]:
    """Findings, each with the index of its own comparison and those of all that it explains."""
    for scaled in scaled_tables(evidence, disclosure):
        explained = set(scaled.explained) | _hints_gone(evidence, scaled.corrections)
        finding, first = _finding(evidence, explained, disclosure, None)
        yield first, replace(finding, cause=scaled_table_text(scaled, disclosure)), explained
        evidence.accept(scaled.corrections, scaled.explained)
    if len(evidence.failing) > TOO_MANY:
        return
    for moved in moved_columns(evidence, disclosure, universe):
        explained = set(moved.explained) | _hints_gone(evidence, moved.corrections)
        finding, first = _finding(evidence, explained, disclosure, None)
        yield first, replace(finding, cause=moved_column_text(moved, disclosure)), explained
        evidence.accept(moved.corrections, moved.explained)
    search, unsettled = Search(evidence, Neighbours(disclosure)), set[tuple[str, str]]()
    while leaders := search.leaders():
        suspect = min(leaders, key=lambda one: (len(one.corrections), one.moved_to is not None))
        rivals = [other for other in leaders if suspect.explained & other.explained]
        uncertain = _shaken(suspect, evidence, unsettled) or search.misplaced_instead(suspect)
        doubtful = bool(disclosure.forms[suspect.ref.table].repeated)
        if _named(suspect, rivals, evidence) and not doubtful and not uncertain:
            explained = set(suspect.explained) | _hints_gone(evidence, suspect.corrections)
            finding, first = _finding(evidence, explained, disclosure, suspect)
            yield first, _accused(finding, suspect, disclosure), explained
            search.forget(evidence.accept(suspect.corrections, suspect.explained))
        else:
            finding, first = _finding(evidence, suspect.explained, disclosure, None)
            cause = "" if doubtful or uncertain else suspicion(rivals, finding, disclosure)
            yield first, replace(finding, cause=cause), set(suspect.explained)
            search.forget(evidence.set_aside(suspect.explained))
            unsettled |= _columns(evidence, suspect.explained)


def _shaken(suspect: Suspect, evidence: Evidence, unsettled: set[tuple[str, str]]) -> bool:
    """Whether other mistakes in the suspect's column make uncertain what the sums there say of it.

    Those still to be explained count only where no comparison that it explains holds the suspect itself.
    """
    column = (suspect.ref.table, suspect.ref.column)
    direct = any(suspect.ref in coefficients(evidence.results[index]) for index in suspect.explained)
    other = set() if direct else evidence.failing - suspect.explained
    return column in unsettled | _columns(evidence, other)


def _columns(evidence: Evidence, indexes: Collection[int]) -> set[tuple[str, str]]:
    """The columns in which something is wrong that could not be told: what sums there say is not certain."""
    return {(ref.table, ref.column) for index in indexes for ref in coefficients(evidence.results[index])}


def _named(suspect: Suspect, rivals: Sequence[Suspect], evidence: Evidence) -> bool:
    """Only one mistake explains the numbers, and by more than one comparison.

    A limit does not say by how much a figure is wrong: without any equality nobody is named.
    """
    if max(len(suspect.explained), suspect.exact) < ENOUGH_TO_NAME:
        return False
    if not any(evidence.equates(index) for index in suspect.explained):
        return False
    return all(_same(suspect, other) for other in rivals)


def _same(one: Suspect, other: Suspect) -> bool:
    cells = {one.ref, one.moved_to}
    return {other.ref, other.moved_to} == cells or (
        one.moved_to is None and set(other.corrections) <= set(one.corrections)
    )


def _hints_gone(evidence: Evidence, corrections: dict[CellRef, int]) -> set[int]:
    return {
        index
        for index, residual in evidence.tried(corrections).items()
        if not evidence.hard(index)
        and evidence.fails(index, evidence.residuals[index])
        and not evidence.fails(index, residual)
    }


def _finding(
    evidence: Evidence, explained: Collection[int], disclosure: Disclosure, suspect: Suspect | None
) -> tuple[Finding, int]:
    """One finding for all that a mistake explains: the most telling comparison, with the others under it."""

    def order(index: int) -> tuple[object, ...]:
        result = evidence.results[index]
        names_it = suspect is not None and suspect.ref in coefficients(result)
        return (not evidence.hard(index), not names_it, *_rank(result), index)

    first, *others = sorted(explained, key=order)
    main = finding_of(evidence.results[first], disclosure)
    consequences = tuple(finding_of(evidence.results[index], disclosure) for index in others)
    main = replace(main, consequences=consequences)
    return main, first


def _accused(main: Finding, suspect: Suspect, disclosure: Disclosure) -> Finding:
    """Point the finding at the cell that explains it, and say what it should hold."""
    culprit = Culprit(
        ref=suspect.ref,
        address=disclosure.address(suspect.ref),
        label=label_of(suspect.ref, disclosure),
        stated=disclosure.amount(suspect.ref),
        expected=Amount(suspect.expected),
    )
    cause = moved_text(suspect, disclosure) if suspect.moved_to else culprit_text(main, culprit, disclosure)
    return replace(main, ref=suspect.ref, address=culprit.address, culprit=culprit, cause=cause)

"""Mistakes about whole rows: a subject under a wrong code, left out, or listed twice.

One such row upsets many comparisons in several tables. Each plausible repair is made on a copy and everything
is examined again; it counts only if it is the one repair that settles most, and upsets nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.model.finding import Finding
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rules.checks.rows import row_column
from juesuan.rules.evidence import coefficients
from juesuan.rules.examination import Examination, examine
from juesuan.rules.row_repairs import Repair, repairs
from juesuan.rules.wording import finding_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.rule import RuleSpec
    from juesuan.rules.evaluate import Result

    Key = tuple[str, str, str]

ENOUGH = 2
TOO_MANY_REPAIRS = 20  # beyond this the tables differ as a whole, and a single row says nothing


@dataclass(frozen=True, slots=True)
class Settled:
    """A repair with what it settles: comparisons (by index) and findings of checks."""

    repair: Repair
    examination: Examination
    comparisons: tuple[int, ...]
    findings: tuple[Finding, ...]


def settle_rows(examination: Examination, rules: Sequence[RuleSpec]) -> tuple[list[Finding], Examination]:
    """Explain what mistakes about rows explain; returns their findings and the examination without them.

    The returned examination is that of the repaired rows: what still fails there has other reasons.
    """
    found: list[Finding] = []
    while best := _best(examination, rules):
        found.append(_finding(best, examination))
        gone = {finding.fingerprint for finding in best.findings}
        best.examination.findings = [
            finding for finding in examination.findings if finding.fingerprint not in gone
        ]
        examination = best.examination
    return found, examination


def _best(examination: Examination, rules: Sequence[RuleSpec]) -> Settled | None:
    if len(examination.failed) < ENOUGH:
        return None
    possible = repairs(examination)
    if len(possible) > TOO_MANY_REPAIRS:
        return None
    settled = [entry for repair in possible if (entry := _settling(repair, examination, rules))]
    if not settled:
        return None
    most = max(len(entry.comparisons) for entry in settled)
    best = [entry for entry in settled if len(entry.comparisons) == most]
    return best[0] if len(best) == 1 else None


def _settling(repair: Repair, before: Examination, rules: Sequence[RuleSpec]) -> Settled | None:
    after = examine(repair.disclosure, rules)
    if after.hindered != before.hindered:
        return None
    failing = {_key(after.results[index]) for index in after.failed if _hard(after.results[index])}
    failed = {_key(before.results[index]): index for index in before.failed}
    if failing - failed.keys():
        return None
    still = {_key(after.results[index]) for index in after.failed}
    comparisons = [index for key, index in failed.items() if key not in still]
    if sum(_hard(before.results[index]) for index in comparisons) < ENOUGH:
        return None
    known = {finding.fingerprint for finding in after.findings}
    gone = tuple(finding for finding in before.findings if finding.fingerprint not in known)
    return Settled(repair, after, tuple(comparisons), gone)


def _key(result: Result) -> Key:
    instance = result.instance
    return (instance.rule.id, instance.row, instance.column)


def _hard(result: Result) -> bool:
    return result.instance.rule.severity is not Severity.HINT


def _finding(settled: Settled, examination: Examination) -> Finding:
    """The comparison that is nearest to the row, with everything else that it explains under it."""
    results = examination.results

    def order(index: int) -> tuple[bool, int, int]:
        return (not _hard(results[index]), len(coefficients(results[index])), index)

    disclosure = examination.disclosure
    first, *others = sorted(settled.comparisons, key=order)
    consequences = [finding_of(results[index], disclosure) for index in others] + list(settled.findings)
    also = f"，另外 {len(consequences)} 处不符也随之消失" if consequences else ""
    repair = settled.repair
    return replace(
        finding_of(results[first], disclosure),
        ref=CellRef(repair.table.spec.id, repair.row.id, row_column(repair.table)),
        address=repair.address,
        cause=f"{repair.text}后，这里就对上了{also}",
        consequences=tuple(consequences),
    )

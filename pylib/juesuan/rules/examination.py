"""One run of the rules over a disclosure: what each comparison gave, before anybody asks why."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from juesuan.model.finding import Outcome, Status
from juesuan.model.rule import Kind, RuleSpec
from juesuan.rules.checks import CHECKS, NotApplicable
from juesuan.rules.evaluate import Result, evaluate
from juesuan.rules.instances import Instance, NotInLayout, Universe, expand, universe_of
from juesuan.rules.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Finding


@dataclass(slots=True)
class Examination:
    """What one run of the rules has established: comparisons, findings of checks, an outcome for every rule.

    ``hindered`` are the rules whose circumstances do not hold.
    """

    disclosure: Disclosure
    universe: Universe
    knowledge: Knowledge
    results: list[Result] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)
    hindered: set[str] = field(default_factory=set)

    @property
    def failed(self) -> list[int]:
        """The indexes of the comparisons that do not hold."""
        return [index for index, result in enumerate(self.results) if result.status is Status.FAILED]


def examine(disclosure: Disclosure, rules: Sequence[RuleSpec]) -> Examination:
    """Run the rules; each ends in a status, nothing is skipped silently."""
    examination = Examination(disclosure, universe_of(disclosure), Knowledge(disclosure))
    for rule in rules:
        if reason := examination.knowledge.hindrance(rule.when):
            examination.hindered.add(rule.id)
            examination.outcomes.append(Outcome(rule, Status.NOT_APPLICABLE, reason))
        elif rule.check:
            _run_check(rule, examination)
        else:
            _run_identity(rule, examination)
    return examination


def chosen(rules: Sequence[RuleSpec], wanted: Sequence[str], skipped: Sequence[str]) -> list[RuleSpec]:
    """The rules that run: those that match a wanted pattern (all without one) and no skipped pattern."""
    return [
        rule
        for rule in rules
        if not any(fnmatchcase(rule.id, pattern) for pattern in skipped)
        and (not wanted or any(fnmatchcase(rule.id, pattern) for pattern in wanted))
    ]


def _run_check(rule: RuleSpec, examination: Examination) -> None:
    try:
        findings = CHECKS[rule.check](rule, examination.disclosure, examination.universe)
    except NotApplicable as reason:
        examination.outcomes.append(Outcome(rule, Status.NOT_APPLICABLE, str(reason)))
        return
    examination.findings.extend(findings)
    status = Status.FAILED if findings else Status.PASSED
    examination.outcomes.append(Outcome(rule, status, failed=len(findings)))


def _run_identity(rule: RuleSpec, examination: Examination) -> None:
    try:
        instances = expand(rule, examination.universe)
    except NotInLayout as reason:
        examination.outcomes.append(Outcome(rule, Status.NOT_APPLICABLE, str(reason)))
        return
    known, unknown = examination.knowledge.known(instances)
    results = [_evaluated(instance, examination) for instance in known]
    examination.results.extend(results)
    examination.outcomes.append(_outcome(rule, [result for result in results if result.terms], unknown))


def _evaluated(instance: Instance, examination: Examination) -> Result:
    disclosure = examination.disclosure
    return evaluate(instance, disclosure.amount, exact=disclosure.unit == "元")


def _outcome(rule: RuleSpec, results: list[Result], unknown: str) -> Outcome:
    failed = sum(result.status is Status.FAILED for result in results)
    rounded = sum(result.status is Status.ROUNDING for result in results)
    if failed:
        status = Status.FAILED
    elif rounded and rule.kind is not Kind.LIMIT:
        status = Status.ROUNDING
    elif results:
        status = Status.PASSED
    else:
        return Outcome(rule, Status.NOT_APPLICABLE, unknown or "相关单元格都没有金额")
    return Outcome(rule, status, unknown, len(results), failed, rounded)

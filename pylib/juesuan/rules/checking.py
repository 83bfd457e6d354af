"""Running every rule of a layout over a disclosure: each ends in a status, nothing is skipped silently."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from juesuan.model.finding import Outcome, Report, Status
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.rules.checks import CHECKS, NotApplicable
from juesuan.rules.diagnosis import diagnose
from juesuan.rules.evaluate import Result, evaluate
from juesuan.rules.instances import Instance, NotInLayout, Universe, expand, universe_of
from juesuan.rules.knowledge import Knowledge
from juesuan.rules.wording import finding_of
from juesuan.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Finding, Waiver

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


@dataclass(slots=True)
class Examination:
    """What one run of the rules has established so far."""

    disclosure: Disclosure
    universe: Universe
    knowledge: Knowledge
    results: list[Result] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)


def check(
    disclosure: Disclosure,
    *,
    rules: Sequence[str] = (),
    skip: Sequence[str] = (),
    waivers: Sequence[Waiver] = (),
    today: dt.date | None = None,
) -> Report:
    """Check a disclosure against the rules of its layout.

    ``rules`` and ``skip`` are rule ids or patterns such as ``X1*``; without ``rules`` all run. ``waivers``
    take the findings they name out of the report's main list. The figures stay untouched.
    """
    examination = Examination(disclosure, universe_of(disclosure), Knowledge(disclosure))
    for rule in disclosure.layout.rules:
        if _chosen(rule, rules, skip):
            _run(rule, examination)
    failed = diagnose(examination.results, disclosure, examination.universe)
    findings = sorted((*failed, *examination.findings), key=lambda finding: _ORDER[finding.severity])
    roundings = tuple(
        finding_of(result, disclosure) for result in examination.results if result.status is Status.ROUNDING
    )
    return _report(disclosure, examination, findings, roundings, waivers, today)


def _report(
    disclosure: Disclosure,
    examination: Examination,
    findings: list[Finding],
    roundings: tuple[Finding, ...],
    waivers: Sequence[Waiver],
    today: dt.date | None,
) -> Report:
    waived: tuple[Finding, ...] = ()
    stale: tuple[Waiver, ...] = ()
    if waivers:
        from juesuan.rules.waivers import apply

        findings, waived, stale = apply(findings, waivers, today or dt.datetime.now().astimezone().date())
    return Report(
        findings=tuple(findings),
        outcomes=tuple(examination.outcomes),
        layout=disclosure.layout.id,
        organisation=disclosure.organisation,
        year=disclosure.year,
        version=VERSION,
        time=dt.datetime.now().astimezone(),
        path=disclosure.path,
        sha256=disclosure.sha256,
        unit=disclosure.unit,
        roundings=roundings,
        waived=waived,
        stale_waivers=stale,
        remarks=tuple(disclosure.remarks),
        not_located=tuple(disclosure.not_located),
    )


def _chosen(rule: RuleSpec, wanted: Sequence[str], skipped: Sequence[str]) -> bool:
    if any(fnmatchcase(rule.id, pattern) for pattern in skipped):
        return False
    return not wanted or any(fnmatchcase(rule.id, pattern) for pattern in wanted)


def _run(rule: RuleSpec, examination: Examination) -> None:
    if reason := examination.knowledge.hindrance(rule.when):
        examination.outcomes.append(Outcome(rule, Status.NOT_APPLICABLE, reason))
    elif rule.check:
        _run_check(rule, examination)
    else:
        _run_identity(rule, examination)


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

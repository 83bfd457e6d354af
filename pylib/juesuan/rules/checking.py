"""Checking a disclosure: the rules are run, what does not hold is explained, and all of it reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from juesuan.model.finding import Report, Status
from juesuan.model.rule import Severity
from juesuan.rules.diagnosis import diagnose
from juesuan.rules.examination import Examination, chosen, examine
from juesuan.rules.row_mistakes import settle_rows
from juesuan.rules.wording import finding_of
from juesuan.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Finding, Waiver

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


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
    running = chosen(disclosure.layout.rules, rules, skip)
    examination = examine(disclosure, running)
    about_rows, remaining = settle_rows(examination, running)
    about_cells = diagnose(remaining.results, remaining.disclosure, remaining.universe)
    about_cells, checks = _folded(about_cells, remaining.findings)
    roundings = [
        finding_of(result, disclosure) for result in examination.results if result.status is Status.ROUNDING
    ]
    unlikely = [finding for finding in roundings if finding.severity is Severity.WARNING]
    findings = sorted(
        (*about_rows, *about_cells, *unlikely, *checks),
        key=lambda finding: _ORDER[finding.severity],
    )
    likely = tuple(finding for finding in roundings if finding.severity is Severity.HINT)
    return _report(disclosure, examination, findings, likely, waivers, today)


def _folded(comparisons: list[Finding], checks: list[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Put findings of checks under the comparisons that say the same of the same row.

    A check names the rules it stands under in its option ``under``.
    """
    rest = []
    for finding in checks:
        above = cast("list[str]", finding.rule.options.get("under", []))
        for place, main in enumerate(comparisons):
            same = (one for one in (main, *main.consequences) if one.rule.id in above)
            if any(_row_of(one) == _row_of(finding) for one in same):
                comparisons[place] = replace(main, consequences=(*main.consequences, finding))
                break
        else:
            rest.append(finding)
    return comparisons, rest


def _row_of(finding: Finding) -> tuple[str, str] | None:
    ref = finding.left[0].ref if finding.left else finding.ref
    return (ref.table, ref.row) if ref else None


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

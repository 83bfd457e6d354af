"""Checking the forms of 绩效自评: every rule ends in a status, as those about tables do."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.rulebook import load_performance_rules
from juesuan.model.finding import Outcome, Report, Status
from juesuan.model.performance import Evaluation
from juesuan.model.rule import Severity
from juesuan.performance.case import Case
from juesuan.performance.checks import PERFORMANCE_CHECKS
from juesuan.performance.form_text import read_forms
from juesuan.rules.examination import chosen
from juesuan.statements.words import understand
from juesuan.texts.printed import printed_lines
from juesuan.texts.reading import read_writing
from juesuan.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.statements.words import Words

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


@lru_cache(maxsize=2)
def performance_rules(specs: Path = SPECS) -> tuple[RuleSpec, ...]:
    """The rules about 绩效自评. Raises SpecError when one is broken."""
    return load_performance_rules(specs / "rules")


def check_performance(case: Case, *, rules: Sequence[str] = (), skip: Sequence[str] = ()) -> Report:
    """Check forms. Without any form no rule applies, and the outcomes say so."""
    findings: list[Finding] = []
    outcomes: list[Outcome] = []
    for rule in chosen(performance_rules(), rules, skip):
        if not case.evaluation.forms:
            outcomes.append(Outcome(rule, Status.NOT_APPLICABLE, "没有读到绩效自评表"))
            continue
        found = list(PERFORMANCE_CHECKS[rule.check](rule, case))
        findings += found
        outcomes.append(Outcome(rule, Status.FAILED if found else Status.PASSED, failed=len(found)))
    disclosure = case.disclosure
    return Report(
        findings=tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity])),
        outcomes=tuple(outcomes),
        layout=disclosure.layout.id,
        organisation=disclosure.organisation,
        year=disclosure.year,
        version=VERSION,
        time=dt.datetime.now().astimezone(),
        path=case.words.writing.path if case.words else disclosure.path,
        unit=disclosure.unit,
    )


def case_of(words: Words) -> Case:
    """The case of a publication: the forms are read from its file once more, line by line."""
    path = Path(words.writing.path)
    evaluation = read_forms(printed_lines(path)) if path.exists() else Evaluation()
    return Case(evaluation, words.disclosure, words)


def workbook_case(disclosure: Disclosure, document: Path | None = None) -> Case:
    """The case of a workbook with sheets of 绩效自评, perhaps beside the text of its publication.

    Without such sheets the forms of the text count. Raises ReadError and TextError as reading does.
    """
    from juesuan.books.performance_sheets import evaluation_of, read_form_sheets
    from juesuan.books.sheets import open_book

    words = understand(disclosure, read_writing(document)) if document else None
    own = evaluation_of(read_form_sheets(open_book(disclosure.path))) if disclosure.path else Evaluation()
    if own.forms or words is None:
        return Case(own, disclosure, words)
    return case_of(words)


def with_performance(
    report: Report, words: Words, *, rules: Sequence[str] = (), skip: Sequence[str] = ()
) -> Report:
    """A report about words, and what the forms of the same publication bring up."""
    more = check_performance(case_of(words), rules=rules, skip=skip)
    findings = sorted((*report.findings, *more.findings), key=lambda finding: _ORDER[finding.severity])
    return replace(report, findings=tuple(findings), outcomes=(*report.outcomes, *more.outcomes))

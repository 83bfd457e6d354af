"""Checking the words of a publication against its tables and against themselves."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.rulebook import load_word_rules
from juesuan.model.finding import Outcome, Report, Status
from juesuan.model.rule import Severity
from juesuan.rules.examination import chosen
from juesuan.statements.checks import WORD_CHECKS
from juesuan.statements.words import understand
from juesuan.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.model.writing import Writing
    from juesuan.statements.words import Words

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.HINT: 2}


@lru_cache(maxsize=2)
def word_rules(specs: Path = SPECS) -> tuple[RuleSpec, ...]:
    """The rules about words. Raises SpecError when one is broken."""
    return load_word_rules(specs / "rules")


def check_words(
    disclosure: Disclosure, writing: Writing, *, rules: Sequence[str] = (), skip: Sequence[str] = ()
) -> Report:
    """Check what a publication says in words. ``rules`` and ``skip`` are rule ids or patterns such as W1*."""
    return checked(understand(disclosure, writing), rules=rules, skip=skip)


def checked(words: Words, *, rules: Sequence[str] = (), skip: Sequence[str] = ()) -> Report:
    """Check words that have been understood; findings in the order of severity, then of the text."""
    findings: list[Finding] = []
    outcomes = []
    for rule in chosen(word_rules(), rules, skip):
        found = list(WORD_CHECKS[rule.check](rule, words))
        findings += found
        outcomes.append(Outcome(rule, Status.FAILED if found else Status.PASSED, failed=len(found)))
    path = Path(words.writing.path)
    return Report(
        findings=tuple(sorted(findings, key=lambda finding: _ORDER[finding.severity])),
        outcomes=tuple(outcomes),
        layout=words.disclosure.layout.id,
        organisation=words.disclosure.organisation,
        year=words.disclosure.year,
        version=VERSION,
        time=dt.datetime.now().astimezone(),
        path=str(path),
        sha256=hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "",
        unit=words.disclosure.unit,
    )

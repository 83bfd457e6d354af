"""Everything the evidence rests on: tables, the check of the tables, the text and the check of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from juesuan.model.performance import Evaluation
from juesuan.statements.outline import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Finding, Report
    from juesuan.statements.words import Words


@dataclass(frozen=True, slots=True)
class Facts:
    """``words`` and ``words_report`` are None where no text of the publication was given."""

    disclosure: Disclosure
    report: Report
    words: Words | None = None
    words_report: Report | None = None
    evaluation: Evaluation = field(default_factory=Evaluation)

    def table_findings(self, rules: Sequence[str]) -> list[Finding]:
        """Findings of table rules (ids or patterns), those that follow from others included."""
        found = [one for finding in self.report.findings for one in (finding, *finding.consequences)]
        return _of(found, rules)

    def word_findings(self, rules: Sequence[str]) -> list[Finding]:
        """Findings of rules about words and about 绩效自评 (ids or patterns)."""
        return _of(self.words_report.findings if self.words_report else (), rules)

    def section(self, name: str) -> str | None:
        """The text of a section and those below it, without white space; None where there is none."""
        placed = self.words.placed if self.words else ()
        here = [one for one in placed if one.section.startswith(name)]
        return "".join(one.compact.text for one in here) if here else None

    def part(self, title: str) -> str | None:
        """The text of a part, without white space and its heading; None where there is none."""
        part = Part(title)
        here = [one for one in (self.words.placed if self.words else ()) if one.part is part]
        return "".join(one.compact.text for one in here if not one.heading) if here else None


def _of(findings: Sequence[Finding], rules: Sequence[str]) -> list[Finding]:
    return [one for one in findings if any(fnmatchcase(one.rule.id, pattern) for pattern in rules)]

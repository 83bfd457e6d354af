"""What checking words makes of a change: an error, something less, or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Finding
from juesuan.model.rule import Severity
from juesuan.statements.checking import check_words
from tests.word_mutation.explanations import writing, written
from tests.word_mutation.mutations import Kind, Mutation, mutations


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of one change: the worst new finding's severity, its rule, whether one stands at the line."""

    mutation: Mutation
    severity: Severity | None
    rule: str
    at_the_line: bool


class Study:
    """One explanation, with what is found in it as it is."""

    def __init__(self, disclosure: Disclosure) -> None:
        """Write the explanation and check it."""
        self.disclosure = disclosure
        self.lines = [passage.text for passage in writing(disclosure).passages]
        self.known = Counter(self._keys(self.lines))

    def judged(self, every: int = 1) -> Iterator[Judgement]:
        """All changes, or every so many of them."""
        for mutation in list(mutations(self.lines, self.disclosure.organisation))[::every]:
            yield self.judge(mutation)

    def judge(self, mutation: Mutation) -> Judgement:
        """Check the explanation with a change."""
        left = Counter(self.known)
        new: list[Finding] = []
        for finding in self._findings(mutation.made_in(self.lines)):
            key = _key(finding)
            if left[key]:
                left[key] -= 1
            else:
                new.append(finding)
        if not new:
            return Judgement(mutation, None, "", at_the_line=False)
        place = f"第 {mutation.line + 1} 段"
        at_the_line = any(place in str(finding.address) for finding in new)
        return Judgement(mutation, new[0].severity, new[0].rule.id, at_the_line)

    def _findings(self, lines: list[str]) -> tuple[Finding, ...]:
        return check_words(self.disclosure, written(lines)).findings

    def _keys(self, lines: list[str]) -> Iterable[tuple[str, str]]:
        return [_key(finding) for finding in self._findings(lines)]


def _key(finding: Finding) -> tuple[str, str]:
    return finding.rule.id, finding.message


def found(judgements: Iterable[Judgement], *kinds: Kind) -> float:
    """The share of changes of some kinds that are found at all."""
    chosen = [one for one in judgements if one.mutation.kind in kinds]
    return sum(one.severity is not None for one in chosen) / len(chosen)

"""Going through a list of questions: what the evidence says, what the officer said, what to hand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.selfcheck import Answer, Checklist, Item, Judgement, Line, Selfcheck, Verdict
from juesuan.selfcheck.evidence import EVIDENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan.selfcheck.facts import Facts


def selfcheck(facts: Facts, checklist: Checklist, answers: Mapping[int, Answer]) -> Selfcheck:
    """Judge every item of a list. ``answers`` are the officer's, by number; they may be none."""
    return Selfcheck(
        checklist, tuple(_line(facts, item, answers.get(item.number)) for item in checklist.items)
    )


def _line(facts: Facts, item: Item, given: Answer | None) -> Line:
    judgement = EVIDENCE[item.check](item, facts) if item.check else Judgement(None, (item.look,))
    if judgement.answer is None:
        return Line(item, given, judgement, Verdict.PERSON, given)
    if given is None:
        unwanted = Answer.YES if item.reverse else Answer.NO
        doubtful = not judgement.certain and judgement.answer is unwanted
        verdict = Verdict.DOUBTFUL if doubtful else Verdict.FILLED
        return Line(item, given, judgement, verdict, None if doubtful else judgement.answer)
    if given is judgement.answer:
        return Line(item, given, judgement, Verdict.AGREES, given)
    if judgement.certain:
        return Line(item, given, judgement, Verdict.CONTRADICTED, judgement.answer)
    return Line(item, given, judgement, Verdict.DOUBTFUL, None)

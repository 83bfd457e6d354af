"""The self-check of a workbook and a publication, from reading to judging."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.performance.checking import case_of, with_performance
from juesuan.selfcheck.answering import selfcheck
from juesuan.selfcheck.answers import answers_in, read_answers
from juesuan.selfcheck.checklists import list_of_layout, load_checklist
from juesuan.selfcheck.evidence import EVIDENCE
from juesuan.selfcheck.facts import Facts
from juesuan.statements.checking import checked
from juesuan.statements.recognition import recognised
from juesuan.statements.words import understand
from juesuan.texts.printed import printed_lines
from juesuan.texts.reading import read_writing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Report
    from juesuan.model.selfcheck import Answer, Selfcheck


@dataclass(frozen=True, slots=True)
class Sources:
    """What a self-check may rest on besides the tables: the text, the officer's answers, the list."""

    text: Path | None = None
    answers: Path | None = None
    checklist: str = ""


def selfcheck_of(disclosure: Disclosure, report: Report, sources: Sources) -> Selfcheck:
    """Go through a list. ``report`` is the check of the tables.

    Without a file of answers those count that stand in the 自查表 at the end of the text, if there is one.
    Raises SpecError, TextError and ReadError as reading does, and TextError for the text of another
    department or year, or of a budget.
    """
    checklist = (
        load_checklist(sources.checklist, EVIDENCE)
        if sources.checklist
        else list_of_layout(disclosure.layout.id, EVIDENCE)
    )
    given: Mapping[int, Answer] = {}
    facts = Facts(disclosure, report)
    if sources.text:
        words = understand(disclosure, read_writing(sources.text))
        recognised(words)
        evaluation = case_of(words).evaluation
        facts = Facts(disclosure, report, words, with_performance(checked(words), words), evaluation)
        given = answers_in(printed_lines(sources.text), checklist)
    if sources.answers:
        given = read_answers(sources.answers)
    return selfcheck(facts, checklist, given)

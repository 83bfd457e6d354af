"""Words of direction against the figures beside them: 大于 and 小于, 增加 and 减少, 增加 and 增长."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.statement import Measure
from juesuan.statements.outline import Part
from juesuan.statements.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.model.statement import Statement, Topic
    from juesuan.statements.words import Words

_AGAINST = re.compile(
    r"决算数?(?:(?P<more>大于|高于|多于|超过)|(?P<less>小于|低于|少于)|(?P<same>等于|与(?=[^，。]{0,6}预算数?持平)))"
    r"(?:当年|全年|调整)?(?:年初)?预算"
)
_WHY = re.compile(r"(?P<word>增加|增长|上升|减少|下降|降低)的?(?:主要)?原因")
_UP = frozenset({"增加", "增长", "上升"})
_NEAR = 12  # signs between an amount of change and the rate that goes with it


def against_budget(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """决算数大于预算数 and the like, against the two figures."""
    for number, text in _explanation(words):
        for match in _AGAINST.finditer(text):
            final = _meant(words, Measure.FINAL, number, match.start())
            if final is None or final.hundredths is None:
                continue
            planned = _planned(words, final)
            if planned is None:
                continue
            claimed = 1 if match["more"] else -1 if match["less"] else 0
            difference = final.hundredths - planned
            if claimed != (difference > 0) - (difference < 0):
                right = "大于" if difference > 0 else "小于" if difference < 0 else "等于"
                both = f"决算数 {final.value:f}，预算数 {Amount(planned)}"
                quote = words.sentence(number, match.start(), match.end())
                message = f"“{quote}”：{both}，应为{right}"
                yield words.finding(rule, number, message, Amount(final.hundredths), Amount(planned))


def reason_of_change(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """增加的主要原因 where the change stated before it is 减少, and the other way round."""
    for number, text in _explanation(words):
        for match in _WHY.finditer(text):
            stated = _meant(words, Measure.CHANGE, number, match.start())
            if stated is None or not stated.direction:
                continue
            if (1 if match["word"] in _UP else -1) != stated.direction:
                said = f"{'增加' if stated.direction > 0 else '减少'}{stated.value:f}{stated.unit}"
                quote = words.sentence(number, match.start(), match.end())
                yield words.finding(rule, number, f"“{quote}”：前面写的是“{stated.topic.name}”{said}")


def change_and_growth(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """增加…万元 goes with 增长…%, 减少 with 下降."""
    previous: Statement | None = None
    for statement in words.of(Measure.CHANGE, Measure.GROWTH):
        together = (
            previous is not None
            and previous.measure is Measure.CHANGE
            and statement.measure is Measure.GROWTH
            and previous.paragraph == statement.paragraph
            and statement.start - previous.end <= _NEAR
        )
        opposite = previous and previous.direction * statement.direction < 0
        if together and opposite and previous:
            whole = words.placed[statement.paragraph].compact.quote(previous.start, statement.end)
            start = words.sentence(statement.paragraph, previous.start, previous.end)
            rest = words.sentence(statement.paragraph, statement.start, statement.end)
            quote = f"{start}，{rest}" if start != rest else whole
            yield words.finding(rule, statement.paragraph, f"“{quote}”：增减额和增减率方向相反")
        previous = statement


def _explanation(words: Words) -> Iterator[tuple[int, str]]:
    for number, placed in enumerate(words.placed):
        if placed.part is Part.EXPLANATION and not placed.heading:
            yield number, placed.compact.text


def _meant(words: Words, measure: Measure, paragraph: int, place: int) -> Statement | None:
    """The statement that a clause speaks of: of the subject it names, else the last one before it.

    None where the clause names another subject than those of which the paragraph states the measure.
    """
    section, text = words.placed[paragraph].section, words.placed[paragraph].compact.text
    clause = text[max(text.rfind(sign, 0, place) for sign in "。；，") + 1 : place]
    before = [
        one
        for one in words.of(measure)
        if one.section == section and (one.paragraph, one.start) < (paragraph, place)
    ]
    named = load_vocabulary().last_in(clause, section)
    if named is not None:
        before = [one for one in before if _same(one.topic, named)]
    elif before and before[-1].paragraph < paragraph - 1:
        return None
    return before[-1] if before else None


def _same(one: Topic, other: Topic) -> bool:
    return one.cell == other.cell if one.cell and other.cell else one.name == other.name


def _planned(words: Words, final: Statement) -> int | None:
    stated = words.nearest(Measure.BUDGET, final.topic, final)
    if stated is not None:
        return stated.hundredths
    amount = words.amount(final.topic.budget)
    return amount.value if amount is not None and not amount.blank else None

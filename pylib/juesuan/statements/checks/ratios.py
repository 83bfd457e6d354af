"""Shares, growth and completion rates: recomputed from the figures beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.statement import Measure
from juesuan.statements.rates import percent, possible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.model.statement import Statement, Topic
    from juesuan.statements.words import Words


_ALL = 100  # percent: no part of anything is more


def share(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """占比 = part / whole."""
    for statement in words.of(Measure.SHARE):
        part = _final(words, statement.topic, statement)
        whole = _final(words, statement.whole, statement)
        if part is not None and whole is not None and whole > 0:
            name = statement.whole.name if statement.whole else ""
            if part <= whole and statement.value > _ALL:
                yield _told(rule, words, statement, part, whole, name)
            else:
                yield from _wrong(rule, words, statement, part, whole, name)


def completion(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """完成率 = 决算数 / 预算数."""
    for statement in words.of(Measure.COMPLETION):
        final = _final(words, statement.topic, statement)
        planned = words.nearest(Measure.BUDGET, statement.topic, statement)
        if final is not None and planned is not None and planned.hundredths:
            yield from _wrong(rule, words, statement, final, planned.hundredths, "预算数")


def growth(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """增减率 = 增减额 / (决算数 - 增减额)."""
    for statement in words.of(Measure.GROWTH):
        base = _base(words, statement)
        if base is None:
            continue
        changed, before = base
        if before > 0:
            yield from _wrong(rule, words, statement, changed, before, "上年决算数", slack=2)


def zero_base(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """A rate on a base of zero says nothing and is not stated."""
    for statement in words.of(Measure.SHARE, Measure.COMPLETION, Measure.GROWTH):
        name, base = "", None
        if statement.measure is Measure.SHARE and statement.whole:
            name, base = statement.whole.name, _final(words, statement.whole, statement)
        elif statement.measure is Measure.COMPLETION:
            planned = words.nearest(Measure.BUDGET, statement.topic, statement)
            name, base = "预算数", planned.hundredths if planned else None
        elif (found := _base(words, statement)) is not None:
            name, base = "上年决算数", found[1]
        if base == 0:
            quote = words.sentence(statement.paragraph, statement.start, statement.end)
            yield words.finding(rule, statement.paragraph, f"“{quote}”：{name}是 0，不应写百分比")


def _base(words: Words, statement: Statement) -> tuple[int, int] | None:
    """What changed, and last year's figure, in hundredths; None where they are not known."""
    final = _final(words, statement.topic, statement)
    changes = [
        one
        for one in words.of(Measure.CHANGE)
        if one.paragraph == statement.paragraph
        and one.topic == statement.topic
        and one.start < statement.start
    ]
    if final is None or not changes or changes[-1].hundredths is None:
        return None
    changed = changes[-1].hundredths
    return changed, final - changes[-1].direction * changed


def _final(words: Words, topic: Topic | None, near: Statement) -> int | None:
    """A figure in hundredths: as this section states it, else as the table does."""
    if topic is None:
        return None
    stated = words.nearest(Measure.FINAL, topic, near)
    if stated is not None and stated.hundredths is not None:
        return stated.hundredths
    amount = words.amount(topic.cell)
    return amount.value if amount is not None else None


def _wrong(  # noqa: PLR0913 - a rate, its parts, and how it is told
    rule: RuleSpec, words: Words, statement: Statement, part: int, whole: int, base: str, *, slack: int = 1
) -> Iterator[Finding]:
    if not possible(statement.value, statement.decimals, part, whole, slack=slack):
        yield _told(rule, words, statement, part, whole, base)


def _told(rule: RuleSpec, words: Words, statement: Statement, part: int, whole: int, base: str) -> Finding:
    quote = words.sentence(statement.paragraph, statement.start, statement.end)
    right = percent(part, whole, max(statement.decimals, words.percent_decimals, 2))
    sums = f"{part / 100:.2f}÷{whole / 100:.2f}"
    return words.finding(rule, statement.paragraph, f"“{quote}”：{sums}（{base}）＝{right}")

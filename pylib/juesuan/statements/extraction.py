"""Sentences become statements: what each number of the explanation is said to be.

The genre is formal: the words right before a number say what it measures, the nearest name before it what it
is about. A number whose words say neither is not guessed at; it is counted as not understood.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.model.statement import Measure, Statement, Topic
from juesuan.statements.asides import change_before, item_before
from juesuan.statements.compact import compact
from juesuan.statements.extracted import Extraction, Numeral
from juesuan.statements.outline import Part
from juesuan.statements.phrasing import (
    BUDGET,
    CHANGE,
    COMPLETED,
    COMPLETION,
    COUNTED,
    FUND_TABLES,
    GROWTH,
    MONEY,
    NUMBER,
    PART_OF_US,
    REASON,
    ROUNDED,
    SENTENCE_END,
    SHARE,
    STATED,
    TO_BUDGET,
    UP,
    ends,
    of_another_year,
    silent,
)
from juesuan.statements.subject_names import titles
from juesuan.statements.vocabulary import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan.model.disclosure import Disclosure
    from juesuan.statements.asides import Aside
    from juesuan.statements.outline import Placed
    from juesuan.statements.subject_names import SubjectNames
    from juesuan.statements.vocabulary import Vocabulary


def extract(
    placed: Iterable[Placed], disclosure: Disclosure, vocabulary: Vocabulary, names: SubjectNames
) -> Extraction:
    """Read the explanation (第三部分) of a placed document; 预算绩效 is left to the check of its forms."""
    extraction = Extraction()
    reader = _Reader(disclosure, vocabulary, names, extraction)
    for number, paragraph in enumerate(placed):
        explains = paragraph.part is Part.EXPLANATION and paragraph.section and not paragraph.heading
        if explains and not paragraph.section.startswith("绩效"):
            reader.read(number, paragraph)
    return extraction


class _Reader:
    def __init__(
        self, disclosure: Disclosure, vocabulary: Vocabulary, names: SubjectNames, into: Extraction
    ) -> None:
        self._disclosure, self._vocabulary, self._names, self._into = disclosure, vocabulary, names, into
        self._section = ""
        self._topic: Topic | None = None
        self._item: Topic | None = None
        self._to_budget = False
        self._clause = ""
        self._unknown = False
        self._organisation = compact(disclosure.organisation).text

    def read(self, number: int, paragraph: Placed) -> None:
        """Read one paragraph. What it does not name is what the section, or the item before it, is about."""
        text, section = paragraph.compact.text, paragraph.section
        if section != self._section:
            self._section, self._item = section, None
            self._topic = self._vocabulary.default_of(section)
        elif self._item is None:
            self._topic = self._vocabulary.default_of(section) or self._topic
        marks = list(self._titles(number, section, text))
        unheard = silent(text)
        last = 0
        for match in NUMBER.finditer(text):
            for title_end, topic in [mark for mark in marks if mark[0] <= match.start()]:
                self._item = self._topic = topic
                last = max(last, title_end)
                marks.remove((title_end, topic))
            if match["level"]:
                self._level(Numeral(number, match.start(), match.end(), "万元", "0"), text, last)
                continue
            numeral = Numeral(number, match.start(), match.end(), match["unit"], match["number"])
            if any(start <= match.start() < end for start, end in unheard):
                self._into.reasons.append(numeral)
                near = re.split(r"[，,;；:：。]", text[: match.start()])[-1]
                item = item_before(text[last : match.start()])
                sentence = text[text.rfind(SENTENCE_END, 0, match.start()) + 1 : match.start()]
                if item and REASON.search(sentence):
                    item = replace(item, mark="")  # reasons add up to nothing
                self._aside(numeral, change_before(near) or item)
            else:
                self._understand(numeral, text, max(last, text.rfind(SENTENCE_END, 0, match.start()) + 1))
            last = match.end()
        for _, topic in marks:
            self._item = self._topic = topic

    def _titles(self, number: int, section: str, text: str) -> Iterator[tuple[int, Topic]]:
        """The subjects named in full, each with the place from which it is spoken of."""
        reference = self._vocabulary.listed.get(section)
        if reference is None:
            return
        table = self._disclosure.tables.get(reference.partition("[")[0])
        for title in titles(text):
            found = self._names.find(title, table.by_code if table else ())
            self._into.titles.append((number, section, title, found))
            code = found.code if found else ""
            yield (
                title.end,
                Topic(str(title), cell_of(reference.format(code=code)) if code else None, code=code),
            )

    def _understand(self, numeral: Numeral, text: str, since: int) -> None:
        before = text[since : numeral.start]
        near = re.split(r"[，;；:：]", before)[-1]
        sentence = text[text.rfind(SENTENCE_END, 0, numeral.start) + 1 : numeral.start]
        self._clause = re.split(r"[，;；:：]", sentence)[-1]
        if not NUMBER.search(sentence):
            self._unknown = False  # a new sentence
        topic = self._topic
        statement = (
            self._rate(numeral, before, near, sentence)
            if numeral.unit == "%"
            else self._amount(numeral, before, near)
            if numeral.unit in MONEY
            else self._count(numeral, sentence)
        )
        if sentence.count("(") > sentence.count(")"):
            self._topic = topic  # what is said in brackets is said by the way
        compares = statement is not None and statement.measure in {Measure.CHANGE, Measure.GROWTH}
        if statement is not None and (compares or not of_another_year(sentence, near, self._disclosure.year)):
            self._into.statements.append(statement)
            return
        if not self._aside(numeral, item_before(before)):
            self._into.not_understood.append(numeral)

    def _level(self, numeral: Numeral, text: str, last: int) -> None:
        """持平: the change is zero, as if it were written 增加0."""
        before = text[max(last, text.rfind(SENTENCE_END, 0, numeral.start) + 1) : numeral.start]
        statement = self._statement(numeral, self._named(before), Measure.CHANGE)
        if statement is not None:
            self._into.statements.append(statement)

    def _aside(self, numeral: Numeral, aside: Aside | None) -> bool:
        if aside is None or numeral.unit not in MONEY:
            return False
        topic = Topic(aside.name)
        statement = self._statement(numeral, topic, aside.measure, direction=aside.direction)
        if statement is not None:
            self._into.asides.append((statement, aside.mark))
        return statement is not None

    def _amount(self, numeral: Numeral, before: str, near: str) -> Statement | None:
        topic = self._named(before)
        if PART_OF_US.search(near.replace(self._organisation, "")):
            self._unknown = True
            return None
        if near == "支出" and topic and topic.cell and topic.cell.table in FUND_TABLES:
            topic = self._vocabulary.default_of(self._section) or topic
        change = CHANGE.search(near)
        if change:
            self._to_budget = bool(TO_BUDGET.search(self._clause))
            if self._to_budget:
                return None  # no table says what the budget is compared with
            direction = 1 if change["word"] in UP else -1
            return self._statement(numeral, topic, Measure.CHANGE, direction=direction)
        if BUDGET.search(near):
            return self._statement(numeral, topic, Measure.BUDGET)
        if near.endswith(("支出决算为", "支出决算", "决算为", "决算数", "决算数为", "收入决算为")):
            return self._statement(numeral, topic, Measure.FINAL)
        self._unknown = not self._said_of(topic, near)
        return None if self._unknown else self._statement(numeral, topic, Measure.FINAL)

    def _said_of(self, topic: Topic | None, near: str) -> bool:
        """Whether the words before a number end with the topic's name, give or take words such as 支出为."""
        if topic is None:
            return False
        if self._item is topic and not near.strip("支出决算为"):
            return True
        if near == "支出" and topic.cell and topic.cell.table in FUND_TABLES:
            return True
        rest = near[near.rfind(topic.name) + len(topic.name) :] if topic.name in near else None
        return rest is not None and bool(STATED.fullmatch(rest))

    def _rate(self, numeral: Numeral, before: str, near: str, sentence: str) -> Statement | None:
        if COMPLETION.search(near) or COMPLETED.search(sentence):
            return self._statement(numeral, self._named(before), Measure.COMPLETION)
        share = SHARE.search(near)
        if share:
            topic = self._named(before[: before.rfind("占")])
            whole = self._vocabulary.last_in(share["whole"], self._section) or self._vocabulary.default_of(
                self._section
            )
            whole = self._whole(share["whole"]) or whole
            return self._statement(numeral, topic, Measure.SHARE, whole=whole)
        growth = GROWTH.search(near)
        if growth and not self._to_budget and not TO_BUDGET.search(self._clause):
            direction = 1 if growth["word"] in UP else -1
            return self._statement(numeral, self._named(before), Measure.GROWTH, direction=direction)
        return None

    def _whole(self, words: str) -> Topic | None:
        """What 本年收入 and 本年支出 mean as the whole of a share."""
        for short, name in (("本年收入", "收入合计"), ("本年支出", "支出合计")):
            if short in words:
                return self._vocabulary.by_name[name].topic(name, "*")
        return None

    def _count(self, numeral: Numeral, before: str) -> Statement | None:
        """What is counted: of the names that end the words before the number, the one that begins last."""
        words = COUNTED.sub("", before)
        fitting = [
            (words.rfind(name.partition("…")[0]), len(name), name, counted)
            for counted in self._vocabulary.counts
            if numeral.unit in counted.units
            for name in counted.names
            if ends(words, name)
        ]
        if not fitting:
            return None
        _, _, name, counted = max(fitting, key=lambda one: one[:2])
        return self._statement(numeral, Topic(name, counted.cell), Measure.COUNT)

    def _named(self, words: str) -> Topic | None:
        """The topic that words name last; it stays the topic until another is named.

        None after an amount of something unknown: what follows in its sentence may be said of that.
        """
        found = self._vocabulary.last_in(words, self._section)
        if found is not None:
            self._unknown = False
            if not (self._item is self._topic and self._item is not None):
                self._topic = found
        return None if self._unknown else self._topic

    def _statement(
        self,
        numeral: Numeral,
        topic: Topic | None,
        measure: Measure,
        *,
        direction: int = 0,
        whole: Topic | None = None,
    ) -> Statement | None:
        if topic is None:
            return None
        digits = numeral.text.replace(",", "")
        value, decimals = Decimal(digits), len(digits.partition(".")[2])
        unit, slack = numeral.unit, 0
        if unit == "亿元":
            value, unit, slack = value * 10_000, "万元", 1 + 10**6 // (2 * 10**decimals)
        elif unit == "元":
            value, unit, slack = value / 10_000, "万元", ROUNDED
        signed = measure in {Measure.FINAL, Measure.BUDGET}
        statement = Statement(
            topic,
            measure,
            value if signed else abs(value),
            decimals,
            unit,
            numeral.paragraph,
            numeral.start,
            numeral.end,
        )
        return replace(statement, section=self._section, direction=direction, whole=whole, slack=slack)

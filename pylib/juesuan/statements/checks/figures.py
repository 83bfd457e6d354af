"""Figures that a sentence quotes, against the tables and against one another."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.rule import Severity
from juesuan.model.statement import Measure
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.reference import CellRef
    from juesuan.model.rule import RuleSpec
    from juesuan.model.statement import Statement
    from juesuan.statements.words import Words


def quoted(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """决算数 and counts equal the cell that they quote."""
    for statement in words.of(Measure.FINAL, Measure.COUNT):
        yield from _differs(rule, words, statement, statement.topic.cell, "决算数")


def budget(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """预算数 equals the cell of 公开09, or the 年初预算 that the workbook keeps."""
    planned = words.disclosure.comparison
    for statement in words.of(Measure.BUDGET):
        if statement.topic.budget:
            yield from _differs(rule, words, statement, statement.topic.budget, "预算数")
            continue
        known = planned.budgeted(statement.topic.code) if statement.topic.code else None
        if known is not None and not statement.says(known.value):
            message = f"{_said(words, statement)}，“年初预算”表里是 {str(known) or '空'}"
            yield words.finding(rule, statement.paragraph, message, _stated(statement), Amount(known.value))


def change(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """增减额 equals this year's figure less last year's, where last year's is known."""
    for statement in words.of(Measure.CHANGE):
        topic = statement.topic
        now = words.amount(topic.cell)
        before = words.disclosure.comparison.before(topic.cell) if topic.cell else None
        if before is None and topic.before:
            before = words.amount(topic.before)
        if now is None or before is None or statement.hundredths is None:
            continue
        difference = now.value - before.value
        if statement.direction * statement.hundredths != difference:
            word = "增加" if difference > 0 else "减少"
            right = f"{word} {Amount(abs(difference))}" if difference else "持平"
            years = f"本年 {Amount(now.value)}、上年 {Amount(before.value)}"
            message = f"{_said(words, statement)}，{years}，应为{right}"
            yield words.finding(
                rule, statement.paragraph, message, _stated(statement), Amount(abs(difference))
            )


def said_twice(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The same measure of the same thing twice in one paragraph, with two figures."""
    seen: dict[tuple[int, str, Measure], Statement] = {}
    for statement in words.of(Measure.CHANGE, Measure.GROWTH, Measure.COMPLETION, Measure.BUDGET):
        key = (statement.paragraph, statement.topic.name, statement.measure)
        first = seen.setdefault(key, statement)
        if not _agree(first, statement):
            both = f"{_print(first)}和{_print(statement)}"
            message = f"同一段里“{statement.topic.name}”的{statement.measure}写了两个：{both}"
            yield words.finding(rule, statement.paragraph, message, _stated(first), _stated(statement))


_QUOTES = (Measure.FINAL, Measure.COUNT)  # where a table has the figure, the quotation is wrong


def said_elsewhere(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The same figure quoted in two sections with two values, where no table settles it."""
    by_cell: dict[tuple[CellRef, Measure], list[Statement]] = defaultdict(list)
    for statement in words.of(Measure.FINAL, Measure.CHANGE, Measure.GROWTH, Measure.COUNT):
        settled = statement.measure in _QUOTES and words.amount(statement.topic.cell) is not None
        if statement.topic.cell and not settled:
            by_cell[statement.topic.cell, statement.measure].append(statement)
    for (_, measure), statements in by_cell.items():
        first = statements[0]
        for other in statements[1:]:
            same_paragraph = other.paragraph == first.paragraph
            if not same_paragraph and not _agree(first, other):
                where = words.place(first.paragraph)
                message = f"“{other.topic.name}”的{measure}这里是{_print(other)}，“{where}”是{_print(first)}"
                yield words.finding(rule, other.paragraph, message, _stated(other), _stated(first))


def income_and_expenditure(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Income and expenditure of one fund are equal this year, but changed by different amounts.

    A hint: it is no contradiction where last year's balances differed.
    """
    changes = {one.topic.cell: one for one in words.of(Measure.CHANGE) if one.topic.cell}
    for left, right in _PAIRS:
        one = next((changes[cell] for cell in changes if cell[:2] == left), None)
        two = next((changes[cell] for cell in changes if cell[:2] == right), None)
        if one is None or two is None or words.amount(one.topic.cell) != words.amount(two.topic.cell):
            continue
        if (one.value, one.direction) != (two.value, two.direction):
            said = f"“{two.topic.name}”比上年{_print(two)}，而“{one.topic.name}”比上年{_print(one)}"
            message = f"{said}；两者本年相等，上年收支也相等的话，增减额应当相同"
            yield words.finding(rule, two.paragraph, message, _stated(two), _stated(one))


_PAIRS = (
    (("fiscal_total", "一般公共预算财政拨款"), ("general_budget", "合计")),
    (("total", "本年收入合计"), ("total", "本年支出合计")),
)


def operating(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """机关运行经费 is a part of the 公用经费 of 基本支出, and never more than it."""
    public = words.disclosure.tables.get("basic")
    total = public.amount("公用经费合计", "决算数") if public else None
    for statement in words.of(Measure.FINAL):
        cell = statement.topic.cell
        if cell is None or cell.table != "operating" or total is None or total.blank:
            continue
        if (statement.hundredths or 0) > total.value:
            message = f"{_said(words, statement)}，大于基本支出的公用经费 {total}"
            yield words.finding(rule, statement.paragraph, message, _stated(statement), total)


def _agree(one: Statement, other: Statement) -> bool:
    near = abs(one.value - other.value) * 100 <= max(one.slack, other.slack)
    return near and one.direction == other.direction


def _differs(
    rule: RuleSpec, words: Words, statement: Statement, cell: CellRef | None, what: str
) -> Iterator[Finding]:
    amount = words.amount(cell)
    if cell is None or amount is None or statement.says(amount.value):
        return
    table = words.disclosure.form(cell.table)
    if statement.topic.code and (table is None or table.find(cell.row) is None):
        return  # a subject that the table does not list is the business of another rule
    label = label_of(cell, words.disclosure)
    shown = str(amount) or f"空（没有{what}）"
    message = f"{_said(words, statement)}，{label} 是 {shown}"
    severity = None if statement.hundredths is not None or statement.slack else Severity.WARNING
    yield words.finding(
        rule, statement.paragraph, message, _stated(statement), Amount(amount.value), severity
    )


def _said(words: Words, statement: Statement) -> str:
    return f"“{words.sentence(statement.paragraph, statement.start, statement.end)}”"


def _print(statement: Statement) -> str:
    word = {1: "增加", -1: "减少", 0: ""}[statement.direction]
    if statement.unit == "%" and word:
        word = {1: "增长", -1: "下降"}[statement.direction]
    return f"{word}{statement.value:f}{statement.unit}"


def _stated(statement: Statement) -> Amount:
    return Amount(int(statement.value * 100))

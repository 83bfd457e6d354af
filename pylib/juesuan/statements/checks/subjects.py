"""Subjects that a text goes through: their names, whether all are there, the reasons they need."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.model.statement import Measure
from juesuan.model.table import TOTAL_ROW
from juesuan.statements.outline import Part
from juesuan.statements.rates import roundable
from juesuan.statements.subject_names import titles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Table
    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.model.statement import Statement
    from juesuan.statements.subject_names import Found, Title
    from juesuan.statements.words import Words

_ITEM_DIGITS, _GROUP_DIGITS, _CLASS_DIGITS = 7, 5, 3
_GONE_THROUGH = (  # section, table, column, digits of the codes that it goes through
    ("一般公共结构", "general_budget", "小计", 3),
    ("一般公共具体", "general_budget", "小计", 7),
    ("政府性基金", "government_fund", "小计", 7),
    ("国有资本", "state_capital", "合计", 7),
)
_REASON = re.compile(r"原因|由于|主要是")
_BASIC_LISTS = {
    "人员经费": ("301", "303"),
    "公用经费": ("302", "307", "309", "310", "311", "312", "313", "399"),
}
_SPENDING = ("general_budget", "government_fund", "state_capital")


def names(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """类, 款 and 项 are called by their official names, and belong together."""
    for paragraph, _, title, found in words.extraction.titles:
        if found is None:
            message = f"科目目录和表里都没有“{title}”，类、款、项的名称可能写错"
            yield words.finding(rule, paragraph, message, severity=Severity.WARNING)
            continue
        for level, stated, official in found.wrong:
            message = f"“{title}”的{level}写作“{stated}”，应为“{official}”（{found.code[: _digits(level)]}）"
            severity = Severity.HINT if f"{stated}支出" == official else None
            yield words.finding(rule, paragraph, message, severity=severity)


def not_in_table(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """A 项 that is explained, but has no figure in the table it is quoted from."""
    for statement in words.of(Measure.FINAL):
        cell, code = statement.topic.cell, statement.topic.code
        if cell is None or len(code) != _ITEM_DIGITS or not statement.hundredths:
            continue
        table = words.disclosure.tables.get(cell.table)
        if table is None or table.find(code) is not None:
            continue
        same = [one for one in _items(table) if table.amount(one, cell.column).value == statement.hundredths]
        meant = f"；表里这个金额的是 {same[0]}{words.names.official(same[0])}" if len(same) == 1 else ""
        message = f"表里没有“{statement.topic.name}”（{code}）这一项{meant}"
        yield words.finding(rule, statement.paragraph, message)


def left_out(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """A 类 or 项 of the table that the text does not go through."""
    for section, name, column, digits in _GONE_THROUGH:
        table = words.disclosure.tables.get(name)
        here = [one for one in words.extraction.titles if one[1] == section]
        if table is None or not here:
            continue
        told = {found.code for _, _, _, found in here if found}
        amounts = {
            one.hundredths for one in words.of(Measure.FINAL) if one.section == section and one.topic.code
        }
        for code in [code for code in table.by_code if len(code) == digits]:
            figure = table.amount(code, column)
            if figure.value and code not in told and figure.value not in amounts:
                message = f"没有说明 {code}{words.names.official(code)}（支出决算 {figure}）"
                yield words.finding(rule, here[-1][0], message, computed=figure)


def reason_missing(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """A 项 whose final differs from its budget without a word on why."""
    for statement in words.of(Measure.FINAL):
        if len(statement.topic.code) != _ITEM_DIGITS:
            continue
        planned = words.nearest(Measure.BUDGET, statement.topic, statement)
        if planned is None or planned.value == statement.value:
            continue
        text = _until_next_item(words, statement)
        if not _REASON.search(text):
            both = f"年初预算 {planned.value:f}、决算 {statement.value:f}"
            message = f"“{statement.topic.name}”{both}，不相等，没有说明原因"
            yield words.finding(rule, statement.paragraph, message)


def rate_missing(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """A 项 with a budget and no completion rate, where the others have one."""
    finals = [one for one in words.of(Measure.FINAL) if len(one.topic.code) == _ITEM_DIGITS]
    rated = {one.topic.name for one in words.of(Measure.COMPLETION)}
    if not any(one.topic.name in rated for one in finals):
        return
    for statement in finals:
        planned = words.nearest(Measure.BUDGET, statement.topic, statement)
        if planned is not None and planned.value > 0 and statement.topic.name not in rated:
            message = f"“{statement.topic.name}”没有写完成年初预算的百分比，其他各项写了"
            yield words.finding(rule, statement.paragraph, message)


def listed_without_figure(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """人员经费 and 公用经费 name only economic subjects that have a figure."""
    basic = words.disclosure.tables.get("basic")
    if basic is None:
        return
    for number, placed in enumerate(words.placed):
        if placed.section != "基本支出" or "主要包括" not in placed.compact.text:
            continue
        for kind, groups in _BASIC_LISTS.items():
            if kind not in placed.compact.text:
                continue
            listed = re.split(r"[、，。;]", placed.compact.text.partition("主要包括")[2].lstrip(":："))
            empty = [
                row.label.strip()
                for code, row in basic.by_code.items()
                if code.startswith(groups)
                and len(code) == _GROUP_DIGITS
                and not row.amount("决算数").value
                and _same(row.label) in {_same(one) for one in listed}
            ]
            if empty:
                message = f"{kind}列出了没有金额的科目：{'、'.join(empty)}（不涉及的不列）"
                yield words.finding(rule, number, message)


def sum_of_items(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The 项 add up to the total before them, as far as rounding lets them.

    年初预算 may be short where a 项 had no spending.
    """
    for measure in (Measure.FINAL, Measure.BUDGET):
        for section, table, column, digits in _GONE_THROUGH:
            total_cell = CellRef(table, TOTAL_ROW, column)
            here = [one for one in words.of(measure) if one.section == section]
            parts = [one for one in here if len(one.topic.code) == digits and one.hundredths is not None]
            whole = next((one for one in here if one.topic.cell == total_cell), None)
            if len(parts) < 2 or whole is None or whole.hundredths is None:
                continue
            total = sum(one.hundredths or 0 for one in parts)
            if abs(total - whole.hundredths) <= roundable(len(parts)):
                continue
            short = measure is Measure.BUDGET and total < whole.hundredths
            doubt = "；如果有安排了年初预算而没有支出的项，也要说明" if short else ""
            apart = f"与总数 {Amount(whole.hundredths)} 相差 {Amount(abs(whole.hundredths - total))}"
            level = "类" if digits == _CLASS_DIGITS else "项"
            message = f"{len(parts)} 个{level}的{_called(measure)}相加为 {Amount(total)}，{apart}{doubt}"
            severity = Severity.WARNING if short else None
            yield words.finding(
                rule, whole.paragraph, message, Amount(whole.hundredths), Amount(total), severity
            )


def glossary_missing(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """Every 项 in use is explained in 名词解释."""
    explained = _glossary(words)
    if not explained:
        return
    codes = {found.code for _, _, found in explained if found}
    last = explained[-1][0]
    for code, amount in _in_use(words).items():
        if code not in codes:
            message = f"名词解释里没有 {code}{words.names.official(code)}（支出 {amount}）"
            yield words.finding(rule, last, message)


def glossary_unused(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """名词解释 explains only 项 in use, by their right names."""
    used = _in_use(words)
    for paragraph, title, found in _glossary(words):
        if found is None:
            yield words.finding(rule, paragraph, f"名词解释里的“{title}”不在表里（没有支出，或名称写错）")
        elif found.wrong:
            level, stated, official = found.wrong[0]
            message = f"名词解释里“{title}”的{level}写作“{stated}”，应为“{official}”"
            yield words.finding(rule, paragraph, message)
        elif found.code not in used:
            yield words.finding(rule, paragraph, f"名词解释里的“{title}”（{found.code}）本年没有支出")


def _glossary(words: Words) -> list[tuple[int, Title, Found | None]]:
    used = _in_use(words)
    return [
        (number, title, words.names.find(title, used))
        for number, placed in enumerate(words.placed)
        if placed.part is Part.GLOSSARY
        for title in titles(placed.compact.text)
        if len(title.names) == 3
    ]


def _in_use(words: Words) -> dict[str, Amount]:
    """Every 项 with a figure, with the largest one."""
    used: dict[str, Amount] = {}
    for name in (*_SPENDING, "expenditure"):
        table = words.disclosure.tables.get(name)
        for code in _items(table) if table else ():
            row = table.by_code[code] if table else None
            largest = max((one.value for one in row.amounts.values()), default=0) if row else 0
            if largest:
                used.setdefault(code, Amount(largest))
    return used


def _items(table: Table) -> list[str]:
    return [code for code in table.by_code if len(code) == _ITEM_DIGITS]


def _until_next_item(words: Words, statement: Statement) -> str:
    """What is said of a 项: from its figure to the next 项, paragraphs without one of their own included."""
    begun = {number for number, _, _, _ in words.extraction.titles}
    text = words.placed[statement.paragraph].compact.text[statement.end :]
    for number in range(statement.paragraph + 1, len(words.placed)):
        placed = words.placed[number]
        if number in begun or placed.heading or placed.section != statement.section:
            break
        text += placed.compact.text
    return text


def _called(measure: Measure) -> str:
    return "年初预算" if measure is Measure.BUDGET else "支出决算"


def _digits(level: str) -> int:
    return {"类": 3, "款": 5, "项": 7}[level]


def _same(name: str) -> str:
    return re.sub(r"[()（）\s]", "", name)

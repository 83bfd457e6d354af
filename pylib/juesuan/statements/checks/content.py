"""Content that depends on the figures: what empty tables and changes need, terms, the organisation."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.statement import Measure
from juesuan.narrative import explain
from juesuan.statements.compact import compact
from juesuan.statements.outline import Part
from juesuan.statements.recognition import same_organisation
from juesuan.statements.vocabulary import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.statements.outline import Placed
    from juesuan.statements.words import Words

_NONE = re.compile(r"没有|无|未发生|未安排|未使用|不涉及|(?<![\d.])0(?:\.0+)?(?:万元|元)")
_REASON = re.compile(r"原因|由于|主要是|待补充")
_NAMED = re.compile(
    r"20\d\d年(?:度|\d+月\d+日[，,])(?P<name>[一-龥()]{4,30}?)(?=机关运行经费|政府采购(?:支出|金额)|共有车辆)"
    r"|(?:^|(?<=。))(?P<first>[一-龥()]{4,30}?[局委厅院馆所站队处校会部社室心])(?=20\d\d年度)"
)
_OURSELVES = frozenset({"本部门", "我部门", "本单位", "我单位", "部门", "单位", "本级", "全区", "全市"})


def empty_not_told(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """An empty table needs a sentence that says so (options: ``tables``, see the rule)."""
    for item in _tables(rule):
        here = _section(words, str(item["section"]))
        if here and _empty(words, item) and not any(_NONE.search(placed.compact.text) for _, placed in here):
            yield words.finding(rule, here[0][0], f"{item['what']}没有数，应有一句说明（没有这项收支）")


def told_empty(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """A text that says there is nothing, while the table has figures (options: ``tables``)."""
    for item in _tables(rule):
        pattern = re.compile(str(item["none"]))
        figure = next((amount for amount in _amounts(words, item) if amount.value), None)
        for number, placed in _section(words, str(item["section"])) if figure is not None else ():
            match = pattern.search(placed.compact.text)
            if match:
                quote = words.sentence(number, match.start(), match.end())
                yield words.finding(
                    rule, number, f"“{quote}”：表里有 {figure} 万元", computed=figure or Amount(0)
                )


def change_without_reason(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """A change against last year without a word on why (options: ``sections``)."""
    sections = rule.options["sections"]
    first: dict[str, int] = {}
    for statement in words.of(Measure.CHANGE):
        if statement.value and isinstance(sections, list) and statement.section in sections:
            first.setdefault(statement.section, statement.paragraph)
    for section, number in first.items():
        if not any(_REASON.search(placed.compact.text) for _, placed in _section(words, section)):
            yield words.finding(rule, number, "写了与上年相比的增减，没有说明原因")


def terms_missing(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The general terms in use (基本支出, “三公”经费 …) are explained."""
    glossary = [placed.compact.text for placed in words.placed if placed.part is Part.GLOSSARY]
    if len(glossary) < 2:
        return
    told = re.sub(r"[“”\"]", "", "".join(glossary))
    missing = [
        term.name
        for term in explain(words.disclosure).glossary
        if not term.group and "(类)" not in (name := re.sub(r"[“”\"]", "", compact(term.name).text))
        and name not in told
    ]  # fmt: skip
    if missing:
        last = max(number for number, placed in enumerate(words.placed) if placed.part is Part.GLOSSARY)
        yield words.finding(rule, last, f"名词解释里没有：{'、'.join(missing)}")


def organisation_within(rule: RuleSpec, words: Words) -> Iterator[Finding]:
    """The sections that name the department (机关运行经费, 政府采购, 车辆) name the one of the tables."""
    ours = words.disclosure.organisation
    for number, placed in enumerate(words.placed):
        if placed.part is Part.EXPLANATION and ours:
            for match in _NAMED.finditer(placed.compact.text):
                name = match["name"] or match["first"]
                if name not in _OURSELVES and not same_organisation(name, ours):
                    yield words.finding(rule, number, f"“{match[0]}”：表的单位是“{ours}”")


def _tables(rule: RuleSpec) -> Iterator[Mapping[str, object]]:
    tables = rule.options["tables"]
    yield from tables if isinstance(tables, list) else ()


def _amounts(words: Words, item: Mapping[str, object]) -> Iterator[Amount]:
    cells = item["cells"]
    for reference in cells if isinstance(cells, list) else ():
        amount = words.amount(cell_of(reference))
        if amount is not None:
            yield amount


def _empty(words: Words, item: Mapping[str, object]) -> bool:
    amounts = list(_amounts(words, item))
    return bool(amounts) and not any(amount.value for amount in amounts)


def _section(words: Words, name: str) -> list[tuple[int, Placed]]:
    found = defaultdict(list)
    for number, placed in enumerate(words.placed):
        if placed.section and not placed.heading:
            found[placed.section].append((number, placed))
    return found[name]

"""A rule in words: what it compares, how it decides, why, what to do. For ``explain`` and the rule pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.report import words
from juesuan.rules.expression import parse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from juesuan.model.rule import RuleSpec
    from juesuan.rules.expression import Item

_SIGNS = {"=": "＝", "<=": "≤", ">=": "≥", "<": "＜", ">": "＞"}
_ROWS = {
    "children": "下级各科目",
    "classes": "各类",
    "rows": "各行",
    "codes": "各科目",
    "leaves": "各末级科目",
    "units": "各单位",
}
_EACH_ROW = {
    "rows": "每一行",
    "codes": "每个科目",
    "classes": "每一类",
    "parents": "每个有下级的科目",
    "leaves": "每个末级科目",
}


def sections(rule: RuleSpec, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """The parts of an explanation with their headings; ``titles`` maps table ids to printed titles."""
    entries = [
        ("类型", f"{words.KINDS[rule.kind]}（{words.SEVERITIES[rule.severity]}）"),
        ("关系", identity_text(rule, titles)),
        ("怎样判定", words.tolerance_text(rule)),
        ("什么时候适用", "公开文本里写到时" if rule.words else condition_text(rule.when)),
        ("依据", rule.basis),
        ("为什么", rule.why),
        ("怎么办", rule.fix),
    ]
    return [(heading, text) for heading, text in entries if text]


def identity_text(rule: RuleSpec, titles: Mapping[str, str]) -> str:
    """The identity as people would write it; empty for rules that are no comparison."""
    if not rule.expect:
        return ""
    comparison = parse(rule.expect)
    left, right = (_side(side, titles) for side in (comparison.left, comparison.right))
    sign = _SIGNS.get(comparison.relation, comparison.relation)
    return f"{_each(rule, titles)}{left} {sign} {right}"


def condition_text(conditions: Iterable[str]) -> str:
    """The circumstances in which a rule applies; always when there are none."""
    parts = [f"不是“{name[1:]}”" if name.startswith("!") else f"“{name}”" for name in conditions]
    return f"{'、'.join(parts)}时" if parts else "总是适用；相关单元格都没有金额时记为“不适用”"


def _each(rule: RuleSpec, titles: Mapping[str, str]) -> str:
    found = []
    for name, selector in rule.each.items():
        match = re.fullmatch(r"([a-z_]+)\[(.+)\]", selector)
        if match is None:
            continue
        table, key = f"《{titles.get(match[1], match[1])}》", match[2]
        if name == "row":
            found.append(f"{table}{_EACH_ROW.get(key, _span(key))}")
        else:
            found.append(f"{'' if found else table}{_span(key)}各栏")
    return f"对{'的'.join(found)}：" if found else ""


def _side(items: Iterable[Item], titles: Mapping[str, str]) -> str:
    written = ""
    for item in items:
        sign = "－" if item.sign < 0 else "＋" if written else ""
        written += f" {sign} {_item(item, titles)}" if written else f"{sign}{_item(item, titles)}"
    return written or "0"


def _item(item: Item, titles: Mapping[str, str]) -> str:
    row = "该行" if item.row == "{row}" else _ROWS.get(item.row) or f"“{_span(item.row)}”行"
    column = "该栏" if item.column == "{column}" else f"“{_span(item.column)}”"
    figure = f"《{titles.get(item.table, item.table)}》{row}的{column}"
    return f"{figure}之和" if item.summed else figure


def _span(text: str) -> str:
    return text.replace("..", "至")

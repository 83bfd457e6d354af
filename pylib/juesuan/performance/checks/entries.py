"""What is entered into one form: its boxes, its name, its values."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.performance.quantities import quantity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.performance.case import Case

_EXCLUSIVE = ("项目属性", "项目类型")
_CLASS = "项目类别"
_QUOTED = re.compile(r"“(?P<name>[^”]+)”")
_YEAR = re.compile(r"\d{4}年度?")
_MONEY = re.compile(r"(\d+(?:\.\d+)?)元")
_COST = "成本"


def exclusive_boxes(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """Of 项目属性 and of 项目类型 exactly one can be true."""
    for form in case.evaluation.forms:
        for group in _EXCLUSIVE:
            ticked = [box.name for box in form.boxes if box.group == group and box.ticked]
            if len(ticked) > 1:
                message = f"{group}同时选了{'、'.join(f'“{name}”' for name in ticked)}，只能选一项"
                yield case.finding(rule, form.address, message)


def unusual_boxes(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """Two classes of a project may be right; no choice at all hardly."""
    for form in case.evaluation.forms:
        for group in dict.fromkeys(box.group for box in form.boxes):
            ticked = [box.name for box in form.boxes if box.group == group and box.ticked]
            if group == _CLASS and len(ticked) > 1:
                message = (
                    f"{group}选了{'、'.join(f'“{name}”' for name in ticked)}，如果资金确有两个来源则可以"
                )
                yield case.finding(rule, form.address, message)
            elif not ticked:
                yield case.finding(rule, form.address, f"{group}没有选")


def title_and_name(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """The name in the title is that in the form, or a part of it."""
    for form in case.evaluation.projects:
        quoted = _QUOTED.search(form.title)
        if quoted is None or not form.name:
            continue
        title, name = (_YEAR.sub("", text) for text in (quoted["name"], form.name))
        if title not in name and name not in title:
            yield case.finding(rule, form.address, f"标题是“{quoted['name']}”，项目名称是“{form.name}”")


def actual_is_limit(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """An actual value is a value, not “at least”."""
    for form in case.evaluation.forms:
        limits = [
            f"“{one.name}”{one.actual}"
            for one in form.indicators
            if (value := quantity(one.actual)) is not None and value.signed
        ]
        if limits:
            message = f"实际完成值应填实际达到的数，不带 ≥、≤：{'；'.join(limits)}"
            yield case.finding(rule, form.address, message)


def cost_above_target(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """A 成本指标 whose actual value is above its target loses points."""
    for form in case.evaluation.forms:
        for one in form.indicators:
            if _COST not in one.first:
                continue
            wanted, spent = (
                [Decimal(text) for text in _MONEY.findall(value)] for value in (one.target, one.actual)
            )
            above = [money for money in spent if wanted and money not in wanted and money > min(wanted)]
            full = one.weight is None or one.score == one.weight
            if above and full:
                figures = "、".join(map(shown, above))
                goals = "、".join(map(shown, wanted))
                message = f"成本指标“{one.name}”的实际值 {figures} 高于目标值 {goals}，请核对得分"
                yield case.finding(rule, one.address or form.address, message)

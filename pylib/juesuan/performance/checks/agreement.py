"""Forms against their own 摘要 and against one another."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.model.performance import FormKind
from juesuan.model.rule import Severity
from juesuan.performance import scoring
from juesuan.performance.checks.arithmetic import rate_possible
from juesuan.performance.quantities import Sense, quantity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.performance import Form, Goal, Indicator
    from juesuan.model.rule import RuleSpec
    from juesuan.performance.case import Case

_N = r"(\d+(?:\.\d+)?)"
_POINTS = re.compile(
    rf"预算执行(?:情况)?得{_N}分[，。；、]?(?:年度)?(?:绩效)?目标(?:评价|完成情况)?得{_N}分[，。；、]?共得{_N}分"
)
_RATE = re.compile(rf"执行率情况[。.:：]?(?:预算)?执行率为?{_N}%")
_NONE_MISSED = re.compile(r"未完成的?绩效目标[。.:：]?无|无偏差大或目标未完成情况|绩效目标全部完成")
_GROWTH = re.compile(rf"(?P<noun>[一-鿿]{{4,24}}?)增长(?P<low>\d+(?:\.\d+)?)%(?:[-—~～至到]+{_N}%?)?")
_KEY = 4  # signs at the end of a name by which a growth is known again


def summary_points(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """The points that the 摘要 tells are those of the form."""
    for form in case.evaluation.forms:
        match = _POINTS.search(form.summary)
        if match is None or form.rated is None or form.total is None:
            continue
        told = [Decimal(text) for text in match.groups()]
        if told[0] + told[1] != told[2]:
            first, second, total = map(shown, told)
            message = f"摘要写作 {first}＋{second}＝{total}，相加为 {shown(told[0] + told[1])}"
            yield case.finding(rule, form.address, message)
        pairs = [("预算执行得分", told[0], form.rated.points), ("总分", told[2], form.total)]
        for what, said, stated in pairs:
            if stated is not None and said != stated:
                message = f"摘要里{what}是 {shown(said)}，自评表里是 {shown(stated)}"
                yield case.finding(rule, form.address, message)


def summary_rate(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """The 执行率 that the 摘要 tells is that of the form."""
    for form in case.evaluation.forms:
        match = _RATE.search(form.summary)
        if match is None or form.rated is None or not form.rated.budget:
            continue
        if not rate_possible(Decimal(match[1]), form.rated.executed, form.rated.budget):
            right = scoring.rate(form.rated.budget, form.rated.executed)
            shown_right = f"{scoring.rounded(right, 2)}%" if right is not None else ""
            message = f"摘要里执行率是 {match[1]}%，自评表里是 {shown_right}"
            yield case.finding(rule, form.address, message)


def missed_but_none(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """A target was missed, and the form or its 摘要 says that none was."""
    for form in case.evaluation.forms:
        said = _NONE_MISSED.search(form.summary) or _NONE_MISSED.search(form.words)
        nothing = form.deviations.strip("。 ") == "无"
        claim = said[0] if said else "偏差大或目标未完成原因分析：无" if nothing else ""
        if not claim:
            continue
        for one in form.indicators:
            if scoring.missed(one) and (said or not one.deviation):
                target = quantity(one.target)
                clear = target is not None and target.sense is not Sense.PLAIN
                message = f"写了“{claim}”，而“{one.name}”目标是 {one.target}、实际是 {one.actual}"
                more = "" if clear else "（目标值没有写 ≥ 或 ≤，如果越小越好则不算未完成）"
                severity = None if clear else Severity.HINT
                yield case.finding(rule, one.address or form.address, message + more, severity=severity)
        for goal in form.goals:
            yield from _missed_goal(rule, case, form, goal, claim)


def _missed_goal(rule: RuleSpec, case: Case, form: Form, goal: Goal, claim: str) -> Iterator[Finding]:
    """A growth that a 年度目标 wants, and a smaller one that is told under a name with the same end."""
    for match in _GROWTH.finditer(goal.words):
        key = re.escape(match["noun"][-_KEY:])
        reached = re.compile(rf"{key}(?:的)?(?:增速|增长率?|增幅)(?:为|是|达到?)?{_N}%")
        for text in (form.summary, form.words, case.key_work.text):
            found = reached.search(text)
            if found and Decimal(found[1]) < Decimal(match["low"]):
                message = (
                    f"写了“{claim}”，而年度目标 {goal.number} 是“{match[0]}”，完成情况写的是“{found[0]}”"
                )
                yield case.finding(rule, form.address, message)
                return


def same_indicator(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """One indicator in several forms has one target and one actual value, or values that add up."""
    by_name: dict[str, list[tuple[Form, Indicator]]] = defaultdict(list)
    for form in case.evaluation.forms:
        for one in form.indicators:
            by_name[one.name].append((form, one))
    for name, found in by_name.items():
        if len({form.title for form, _ in found}) == 1:
            continue
        differing = [
            f"{what}{_listed(found, texts)}"
            for what, texts in (
                ("目标值", [one.target for _, one in found]),
                ("实际完成值", [one.actual for _, one in found]),
            )
            if len({_meaning(text) for text in texts}) > 1 and not _adds_up(found, texts)
        ]
        if differing:
            message = f"“{name}”在几张表里不同：{'；'.join(differing)}"
            yield case.finding(rule, found[-1][0].address, message)


def _listed(found: list[tuple[Form, Indicator]], texts: list[str]) -> str:
    said = (f"{_short(form)}是 {text}" for (form, _), text in zip(found, texts, strict=True))
    return "，".join(dict.fromkeys(said))


def _short(form: Form) -> str:
    if form.kind is FormKind.DEPARTMENT:
        return "部门整体表"
    return f"“{form.name}”"


def _meaning(text: str) -> tuple[object, ...]:
    """What two texts have in common when they say the same: number and unit, else the words."""
    value = quantity(text)
    return (value.number, value.most, value.unit) if value else ("".join(text.split()).rstrip("。"),)


def _adds_up(found: list[tuple[Form, Indicator]], texts: list[str]) -> bool:
    """Whether the department's value is the one that the notes make of those of its projects."""
    whole = [text for (form, _), text in zip(found, texts, strict=True) if form.kind is FormKind.DEPARTMENT]
    parts = [
        (text, form.rated.budget)
        for (form, _), text in zip(found, texts, strict=True)
        if form.kind is FormKind.PROJECT and form.rated is not None
    ]
    stated = quantity(whole[0]) if len(whole) == 1 else None
    return stated is not None and len(parts) > 1 and scoring.combined(parts) == stated.number

"""Rates, points and sums of the forms, recomputed."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from juesuan.model.performance import INDICATOR_POINTS, FormKind
from juesuan.model.rule import Severity
from juesuan.performance import scoring
from juesuan.performance.quantities import shown
from juesuan.statements.rates import possible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.performance import Form
    from juesuan.model.reference import Address
    from juesuan.model.rule import RuleSpec
    from juesuan.performance.case import Case

_HUNDRED = Decimal(100)
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TOLD_RATE = re.compile(
    rf"(?<!初)预算数为?(?P<budget>{_NUMBER})万元(?P<between>[^。]{{0,60}}?)[，。]?(?:全年)?执行数为?(?P<executed>{_NUMBER})万元"
    rf"(?P<after>[^。%]{{0,30}}?)(?:执行率为?|完成预算的)(?P<rate>{_NUMBER})%"
)


def execution_rate(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """执行率 = B/A."""
    for form in case.evaluation.forms:
        rated = form.rated
        if rated is None or rated.rate is None:
            continue
        exact = scoring.rate(rated.budget, rated.executed)
        if exact is None:
            yield case.finding(rule, form.address, f"预算数是 0，不应写执行率 {shown(rated.rate)}%")
            continue
        right = scoring.rounded(exact, 2)
        sums = f"{shown(rated.executed)}÷{shown(rated.budget)}＝{right}%"
        if not rate_possible(rated.rate, rated.executed, rated.budget):
            earned = scoring.execution_points(rated.budget, rated.executed)
            agrees = earned is not None and rated.points == scoring.rounded(earned)
            more = f"（得分 {rated.points} 分是按 {right}% 算的）" if agrees else ""
            yield case.finding(rule, form.address, f"执行率写作 {rated.rate}%，{sums}{more}")
        elif rated.rate == _HUNDRED and right != _HUNDRED:
            message = f"执行率写作 100%，{sums}，没有全部执行完，建议写到两位小数"
            yield case.finding(rule, form.address, message, severity=Severity.HINT)


def execution_points(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """得分 = 20 × 执行率, to one decimal; a whole number may be a coarser rounding of it."""
    for form in case.evaluation.forms:
        rated = form.rated
        exact = scoring.execution_points(rated.budget, rated.executed) if rated else None
        if rated is None or rated.points is None or exact is None:
            continue
        right = scoring.rounded(exact)
        printed_rate = min(rated.rate, _HUNDRED) if rated.rate is not None else None
        by_rate = scoring.rounded(Fraction(printed_rate) / 5) if printed_rate is not None else right
        if rated.points in {right, by_rate, scoring.rounded(exact, 2)}:
            continue
        share, earned = scoring.rounded(exact * 5, 2), scoring.rounded(exact, 2)
        message = f"预算执行得分写作 {shown(rated.points)}，20×{share}%＝{earned}"
        if rated.points == scoring.rounded(exact, 0):
            message += f"，保留一位小数是 {right}"
            yield case.finding(rule, form.address, message, severity=Severity.HINT)
        else:
            yield case.finding(rule, form.address, message)


def overspent(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """预算数 is the adjusted one with what was carried over: not more than that can be spent."""
    for form in case.evaluation.forms:
        if form.rated and form.rated.executed > form.rated.budget:
            message = f"执行数 {shown(form.rated.executed)} 大于预算数 {shown(form.rated.budget)}"
            yield case.finding(rule, form.address, message)


def total_points(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """总分 = 预算执行得分 + the scores of all indicators. Scores read from broken lines only warn."""
    for form in case.evaluation.forms:
        if form.total is None or form.rated is None or form.rated.points is None or not form.scores:
            continue
        scored = sum(form.scores, Decimal(0))
        right = form.rated.points + scored
        if right == form.total:
            continue
        read = "" if form.complete else "（得分是从断行的文字里读出的，请对照原表）"
        message = (
            f"总分写作 {shown(form.total)}，预算执行 {shown(form.rated.points)}＋各指标 {shown(scored)}"
            f"＝{shown(right)}{read}"
        )
        yield case.finding(rule, form.address, message, severity=None if form.complete else Severity.WARNING)


def weights(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """Weights add up to 80, in a department's form over its 年度目标."""
    for form in case.evaluation.forms:
        stated = [one.weight for one in form.indicators if one.weight is not None]
        if stated and len(stated) == len(form.indicators) and form.complete:
            yield from _not_eighty(rule, case, form, sum(stated, Decimal(0)), "各指标的分值")
        goals = [goal.weight for goal in form.goals if goal.weight is not None]
        if form.kind is FormKind.DEPARTMENT and goals and len(goals) == len(form.goals):
            yield from _not_eighty(rule, case, form, sum(goals, Decimal(0)), "各年度目标的分值")


def above_weight(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """No score is above its weight."""
    for form in case.evaluation.forms:
        for one in form.indicators:
            if one.weight is not None and one.score is not None and one.score > one.weight:
                message = f"“{one.name}”得分 {shown(one.score)} 大于分值 {shown(one.weight)}"
                yield case.finding(rule, one.address or form.address, message)
        for goal in form.goals:
            scored = sum(goal.scores, Decimal(0))
            if goal.weight is not None and scored > goal.weight:
                message = f"年度目标 {goal.number} 的各指标得分 {shown(scored)} 大于分值 {shown(goal.weight)}"
                severity = None if form.complete else Severity.WARNING
                yield case.finding(rule, form.address, message, severity=severity)


def scored(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """Scores of 定量指标 follow from target, actual value and weight."""
    for form in case.evaluation.forms:
        for one in form.indicators:
            exact = scoring.indicator_points(one)
            if exact is None or one.score is None or one.weight is None:
                continue
            right = scoring.rounded(exact)
            if one.score in {right, scoring.rounded(exact, 2)}:
                continue
            given = f"目标 {one.target}、实际 {one.actual}、分值 {shown(one.weight)}"
            message = f"“{one.name}”{given}，应得 {right} 分，写作 {shown(one.score)}"
            yield case.finding(rule, one.address or form.address, message)


def told_rates(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """A rate that is told right behind its two figures."""
    told: list[tuple[str, Address]] = [
        (text, form.address) for form in case.evaluation.forms for text in (form.words, form.summary) if text
    ]
    for text, address in told:
        for match in _TOLD_RATE.finditer(text):
            yield from _told(rule, case, match, address)
    for match in _TOLD_RATE.finditer(case.projects.text):
        yield from _told(rule, case, match, case.projects.address(match.start("rate")))


def _told(rule: RuleSpec, case: Case, match: re.Match[str], address: Address) -> Iterator[Finding]:
    budget, executed, rate = (
        Decimal(match[name].replace(",", "")) for name in ("budget", "executed", "rate")
    )
    if "万元" in match["between"] + match["after"].replace("结余数", "") and not match["after"].startswith(
        "，结余"
    ):
        return
    if not budget or rate_possible(rate, executed, budget):
        return
    right = scoring.rounded(Fraction(executed) * 100 / Fraction(budget), 2)
    message = f"写作 {match['rate']}%，{match['executed']}÷{match['budget']}＝{right}%"
    yield case.finding(rule, address, message)


def _not_eighty(rule: RuleSpec, case: Case, form: Form, total: Decimal, what: str) -> Iterator[Finding]:
    if total != INDICATOR_POINTS:
        yield case.finding(rule, form.address, f"{what}相加为 {shown(total)}，应为 {INDICATOR_POINTS}")


def rate_possible(rate: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Whether a printed rate (percent) can be part / whole (万元), with what rounding can do to all three."""
    exponent = rate.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return possible(rate, decimals, int(part * 100), int(whole * 100))

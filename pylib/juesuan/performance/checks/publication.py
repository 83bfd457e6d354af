"""The forms against the section on performance (绩效情况说明) and against the tables."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.model.amount import Amount, amount_from_number
from juesuan.model.rule import Severity
from juesuan.model.table import TOTAL_ROW
from juesuan.performance.checks.arithmetic import rate_possible
from juesuan.performance.ordinals import chinese, chinese_number
from juesuan.performance.quantities import shown
from juesuan.performance.told_projects import told_projects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.performance.case import Case

_N = r"(\d[\d,]*(?:\.\d+)?)"
_COUNT = re.compile(r"涉及(?:一级|二级)?项目(\d+)个|涉及(\d+)个(?:一级|二级)?项目")
_RANGE = re.compile(r"附件([一二三四五六七八九十]{1,3})(?:至|到|-|—|~)(?:附件)?([一二三四五六七八九十]{1,3})")
_SHARE = re.compile(rf"资金{_N}万元，占一般公共预算项目支出(?:总额)?的{_N}%")
_WHOLE = re.compile(rf"整体支出绩效自评，(?:涉及)?资金{_N}万元")
_BUDGET = re.compile(rf"(?<!年初)预算数为?{_N}万元")
_EXECUTED = re.compile(rf"执行数为?{_N}万元")
_TAIL = Decimal("0.01")  # what rounding both sides can differ
_SPENDING = "expenditure"


def number_of_projects(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """As many projects are told as there are forms. Fewer forms may be a selection of them."""
    number = len(case.evaluation.projects)
    for told in (case.starting, case.projects) if number else ():
        for match in _COUNT.finditer(told.text):
            stated = int(match[1] or match[2])
            if stated != number:
                message = f"“{match[0]}”，附件里有 {number} 个项目的自评表"
                some = "；如果只附了其中一部分则可以" if number < stated else ""
                severity = Severity.HINT if some else None
                yield case.finding(rule, told.address(match.start()), message + some, severity=severity)


def attachments_named(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """附件二至九 are the attachments that hold the forms of projects."""
    numbers = [form.number for form in case.evaluation.projects if form.number is not None]
    if not numbers or len(numbers) < len(case.evaluation.projects):
        return
    told = case.projects
    for match in _RANGE.finditer(told.text):
        low, high = map(chinese_number, match.groups())
        if low is None or high is None or (low, high) == (min(numbers), max(numbers)):
            continue
        first, last = (chinese(number) for number in (min(numbers), max(numbers)))
        message = f"“{match[0]}”，项目自评表是附件{first}至附件{last}"
        wider = low <= min(numbers) and high >= max(numbers)
        severity = Severity.HINT if wider else None  # other attachments may be among them
        yield case.finding(rule, told.address(match.start()), message, severity=severity)


def project_amounts(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """全年预算数 and 执行数 told of a project are those of its form."""
    for item in told_projects(case):
        form = item.form
        if form is None or form.rated is None:
            continue
        differing = []
        for what, pattern, right in (
            ("预算数", _BUDGET, form.rated.budget),
            ("执行数", _EXECUTED, form.rated.executed),
        ):
            match = pattern.search(item.words)
            if match and Decimal(match[1].replace(",", "")) != right:
                differing.append(f"{what}写作 {match[1]} 万元，自评表里是 {shown(right)}")
        if differing:
            severity = Severity.HINT if item.several else Severity.WARNING if item.doubt else None
            doubt = "（题目里不止一个项目，如果是几个项目相加则可以）" if item.several else item.doubt
            message = f"“{item.title}”{'；'.join(differing)}（{form.title}）{doubt}"
            yield case.finding(rule, case.projects.address(item.start), message, severity=severity)


def projects_told(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """Every project with a form is told of, and the other way round."""
    told = told_projects(case)
    if not told or not case.evaluation.projects:
        return
    covered = [item.form for item in told]
    for form in case.evaluation.projects:
        if form not in covered:
            message = f"附件里有“{form.name}”的自评表，绩效情况说明里没有这个项目的综述"
            yield case.finding(rule, form.address, message)
    for item in told:
        if item.form is not None and item.doubt and not item.several:
            message = f"“{item.title}”在附件里没有同名的自评表{item.doubt}"
            yield case.finding(rule, case.projects.address(item.start), message)
    alone = [item for item in told if item.form is None]
    if alone:
        names = "、".join(f"“{item.title}”" for item in alone)
        message = f"有综述的这些项目在附件里没有自评表（如果只附了一部分则可以）：{names}"
        yield case.finding(rule, case.projects.address(alone[0].start), message)


def share_of_projects(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """占一般公共预算项目支出总额的…% is of the figure in the table."""
    projects = _total(case, "general_budget", "项目支出")
    told = case.starting
    match = _SHARE.search(told.text)
    if match is None or projects is None or not projects.value:
        return
    money, share = (Decimal(text.replace(",", "")) for text in match.groups())
    whole = Decimal(projects.value) / 100
    if rate_possible(share, money, whole):
        return
    message = (
        f"资金 {match[1]} 万元占一般公共预算项目支出的 {match[2]}%，而表里一般公共预算项目支出是 {projects}"
    )
    message += _other_source(case, money)
    yield case.finding(rule, told.address(match.start()), message, stated=_amount(money), computed=projects)


def whole_amount(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """The money of 整体支出 is the whole expenditure."""
    told = case.whole
    match = _WHOLE.search(told.text)
    spent = _total(case, _SPENDING, "本年支出合计")
    if match is None:
        return
    money = Decimal(match[1].replace(",", ""))
    form = case.evaluation.department
    right = [form.rated.budget, form.rated.executed] if form and form.rated else []
    right += [Decimal(spent.value) / 100] if spent else []
    if not right or any(abs(money - one) <= _TAIL for one in right):
        return
    projects = _total(case, _SPENDING, "项目支出")
    certain = projects is not None and _amount(money) == projects
    whole = "、".join(dict.fromkeys(shown(one) for one in right))
    cause = f"；{match[1]} 是其中的项目支出" if certain else ""
    message = f"整体支出写作 {match[1]} 万元，部门整体的预算数、执行数和本年支出是 {whole}{cause}"
    yield case.finding(
        rule, told.address(match.start()), message, severity=None if certain else Severity.WARNING
    )


def department_and_tables(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """基本支出总额 and 项目支出总额 (元) make the 执行数, and are those of the tables."""
    form = case.evaluation.department
    if form is None or form.basic is None or form.projects is None:
        return
    executed = (form.basic + form.projects) / 10000
    if form.rated and abs(executed - form.rated.executed) > _TAIL:
        message = (
            f"基本支出总额＋项目支出总额＝{shown(executed)} 万元，执行数写作 {shown(form.rated.executed)}"
        )
        yield case.finding(rule, form.address, message)
    for what, stated in (("基本支出", form.basic), ("项目支出", form.projects)):
        figure = _total(case, _SPENDING, what)
        if figure is None or figure.blank:
            continue
        if abs(stated / 10000 - Decimal(figure.value) / 100) > _TAIL:
            scope = "口径不同（如只填财政资金）则可以"
            message = f"{what}总额写作 {shown(stated)} 元，表里{what}是 {figure} 万元；{scope}"
            yield case.finding(rule, form.address, message, severity=Severity.WARNING)


def part_of_whole(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """No project has, or spends, more than the whole department."""
    whole = case.evaluation.department
    if whole is None or whole.rated is None:
        return
    for form in case.evaluation.projects:
        if form.rated is None:
            continue
        for what, part, most in (
            ("预算数", form.rated.budget, whole.rated.budget),
            ("执行数", form.rated.executed, whole.rated.executed),
        ):
            if part > most:
                yield case.finding(rule, form.address, f"{what} {shown(part)} 大于部门整体的 {shown(most)}")


def _total(case: Case, table: str, column: str) -> Amount | None:
    there = case.disclosure.tables.get(table)
    return there.amount(TOTAL_ROW, column) if there else None


def _other_source(case: Case, money: Decimal) -> str:
    projects = _total(case, _SPENDING, "项目支出")
    if projects is not None and projects == _amount(money):
        return f"；{projects} 是全部项目支出，含其他资金"
    return ""


def _amount(money: Decimal) -> Amount:
    return Amount(amount_from_number(money).value)

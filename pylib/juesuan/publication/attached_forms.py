"""The forms of 绩效自评 as attachments: each a heading and a printed table, with the notes of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.performance import FormKind
from juesuan.model.publication import Align, Heading, PrintedCell, PrintedTable
from juesuan.performance.ordinals import chinese
from juesuan.performance.quantities import shown
from juesuan.publication.fitting import fitted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from juesuan.model.performance import Evaluation, Form, FormsSpec, Indicator
    from juesuan.model.publication import Block, PrintedRow

_WIDTHS = (14.0, 16.0, 24.0, 20.0, 20.0, 8.0, 8.0)
_HEADINGS = ("一级指标", "二级指标", "三级指标", "年初目标值（A）", "实际完成值（B）", "分值", "得分")
_ALL = len(_WIDTHS)
_MONEY = (
    "预算执行情况（万元）（20分）",
    "预算数（A）",
    "执行数（B）",
    "执行率（B/A）",
    "得分（20分*执行率）",
)
_TICKED, _OPEN = "☑", "□"


def form_blocks(evaluation: Evaluation, spec: FormsSpec) -> Iterator[Block]:
    """The blocks of all forms, numbered in their order, the department's first."""
    forms = sorted(evaluation.forms, key=lambda form: form.kind is FormKind.PROJECT)
    for number, form in enumerate(forms, 1):
        yield Heading(2, f"{chinese(number)}、{form.title}", new_page=number > 1)
        rows = [*_head_rows(form, spec), *_indicator_rows(form), *_foot_rows(form), *_notes(spec)]
        name, *body = rows  # the name of the department or project is repeated on every page
        table = PrintedTable(f"自评表-{number}", "", _WIDTHS, (name,), tuple(body))
        yield fitted(table)


def _head_rows(form: Form, spec: FormsSpec) -> Iterator[PrintedRow]:
    if form.kind is FormKind.DEPARTMENT:
        yield _labelled("部门名称", form.name)
        yield _pairs(("基本支出总额", _number(form.basic)), ("项目支出总额", _number(form.projects)))
    else:
        yield _labelled("项目名称", form.name)
        yield _pairs(("主管部门", form.authority), ("项目实施单位", form.unit))
        for group, names in spec.boxes.items():
            ticked = {box.name for box in form.boxes if box.group == group and box.ticked}
            marks = (
                f"{number}、{name} {_TICKED if name in ticked else _OPEN}"
                for number, name in enumerate(names, 1)
            )
            yield _labelled(group, "　".join(marks))
    widths = (2, 1, 1, 1, 2)
    yield _spread(_MONEY, widths)
    total = "部门整体支出总额" if form.kind is FormKind.DEPARTMENT else "年度财政资金总额"
    rated = form.rated
    share = f"{shown(rated.rate)}%" if rated and rated.rate is not None else ""
    numbers = [rated.budget, rated.executed, rated.points] if rated else [None, None, None]
    budget, executed, points = map(_number, numbers)
    yield _spread((total, budget, executed, share, points), widths)


def _indicator_rows(form: Form) -> Iterator[PrintedRow]:
    if not form.goals:
        yield _spread(_HEADINGS, (1,) * _ALL)
        yield from map(_indicator, form.indicators)
        return
    for goal in form.goals:
        weight = f"（{shown(goal.weight)}分）" if goal.weight is not None else ""
        yield _labelled(f"年度目标 {goal.number}：{weight}", goal.words)
        yield _spread(_HEADINGS, (1,) * _ALL)
        yield from (_indicator(one) for one in form.indicators if one.goal == goal.number)


def _indicator(one: Indicator) -> PrintedRow:
    texts = (one.first, one.second, one.name, one.target, one.actual, _number(one.weight), _number(one.score))
    centred = _ALL - 2
    return tuple(
        PrintedCell(
            column, text, align=Align.CENTER if column >= centred else Align.LEFT, names_row=column == 2
        )
        for column, text in enumerate(texts)
    )


def _foot_rows(form: Form) -> Iterator[PrintedRow]:
    yield _labelled("总分", _number(form.total))
    told = [f"{one.name}：{one.deviation}" for one in form.indicators if one.deviation]
    yield _labelled("偏差大或目标未完成原因分析", "；".join(filter(None, [form.deviations, *told])) or "无")
    yield _labelled("改进措施及结果应用方案", form.measures or "无")


def _notes(spec: FormsSpec) -> Iterator[PrintedRow]:
    for number, note in enumerate(spec.notes):
        yield (PrintedCell(0, note if number else f"备注：{note}", columns=_ALL),)


def _labelled(label: str, text: str) -> PrintedRow:
    return (PrintedCell(0, label, columns=2, names_row=True), PrintedCell(2, text, columns=_ALL - 2))


def _pairs(first: tuple[str, str], second: tuple[str, str]) -> PrintedRow:
    return (
        PrintedCell(0, first[0], columns=2, names_row=True),
        PrintedCell(2, first[1]),
        PrintedCell(3, second[0]),
        PrintedCell(4, second[1], columns=_ALL - 4),
    )


def _spread(texts: tuple[str, ...], widths: tuple[int, ...]) -> PrintedRow:
    starts = [sum(widths[:place]) for place in range(len(widths))]
    return tuple(
        PrintedCell(start, text, columns=width, align=Align.CENTER, names_row=not start)
        for start, text, width in zip(starts, texts, widths, strict=True)
    )


def _number(number: Decimal | None) -> str:
    return "" if number is None else shown(number)

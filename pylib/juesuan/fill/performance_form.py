"""A form of 绩效自评 before anybody has filled it in, with what the tables already know."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.books.performance_sheets import HEADINGS, Label
from juesuan.fill.form_sheet import FormRow, Look
from juesuan.model.performance import FormKind
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.performance import FormsSpec

FORM_WIDTHS = (30, 14, 18, 30, 18, 18, 8, 8, 34)
_GOALS = 4
_HINT = (
    "黄色格子由您填写；指标不够可以在中间插入行。填好后运行“juesuan fill-performance”，"
    "算出执行率、得分和总分：有分值的定量指标按备注计分，定性指标请填得分。"
)
_TEXT_LINES, _NOTE_SIGNS = 6, 80


def blank_form(disclosure: Disclosure, spec: FormsSpec, kind: FormKind, name: str) -> list[FormRow]:
    """The rows of a form. A department's money is filled in from the tables and the 元 figures."""
    year = str(disclosure.year or disclosure.layout.year)
    title = spec.department_title if kind is FormKind.DEPARTMENT else spec.project_title
    rows = [
        FormRow(Look.TITLE, [title.replace("{year}", year).replace("{name}", name)], 2),
        FormRow(Look.NOTE, [_HINT], 2),
    ]
    rows += _department(disclosure) if kind is FormKind.DEPARTMENT else _project(disclosure, spec, name)
    rows += [
        FormRow(Look.RESULT, [Label.RATE, None], 2),
        FormRow(Look.RESULT, [Label.POINTS, None], 2),
    ]
    if kind is FormKind.DEPARTMENT:
        rows += [FormRow(Look.LINE, [f"年度目标{number}", *[None] * 8], 2) for number in range(1, _GOALS + 1)]
    rows.append(FormRow(Look.HEADINGS, HEADINGS, 2))
    goals = range(1, _GOALS + 1) if kind is FormKind.DEPARTMENT else range(1)
    for goal in goals:
        for first, second in spec.indicators:
            number = str(goal) if goal else None
            rows.append(FormRow(Look.LINE, [number, first, second, *[None] * 6], 2))
    rows += [
        FormRow(Look.RESULT, [Label.TOTAL, None]),
        FormRow(Look.ENTRY, [Label.DEVIATIONS, None], _TEXT_LINES),
        FormRow(Look.ENTRY, [Label.MEASURES, None], _TEXT_LINES),
    ]
    return rows + [FormRow(Look.NOTE, [note], 1 + len(note) // _NOTE_SIGNS) for note in spec.notes]


def _department(disclosure: Disclosure) -> Iterator[FormRow]:
    yield FormRow(Look.ENTRY, [Label.ORGANISATION, disclosure.organisation])
    for label, column in ((Label.BASIC, "基本支出"), (Label.PROJECTS, "项目支出")):
        fen = disclosure.exact.get(CellRef("expenditure", TOTAL_ROW, column))
        yield FormRow(Look.ENTRY, [label, None if fen is None else Decimal(fen).scaleb(-2)])
    yield FormRow(Look.ENTRY, [Label.BUDGET, None])
    spent = disclosure.amount(CellRef("expenditure", TOTAL_ROW, "本年支出合计"))
    yield FormRow(Look.ENTRY, [Label.EXECUTED, spent.decimal()])


def _project(disclosure: Disclosure, spec: FormsSpec, name: str) -> Iterator[FormRow]:
    yield FormRow(Look.ENTRY, [Label.ORGANISATION, disclosure.organisation])
    yield FormRow(Look.ENTRY, [Label.PROJECT, name])
    yield FormRow(Look.ENTRY, [Label.AUTHORITY, None])
    yield FormRow(Look.ENTRY, [Label.UNIT, None])
    for group, names in spec.boxes.items():
        yield FormRow(Look.NOTE, [f"{group}填一项：{'、'.join(names)}"])
        yield FormRow(Look.ENTRY, [group, None])
    yield FormRow(Look.ENTRY, [Label.BUDGET, None])
    yield FormRow(Look.ENTRY, [Label.EXECUTED, None])

"""Sheets that hold a form of 绩效自评: found by their headings, read with the place of every entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.wording import plain
from juesuan.model.performance import Box, Evaluation, Form, FormKind, Goal, Indicator, Rated
from juesuan.model.reference import Address, a1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.sheets import Book, Sheet

SHEET_PREFIX = "绩效"
HEADINGS = (
    "年度目标",
    "一级指标",
    "二级指标",
    "三级指标",
    "年初目标值（A）",
    "实际完成值（B）",
    "分值",
    "得分",
    "偏差原因和改进措施",
)
_GOAL = re.compile(r"年度目标(\d)")
_SEPARATORS = re.compile(r"[、，,；;/\s]+")
_GOAL_WORDS, _GOAL_WEIGHT = 1, 6  # columns of a goal's words and weight
_FIRST, _SECOND, _NAME, _TARGET, ACTUAL, _WEIGHT, SCORE, _DEVIATION = range(1, 9)


class Label(StrEnum):
    """What stands in the first column before an entry."""

    ORGANISATION = "部门名称"
    PROJECT = "项目名称"
    AUTHORITY = "主管部门"
    UNIT = "项目实施单位"
    BASIC = "基本支出总额（元）"
    PROJECTS = "项目支出总额（元）"
    BUDGET = "预算数（A）（万元）"
    EXECUTED = "执行数（B）（万元）"
    RATE = "执行率（B/A）（%）"
    POINTS = "预算执行得分（20分×执行率）"
    TOTAL = "总分"
    DEVIATIONS = "偏差大或目标未完成原因分析"
    MEASURES = "改进措施及结果应用方案"


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A form with the zero-based rows of its entries, by label, and of its indicators in their order."""

    name: str
    form: Form
    fields: dict[str, int] = field(default_factory=dict)
    rows: tuple[int, ...] = ()

    def address(self, row: int, column: int) -> Address:
        """The place of a cell."""
        return Address(self.name, a1(row, column))


def read_form_sheets(book: Book) -> tuple[FormSheet, ...]:
    """Every sheet 绩效… that has the headings of a form. Raises ReadError where a number is none."""
    found = (_form_sheet(sheet) for name, sheet in book.sheets.items() if name.startswith(SHEET_PREFIX))
    return tuple(sheet for sheet in found if sheet is not None)


def evaluation_of(sheets: tuple[FormSheet, ...]) -> Evaluation:
    """The forms of sheets that have been filled in; a blank form is none."""
    return Evaluation(tuple(sheet.form for sheet in sheets if sheet.form.rated or sheet.form.indicators))


def _form_sheet(sheet: Sheet) -> FormSheet | None:
    labels = [plain(sheet.text(row, 0)) for row in range(sheet.height)]
    top = next((row for row in range(sheet.height) if _is_heading(sheet, row)), None)
    if top is None:
        return None
    fields = {label.value: labels.index(plain(label)) for label in Label if plain(label) in labels}
    end = fields.get(Label.TOTAL, sheet.height)
    rows = tuple(row for row in range(top + 1, end) if sheet.text(row, _NAME))
    reader = _Reader(sheet, fields)
    kind = FormKind.PROJECT if Label.PROJECT in fields else FormKind.DEPARTMENT
    indicators = tuple(reader.indicators(rows))
    goals = tuple(reader.goals(labels, indicators))
    form = Form(
        kind=kind,
        title=sheet.text(0, 0),
        name=reader.text(Label.PROJECT if kind is FormKind.PROJECT else Label.ORGANISATION),
        address=Address(sheet.name, ""),
        rated=reader.rated(),
        total=reader.number(Label.TOTAL),
        boxes=tuple(reader.boxes(labels)),
        goals=goals,
        indicators=indicators,
        scores=tuple(one.score for one in indicators if one.score is not None),
        complete=True,
        unread=tuple(f"指标“{one.name}”没有得分" for one in indicators if one.score is None),
        words="".join(reader.text(label) for label in (Label.DEVIATIONS, Label.MEASURES)),
        basic=reader.number(Label.BASIC),
        projects=reader.number(Label.PROJECTS),
        deviations=reader.text(Label.DEVIATIONS),
        measures=reader.text(Label.MEASURES),
        authority=reader.text(Label.AUTHORITY),
        unit=reader.text(Label.UNIT),
    )
    return FormSheet(sheet.name, form, fields, rows)


def _is_heading(sheet: Sheet, row: int) -> bool:
    return [plain(sheet.text(row, column)) for column in range(1, SCORE + 1)] == [
        plain(heading) for heading in HEADINGS[1 : SCORE + 1]
    ]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Takes entries from a sheet."""

    sheet: Sheet
    fields: dict[str, int]

    def text(self, label: Label) -> str:
        row = self.fields.get(label)
        return "" if row is None else self.sheet.text(row, 1)

    def number(self, label: Label) -> Decimal | None:
        row = self.fields.get(label)
        return None if row is None else self.decimal(row, 1)

    def decimal(self, row: int, column: int) -> Decimal | None:
        text = self.sheet.text(row, column).replace(",", "").replace("，", "").rstrip("%％分")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            path = self.sheet.book.archive.path
            where = f"{self.sheet.name}!{a1(row, column)}"
            what = f"单元格 {where} 应填数，现在是“{self.sheet.text(row, column)}”，请改正后再试"
            raise ReadError(f"{what}：{path}", path, self.sheet.name, a1(row, column))
        return number

    def rated(self) -> Rated | None:
        budget, executed = self.number(Label.BUDGET), self.number(Label.EXECUTED)
        if budget is None or executed is None:
            return None
        rate = self.number(Label.RATE)
        if rate is not None and rate <= 1 < executed * 100 / (budget or 1):
            rate = Decimal(f"{rate.scaleb(2):f}")  # a cell that Excel shows in percent: 0.683 is 68.3 %
        return Rated(budget, executed, rate, self.number(Label.POINTS))

    def boxes(self, labels: list[str]) -> Iterator[Box]:
        for group in ("项目类别", "项目属性", "项目类型"):
            if group in labels:
                chosen = self.sheet.text(labels.index(group), 1)
                yield from (Box(group, name, True) for name in _SEPARATORS.split(chosen) if name)  # noqa: FBT003

    def indicators(self, rows: tuple[int, ...]) -> Iterator[Indicator]:
        first = second = ""
        goal = 0
        for row in rows:
            text = [self.sheet.text(row, column) for column in range(len(HEADINGS))]
            goal = int(text[0]) if text[0].isdecimal() else goal
            first, second = text[_FIRST] or first, text[_SECOND] or second
            yield Indicator(
                name=text[_NAME],
                target=text[_TARGET],
                actual=text[ACTUAL],
                score=self.decimal(row, SCORE),
                weight=self.decimal(row, _WEIGHT),
                first=first,
                second=second,
                goal=goal,
                deviation=text[_DEVIATION],
                address=Address(self.sheet.name, a1(row, SCORE)),
            )

    def goals(self, labels: list[str], indicators: tuple[Indicator, ...]) -> Iterator[Goal]:
        for row, label in enumerate(labels):
            match = _GOAL.fullmatch(label)
            if match and self.sheet.text(row, _GOAL_WORDS):
                number = int(match[1])
                scores = (one.score for one in indicators if one.goal == number and one.score is not None)
                weight = self.decimal(row, _GOAL_WEIGHT)
                yield Goal(number, self.sheet.text(row, _GOAL_WORDS), weight, tuple(scores))

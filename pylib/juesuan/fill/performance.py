"""The sheets of 绩效自评: made where they are wanted, and worked out from what has been entered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.package import CellEdit, edit_cells
from juesuan.books.performance_sheets import ACTUAL, SCORE, SHEET_PREFIX, FormSheet, Label, read_form_sheets
from juesuan.fill.changes import Change, ChangeKind
from juesuan.fill.form_sheet import add_form_sheet
from juesuan.fill.kept_figures import NOWHERE
from juesuan.fill.performance_form import FORM_WIDTHS, blank_form
from juesuan.fill.writing import Prepared, open_workbook, prepare_sheets
from juesuan.layouts.performance_forms import load_forms_spec
from juesuan.model.performance import FormKind
from juesuan.model.reference import Address
from juesuan.performance import scoring
from juesuan.performance.quantities import quantity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from juesuan.books.package import Package
    from juesuan.fill.writing import Opened
    from juesuan.model.performance import Indicator

_DEPARTMENT_SHEET, _PROJECT_SHEET = f"{SHEET_PREFIX}整体", f"{SHEET_PREFIX}项目"
_RATE, _POINTS = "执行数÷预算数", "20×执行率"


@dataclass(frozen=True, slots=True)
class Rating:
    """What is to be written, and sentences on what is left to the officer."""

    prepared: Prepared
    left: tuple[str, ...]


def fill_performance(
    workbook: Path | str, projects: Sequence[str] = (), *, layout_id: str | None = None
) -> Rating:
    """Make the sheets of the department and of projects that have none, and work out those that are there.

    Rate, points and total are worked out anew; scores only where none was entered, and only of 定量指标 with
    a weight. A score that somebody entered stays. Values of the department come from the projects by the
    notes of the forms. Nothing is written yet. Raises ReadError when the workbook cannot be read.
    """
    opened = open_workbook(workbook, layout_id)
    sheets = read_form_sheets(opened.book)
    work = _Work(opened, sheets, tuple(projects))
    prepared = prepare_sheets(opened, work.changes)
    return Rating(prepared, tuple(work.left))


class _Work:
    """Writes new sheets, and the cells of those that are there."""

    def __init__(self, opened: Opened, sheets: tuple[FormSheet, ...], projects: tuple[str, ...]) -> None:
        self._opened, self._sheets, self._projects = opened, sheets, projects
        self._edits: dict[str, dict[str, CellEdit]] = {}
        self.left: list[str] = []

    def changes(self, package: Package) -> Iterator[Change]:
        """Do all of it."""
        yield from self._new_sheets(package)
        for sheet in self._sheets:
            yield from self._worked_out(sheet)
        edit_cells(package, self._edits)

    def _new_sheets(self, package: Package) -> Iterator[Change]:
        disclosure = self._opened.disclosure
        spec = load_forms_spec(disclosure.layout.id)
        known = {sheet.form.name for sheet in self._sheets if sheet.form.kind is FormKind.PROJECT}
        wanted: list[tuple[FormKind, str]] = []
        if not any(sheet.form.kind is FormKind.DEPARTMENT for sheet in self._sheets):
            wanted.append((FormKind.DEPARTMENT, disclosure.organisation))
        wanted += [(FormKind.PROJECT, name) for name in dict.fromkeys(self._projects) if name not in known]
        names = set(self._opened.book.sheets)
        for kind, name in wanted:
            sheet = self._free_name(kind, names)
            names.add(sheet)
            rows = blank_form(disclosure, spec, kind, name)
            add_form_sheet(package, sheet, rows, FORM_WIDTHS)
            self.left.append(f"“{sheet}”是新加的，请填预算数、执行数和各项指标，填好后再运行一次")
            yield Change(ChangeKind.TEXT, NOWHERE, Address(sheet, "A1"), "", f"{kind}：{name}", "新的自评表")

    def _free_name(self, kind: FormKind, names: set[str]) -> str:
        if kind is FormKind.DEPARTMENT:
            if _DEPARTMENT_SHEET in names:
                path = str(self._opened.path)
                what = f"工作簿里已有一张别的工作表叫“{_DEPARTMENT_SHEET}”，请先改名"
                raise ReadError(f"{what}：{path}", path, _DEPARTMENT_SHEET)
            return _DEPARTMENT_SHEET
        number = 1
        while f"{_PROJECT_SHEET}{number}" in names:
            number += 1
        return f"{_PROJECT_SHEET}{number}"

    def _worked_out(self, sheet: FormSheet) -> Iterator[Change]:
        rated = sheet.form.rated
        if rated is None:
            self.left.append(f"“{sheet.name}”没有填预算数或执行数")
            return
        share, earned = (
            work(rated.budget, rated.executed) for work in (scoring.rate, scoring.execution_points)
        )
        if share is None or earned is None:
            self.left.append(f"“{sheet.name}”的预算数是 0，没有执行率")
            return
        points = scoring.rounded(earned)
        yield from self._entry(sheet, Label.RATE, scoring.rounded(share, 2), rated.rate, _RATE)
        yield from self._entry(sheet, Label.POINTS, points, rated.points, _POINTS)
        scores = []
        for row, one in zip(sheet.rows, sheet.form.indicators, strict=True):
            actual = one.actual
            if not actual and sheet.form.kind is FormKind.DEPARTMENT and (known := self._of_projects(one)):
                actual = known
                yield self._cell(sheet, (row, ACTUAL), known, "", "各项目汇总")
            score, change = self._score(sheet, row, one, actual)
            if change:
                yield change
            scores.append(score)
        missing = [
            one.name for one, score in zip(sheet.form.indicators, scores, strict=True) if score is None
        ]
        if missing or not scores:
            names = "、".join(missing) or "（还没有指标）"
            self.left.append(f"“{sheet.name}”的总分没有算，请填写得分：{names}")
            return
        total = points + sum((score for score in scores if score is not None), Decimal(0))
        yield from self._entry(sheet, Label.TOTAL, total, sheet.form.total, "预算执行得分＋各指标得分")

    def _score(
        self, sheet: FormSheet, row: int, one: Indicator, actual: str
    ) -> tuple[Decimal | None, Change | None]:
        if one.score is not None:
            return one.score, None
        exact = scoring.indicator_points(replace(one, actual=actual))
        if exact is None:
            return None, None
        score = scoring.rounded(exact)
        return score, self._cell(sheet, (row, SCORE), score, "", "按备注 2 计算")

    def _of_projects(self, one: Indicator) -> str:
        """An indicator's value by the notes: added, or averaged by money; empty where projects state none."""
        parts = [
            (other.actual, sheet.form.rated.budget)
            for sheet in self._sheets
            if sheet.form.kind is FormKind.PROJECT and sheet.form.rated
            for other in sheet.form.indicators
            if other.name == one.name and other.actual
        ]
        value = scoring.combined(parts)
        first = quantity(parts[0][0]) if parts else None
        return f"{shown(value)}{first.unit}" if value is not None and first else ""

    def _entry(
        self, sheet: FormSheet, label: Label, value: Decimal, before: Decimal | None, why: str
    ) -> Iterator[Change]:
        row = sheet.fields.get(label)
        if row is None:
            self.left.append(f"“{sheet.name}”里没有“{label}”一行")
        elif before != value:
            yield self._cell(sheet, (row, 1), value, "" if before is None else shown(before), why)

    def _cell(
        self, sheet: FormSheet, place: tuple[int, int], value: Decimal | str, before: str, why: str
    ) -> Change:
        address = sheet.address(*place)
        self._edits.setdefault(sheet.name, {})[address.a1] = CellEdit(value=value, formula=None)
        kind = ChangeKind.FIGURE if isinstance(value, Decimal) else ChangeKind.TEXT
        after = shown(value) if isinstance(value, Decimal) else value
        return Change(kind, NOWHERE, address, before, after, why)

"""``juesuan fill-performance`` and ``juesuan check-performance`` as a user runs them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.cli.conftest import Run
from tests.performance.made_publication import PUBLICATION, altered

BUDGET, EXECUTED = "预算数（A）（万元）", "执行数（B）（万元）"
Line = tuple[str, str, str, float | None, float | None]


@pytest.fixture
def book(run: Run, corrected: Path) -> Path:
    """A workbook with the sheets of the department and of one project."""
    answer = run("fill-performance", corrected, "--project", "街坊夜校经费", "-o", "自评.xlsx")
    assert answer.code == 1
    assert "“绩效项目1”是新加的，请填预算数、执行数和各项指标" in answer.out
    return Path("自评.xlsx")


def enter(book: Path, sheet: str, fields: dict[str, Any], lines: Sequence[Line]) -> None:
    """Fill a form in as a person does in Excel; lines go below the headings, over what stands there."""
    workbook = load_workbook(book)
    page = workbook[sheet]
    for label, value in fields.items():
        page.cell(_row(page, label), 2).value = value
    top = _row(page, "年度目标")
    for number, line in enumerate(lines, 1):
        for column, value in enumerate(line, 4):
            page.cell(top + number, column).value = value
    workbook.save(book)


def cells(book: Path, sheet: str) -> list[list[Any]]:
    return CalamineWorkbook.from_path(book).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def entered(book: Path, sheet: str, *labels: str) -> list[Any]:
    by_label = {row[0]: row[1] for row in cells(book, sheet)}
    return [by_label[label] for label in labels]


def _row(page: Worksheet, label: str) -> int:
    return next(row for row in range(1, page.max_row + 1) if page.cell(row, 1).value == label)


LINES: tuple[Line, ...] = (
    ("每班开办费", "0.5万元/班", "0.5万元/班", 20, None),
    ("开办夜校班次数", "≥40班", "30班", 20, None),
    ("授课质量", "明显提高", "明显提高", 40, 38),
)


def test_rate_points_and_total(run: Run, book: Path) -> None:
    enter(book, "绩效项目1", {BUDGET: 120.5, EXECUTED: 103.63}, LINES)
    run("fill-performance", book, "-o", "算好.xlsx")
    labels = ("执行率（B/A）（%）", "预算执行得分（20分×执行率）", "总分")
    assert entered(Path("算好.xlsx"), "绩效项目1", *labels) == [86, 17.2, 90.2]  # 17.2+20+15+38
    assert run("check-performance", "算好.xlsx").code == 0
    again = run("fill-performance", "算好.xlsx", "--dry-run")
    assert "没有需要改动的单元格" in again.out


def test_a_missed_target_is_not_without_a_reason(run: Run, book: Path) -> None:
    enter(book, "绩效项目1", {BUDGET: 120.5, EXECUTED: 103.63, "偏差大或目标未完成原因分析": "无"}, LINES)
    run("fill-performance", book, "--in-place")
    answer = run("check-performance", book)
    assert answer.code == 1
    assert "写了“偏差大或目标未完成原因分析：无”，而“开办夜校班次数”目标是 ≥40班、实际是 30班" in answer.out
    enter(book, "绩效项目1", {"偏差大或目标未完成原因分析": "报名人数少于计划"}, ())
    assert run("check-performance", book).code == 0


def test_a_rate_in_percent_cells(run: Run, book: Path) -> None:
    """86 % in a cell that shows percent is 0.86."""
    enter(book, "绩效项目1", {BUDGET: 100, EXECUTED: 68.296, "执行率（B/A）（%）": 0.683}, ())
    assert "P101" not in run("check-performance", book).out


def test_projects_told_under_their_names(run: Run, book: Path) -> None:
    enter(book, "绩效项目1", {BUDGET: 120.5, EXECUTED: 103.63}, LINES)
    run("fill-performance", book, "--in-place")
    told = """第三部分 2023年度部门决算情况说明
十三、预算绩效情况说明
（三）项目支出自评结果
1.街坊夜校经费：全年预算数{budget}万元，执行数103.63万元。
2.下一步：继续办学。"""
    Path("文本.txt").write_text(told.format(budget="120.5"), encoding="utf-8")
    assert "P13" not in run("check-performance", book, "--text", "文本.txt").out
    Path("文本.txt").write_text(told.format(budget="102.5"), encoding="utf-8")
    answer = run("check-performance", book, "--text", "文本.txt")
    assert "“街坊夜校经费”预算数写作 102.5 万元，自评表里是 120.5" in answer.out


def test_what_was_entered_stays(run: Run, book: Path) -> None:
    """A score of the officer's is never changed; checking says what it should be."""
    lines = (*LINES[:1], ("开办夜校班次数", "≥40班", "30班", 20, 20.0), *LINES[2:])
    enter(book, "绩效项目1", {BUDGET: 100, EXECUTED: 100, "项目类型": "常年性项目、一次性项目"}, lines)
    run("fill-performance", book, "-o", "算好.xlsx")
    assert entered(Path("算好.xlsx"), "绩效项目1", "总分") == [98]
    answer = run("check-performance", "算好.xlsx")
    assert answer.code == 1
    assert "应得 15.0 分，写作 20" in answer.out
    assert "绩效项目1!H" in answer.out
    assert "P111" in answer.out


def test_what_is_missing_is_named(run: Run, book: Path) -> None:
    enter(book, "绩效项目1", {BUDGET: 100, EXECUTED: 100}, (("授课质量", "明显提高", "明显提高", 80, None),))
    answer = run("fill-performance", book, "-o", "算好.xlsx")
    assert answer.code == 1
    assert "请填写得分：授课质量" in answer.out


def test_the_department_adds_up_its_projects(run: Run, book: Path) -> None:
    run("fill-performance", book, "--project", "河畔夜校经费", "-o", "两个.xlsx")
    both = Path("两个.xlsx")
    rate = ("结业率", "≥90%", "98%", 40, None)
    enter(both, "绩效项目1", {BUDGET: 100, EXECUTED: 100}, (*LINES[1:2], rate))
    rate = ("结业率", "≥90%", "90%", 40, None)
    enter(
        both, "绩效项目2", {BUDGET: 300, EXECUTED: 300}, (("开办夜校班次数", "≥5班", "5班", 20, None), rate)
    )
    lines: tuple[Line, ...] = (
        ("开办夜校班次数", "≥40班", "", 40, None),
        ("结业率", "≥90%", "", 40, None),
    )
    enter(both, "绩效整体", {BUDGET: 6000, EXECUTED: 5506.46}, lines)
    run("fill-performance", both, "--in-place")
    rows = cells(both, "绩效整体")
    top = next(number for number, row in enumerate(rows) if row[0] == "年度目标")
    assert [row[5] for row in rows[top + 1 : top + 3]] == ["35班", "92%"]  # added; weighted by money
    assert [row[7] for row in rows[top + 1 : top + 3]] == [35, 40]


def test_the_rest_of_the_workbook_stays(run: Run, corrected: Path, book: Path) -> None:
    before, after = (CalamineWorkbook.from_path(path).sheet_names for path in (corrected, book))
    assert after == [*before, "绩效整体", "绩效项目1"]
    assert all(cells(book, name) == cells(corrected, name) for name in before)
    (spent,) = entered(book, "绩效整体", EXECUTED)
    assert spent == 5506.46


def test_forms_in_a_text(run: Run, corrected: Path) -> None:
    Path("文本.txt").write_text(altered("执行率 80%。", "执行率 100%。"), encoding="utf-8")
    answer = run("check-performance", corrected, "--text", "文本.txt", "-v")
    assert answer.code == 1
    assert "摘要里执行率是 100%，自评表里是 80.00%" in answer.out
    assert "没有看懂：" in answer.out
    Path("文本.txt").write_text(PUBLICATION, encoding="utf-8")
    assert run("check-performance", corrected, "--text", "文本.txt").code == 0


def test_mistakes_of_the_user(run: Run, corrected: Path, book: Path) -> None:
    nameless = run("fill-performance", corrected, "--project", " ", "-o", "无名.xlsx")
    assert (nameless.code, "项目名称" in nameless.err, Path("无名.xlsx").exists()) == (2, True, False)
    nothing = run("check-performance", corrected)
    assert (nothing.code, "没有读到填好的绩效自评表" in nothing.err) == (2, True)
    enter(book, "绩效项目1", {BUDGET: "一百万", EXECUTED: 100}, ())
    wrong = run("check-performance", book)
    assert wrong.code == 2
    assert "应填数，现在是“一百万”" in wrong.err

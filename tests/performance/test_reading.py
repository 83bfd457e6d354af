"""Forms are read from broken lines; what cannot be understood is counted, never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from juesuan.model.performance import Evaluation, Form
from juesuan.performance.form_text import read_forms
from juesuan.texts.lines import Line
from tests.performance.made_publication import ATTACHMENTS, altered


def forms(text: str = ATTACHMENTS) -> Evaluation:
    return read_forms(
        [Line(line, None) for line in text.splitlines() if line.strip() and "— 61—" not in line]
    )


@pytest.fixture(scope="module")
def school() -> Form:
    return forms().projects[0]


def test_names_and_money() -> None:
    read = [
        (form.number, form.name, form.rated and (form.rated.budget, form.rated.executed, form.rated.points))
        for form in forms().forms
    ]
    assert read == [
        (1, "武汉市青山区人力资源局", (Decimal("6883.08"), Decimal("5506.47"), Decimal(16))),
        (2, "街坊夜校经费", (Decimal("120.5"), Decimal("103.63"), Decimal("17.2"))),
        (3, "老站房修缮费", (Decimal(300), Decimal(300), Decimal(20))),
    ]


def test_boxes(school: Form) -> None:
    ticked = {box.group: box.name for box in school.boxes if box.ticked}
    assert ticked == {"项目类别": "部门预算项目", "项目属性": "持续性项目", "项目类型": "常年性项目"}
    assert len(school.boxes) == 8


def test_cells_that_are_broken_over_lines(school: Form) -> None:
    read = {one.name: (one.first, one.target, one.actual, one.score) for one in school.indicators}
    assert read == {
        "每班开办费": ("成本指标", "0.5万元/班", "0.5万元/班", Decimal(20)),
        "开办夜校班次数": ("产出指标", "≥40班", "52班", Decimal(20)),
        "授课满意的学员": ("产出指标", "未设置目标值", "880人", Decimal(10)),
        "街坊学有所长": ("效益指标", "稳步提高", "稳步提高", Decimal(20)),
    }


def test_a_number_inside_a_text_is_no_score(school: Form) -> None:
    """“12|人” and “9|节” end lines, and are left out because 总分 is right without them."""
    assert sum(school.scores) == 80
    assert [text.startswith("指标“请名师授课") for text in school.unread] == [True]


def test_goals_of_the_department() -> None:
    department = forms().department
    assert department is not None
    assert [(goal.number, goal.weight, sum(goal.scores)) for goal in department.goals] == [
        (1, Decimal(50), Decimal(50)),
        (2, Decimal(30), Decimal(30)),
    ]
    assert (department.basic, department.projects) == (Decimal("9236147.27"), Decimal("45828503.83"))
    assert "共得96分" in department.summary
    assert "共得" not in department.words


def test_a_form_without_figures_is_not_guessed() -> None:
    text = altered("年度财政资金总额 120.5 103.63 86.00% 17.2", "年度财政资金总额", ATTACHMENTS)
    school = forms(altered("总分 97.2", "总分", text)).projects[0]
    assert (school.rated, school.total) == (None, None)
    assert {"预算执行情况", "总分"} <= set(school.unread)


def test_no_forms_in_other_texts() -> None:
    assert forms("第一部分 概况\n项目支出 12.3 万元\n附件：某某项目自评表\n").forms == ()

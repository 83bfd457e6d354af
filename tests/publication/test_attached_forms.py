"""The forms of 绩效自评 in the publication: what a form says is what its attachment says, in every output."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.layouts.performance_forms import load_forms_spec
from juesuan.model.narrative import Paragraph
from juesuan.model.performance import Evaluation
from juesuan.model.publication import Part, Publication
from juesuan.performance.form_text import read_forms
from juesuan.publication.attached_forms import form_blocks
from juesuan.publication.exporting import Form, make_form
from juesuan.texts.lines import Line
from juesuan.texts.printed import printed_lines
from tests.performance.made_publication import DEPARTMENT, SCHOOL, STATION


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    """Made forms, every indicator with a weight."""
    text = DEPARTMENT + STATION + SCHOOL.replace("二、", "三、")
    read = read_forms([Line(line, None) for line in text.splitlines() if "— 61—" not in line])
    return Evaluation(
        tuple(
            replace(
                form,
                title=form.title.partition("、")[2],
                measures="提前签约。",
                indicators=tuple(replace(one, weight=Decimal(40)) for one in form.indicators),
            )
            for form in read.forms
        )
    )


@pytest.fixture(scope="module")
def attachments(evaluation: Evaluation) -> Publication:
    part = Part("第六部分　附件", tuple(form_blocks(evaluation, load_forms_spec("wuhan-2023"))))
    return Publication("示例局", 2023, "示例局2023年度部门决算", ("示例局",), "目　录", (part,))


def test_every_form_begins_a_page(attachments: Publication, tmp_path: Path) -> None:
    path = tmp_path / "附件.pdf"
    path.write_bytes(make_form(Form.PDF, attachments, dt.date(2024, 9, 1), draft=False))
    lines = printed_lines(path)
    (begun,) = {line.page or 0 for line in lines if line.text.startswith("第六部分") and "." not in line.text}
    titles = {
        line.text: line.page for line in lines if "绩效自评表" in line.text and (line.page or 0) >= begun
    }
    assert len(set(titles.values())) == 3, titles


@pytest.mark.parametrize(
    ("form", "lines_before"), [(Form.DOCX, 0), (Form.HTML, 0), (Form.PDF, 0), (Form.PDF, 18), (Form.PDF, 26)]
)
def test_what_is_printed_reads_the_same(
    form: Form, lines_before: int, evaluation: Evaluation, attachments: Publication, tmp_path: Path
) -> None:
    """Wherever a page ends: the first row of a form is repeated on the next one."""
    path = tmp_path / f"附件.{form}"
    (part,) = attachments.parts
    before = tuple(Paragraph(f"前-{number}", ("另附。",)) for number in range(lines_before))
    moved = replace(attachments, parts=(replace(part, blocks=before + part.blocks),))
    path.write_bytes(make_form(form, moved, dt.date(2024, 9, 1), draft=False))
    lines = printed_lines(path)
    printed = read_forms(lines)
    for one, other in zip(printed.forms, evaluation.forms, strict=True):
        assert (one.kind, one.name, one.rated, one.total) == (
            other.kind,
            other.name,
            other.rated,
            other.total,
        )
        ticked, meant = ({box for box in form.boxes if box.ticked} for form in (one, other))
        assert ticked == meant
        assert [(goal.number, goal.weight, goal.words) for goal in one.goals] == [
            (goal.number, goal.weight, goal.words) for goal in other.goals
        ]
        read = [(row.name, row.target, row.actual, row.weight, row.score) for row in one.indicators]
        assert read == [(row.name, row.target, row.actual, row.weight, row.score) for row in other.indicators]
    text = "".join("".join(line.text.split()) for line in lines)
    assert text.count("得分不得突破权重总额") == len(evaluation.forms)  # the notes stand under every form

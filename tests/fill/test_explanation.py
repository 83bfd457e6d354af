"""The explanation in the workbook: answers flow into the text, an officer's own words stay."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from juesuan.books.errors import ReadError
from juesuan.fill.explanation import write_explanation

CORRECTED = Path(__file__).parents[2] / "examples" / "qingshan-2023" / "corrected.xlsx"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("explanation") / "说明.xlsx"
    write_explanation(CORRECTED).prepared.write(target)
    return target


def rows(path: Path, sheet: str) -> dict[str, tuple[str | None, ...]]:
    lines = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=3, values_only=True)
    return {str(line[0]): tuple(str(one) if one else None for one in line) for line in lines if line[0]}


def typed(source: Path, target: Path, sheet: str, name: str, column: int, text: str) -> Path:
    """The workbook after somebody has typed a text beside a number of a question or paragraph."""
    book = openpyxl.load_workbook(source)
    for line in book[sheet].iter_rows(min_row=3):
        if line[0].value == name:
            line[column].value = text
    book.save(target)
    return target


def test_questions_and_text_are_in_the_workbook(written: Path) -> None:
    text = rows(written, "情况说明")
    assert text["收支总体.1"][2] == (
        "2023年度收、支总计5506.46万元。与2022年度相比，【待补充：收、支总计的上年决算数】。"
    )
    assert rows(written, "说明素材")["一般公共具体.成效"][3] == "项目支出4351.2万元"


def test_twice_is_once(written: Path) -> None:
    assert not write_explanation(written).prepared.changes


def test_answers_flow_into_the_text(written: Path, tmp_path: Path) -> None:
    answered = typed(written, tmp_path / "a.xlsx", "说明素材", "绩效.应用", 4, "结果用于安排下年预算。")
    explaining = write_explanation(answered)
    target = tmp_path / "b.xlsx"
    explaining.prepared.write(target)
    assert rows(target, "情况说明")["绩效应用.1"][2] == "结果用于安排下年预算。"
    assert rows(target, "说明素材")["绩效.应用"][4] == "结果用于安排下年预算。"
    assert "绩效.应用" not in {question.id for question in explaining.open_questions}


def test_own_words_stay_and_are_called_stale_when_figures_change(written: Path, tmp_path: Path) -> None:
    own = typed(written, tmp_path / "a.xlsx", "情况说明", "支出.2", 3, "其中基本支出占一成多。")
    target = tmp_path / "b.xlsx"
    write_explanation(own).prepared.write(target)
    line = rows(target, "情况说明")["支出.2"]
    assert line[3] == "其中基本支出占一成多。"
    assert line[4] == line[2]
    assert not write_explanation(target).narrative.stale
    book = openpyxl.load_workbook(target)
    book["公开03"]["F8"].value = 1000  # 基本支出合计
    book.save(target)
    later = write_explanation(target)
    assert later.narrative.stale == ("支出.2",)
    assert not [change for change in later.prepared.changes if change.before == "其中基本支出占一成多。"]


def test_an_answer_to_a_question_no_longer_asked_is_kept(written: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written)
    book["说明素材"].append(["一般公共具体.2139999", "", "", "", "去年的原因"])
    book.save(tmp_path / "a.xlsx")
    target = tmp_path / "b.xlsx"
    write_explanation(tmp_path / "a.xlsx").prepared.write(target)
    assert rows(target, "说明素材")["一般公共具体.2139999"][4] == "去年的原因"


def test_a_formula_as_an_answer_is_refused_not_lost(written: Path, tmp_path: Path) -> None:
    formula = typed(written, tmp_path / "a.xlsx", "说明素材", "绩效.应用", 4, '="增加"&B2')
    with pytest.raises(ReadError, match=r"说明素材!E\d+ 是公式"):
        write_explanation(formula)


def test_another_sheet_of_that_name_is_left_alone(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(CORRECTED)
    book.create_sheet("情况说明").append(["领导讲话"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(ReadError, match="情况说明"):
        write_explanation(tmp_path / "a.xlsx")


def test_nothing_else_changes(written: Path) -> None:
    before, after = openpyxl.load_workbook(CORRECTED), openpyxl.load_workbook(written)
    assert after.sheetnames == [*before.sheetnames, "说明素材", "情况说明"]
    for sheet in before.sheetnames:
        for line, again in zip(before[sheet].iter_rows(), after[sheet].iter_rows(), strict=True):
            assert [cell.value for cell in line] == [cell.value for cell in again]
            assert [cell.number_format for cell in line] == [cell.number_format for cell in again]

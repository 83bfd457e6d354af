"""The explanation in the workbook: answers flow into the text, an officer's own words stay."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from juesuan.books.errors import ReadError
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.fill.explanation import write_explanation
from juesuan.model.reference import a1

CORRECTED = Path(__file__).parents[2] / "examples" / "qingshan-2023" / "corrected.xlsx"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("explanation") / "说明.xlsx"
    write_explanation(CORRECTED).prepared.write(target)
    return target


def rows(path: Path, sheet: str) -> dict[str, tuple[str | None, ...]]:
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        lines = book[sheet].iter_rows(min_row=3, values_only=True)
        return {str(line[0]): tuple(str(one) if one else None for one in line) for line in lines if line[0]}


def typed(source: Path, target: Path, sheet: str, name: str, column: int, text: str) -> Path:
    """The workbook after somebody has typed a text beside a number of a question or paragraph."""
    with closing(openpyxl.load_workbook(source, read_only=True)) as book:
        lines = enumerate(book[sheet].iter_rows(values_only=True))
        (row,) = [row for row, line in lines if line and line[0] == name]
    edit = CellEdit(formula=text[1:]) if text.startswith("=") else CellEdit(value=text)
    return edited(source, target, sheet, a1(row, column), edit)


def edited(source: Path, target: Path, sheet: str, cell: str, edit: CellEdit) -> Path:
    package = Package.open(source)
    edit_cells(package, {sheet: {cell: edit}})
    package.save(target)
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
    changed = edited(target, tmp_path / "c.xlsx", "公开03", "F17", CellEdit(value=1000))  # 基本支出 of one 项
    later = write_explanation(changed)
    assert later.narrative.stale == ("支出.2",)
    assert not [change for change in later.prepared.changes if change.before == "其中基本支出占一成多。"]


def test_an_answer_to_a_question_no_longer_asked_is_kept(written: Path, tmp_path: Path) -> None:
    answered = typed(written, tmp_path / "a.xlsx", "说明素材", "绩效.应用", 4, "去年的原因")
    renamed = typed(answered, tmp_path / "b.xlsx", "说明素材", "绩效.应用", 0, "一般公共具体.2139999")
    kept = [change.after for change in write_explanation(renamed).prepared.changes]
    assert "去年的原因" in kept
    assert "（现在的数字不再问到，保留备查）" in kept


def test_a_formula_as_an_answer_is_refused_not_lost(written: Path, tmp_path: Path) -> None:
    formula = typed(written, tmp_path / "a.xlsx", "说明素材", "绩效.应用", 4, '="增加"&B2')
    with pytest.raises(ReadError, match=r"说明素材!E\d+ 是公式"):
        write_explanation(formula)


def test_another_sheet_of_that_name_is_left_alone(written: Path, tmp_path: Path) -> None:
    speech = edited(written, tmp_path / "a.xlsx", "情况说明", "A2", CellEdit(value="领导讲话"))
    with pytest.raises(ReadError, match="情况说明"):
        write_explanation(speech)


def test_nothing_else_changes(written: Path) -> None:
    names = []
    for path in (CORRECTED, written):
        with closing(openpyxl.load_workbook(path, read_only=True)) as book:
            names.append(book.sheetnames)
    assert names[1] == [*names[0], "说明素材", "情况说明"]
    with ZipFile(CORRECTED) as before, ZipFile(written) as after:
        for part in before.namelist():
            if part.startswith(("xl/worksheets/", "xl/charts/", "xl/drawings/")):
                assert before.read(part) == after.read(part), part

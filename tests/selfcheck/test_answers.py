"""The officer's answers, wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.layouts.errors import SpecError
from juesuan.model.selfcheck import Checklist
from juesuan.report.selfcheck_workbook import write_selfcheck
from juesuan.selfcheck.answers import answers_in, read_answers
from juesuan.selfcheck.checklists import load_checklist
from juesuan.selfcheck.evidence import EVIDENCE
from juesuan.texts.lines import Line
from tests.selfcheck.conftest import NO, YES, Gone


def printed(checklist: Checklist, answers: dict[int, str]) -> list[Line]:
    """The list as the last pages of a PDF: cells broken anywhere, answers at the ends of lines."""
    lines = ["是否公开见附件。", checklist.title, "序号 项目 考核内容 是或否 备注"]
    for item in checklist.items:
        words = f"{item.number} {item.text}"
        lines += [words[start : start + 23] for start in range(0, len(words), 23)]
        lines[-1] += f" {answers.get(item.number, '')}"
        lines.append(item.topic)
    return [Line(line, None) for line in lines]


def test_the_official_list(checklist: Checklist) -> None:
    assert [item.number for item in checklist.items] == list(range(1, 54))
    assert [item.number for item in checklist.items if item.reverse] == [42]
    by_person = [item.number for item in checklist.items if not item.check]
    assert by_person == [2, 41, *range(43, 52), 53]


def test_answers_at_the_end_of_a_document(checklist: Checklist) -> None:
    given = {number: "否" if number in {36, 41} else "是" for number in range(1, 54) if number != 7}
    read = answers_in(printed(checklist, given), checklist)
    assert read == {number: NO if answer == "否" else YES for number, answer in given.items()}


def test_a_document_without_a_list_answers_nothing(checklist: Checklist) -> None:
    assert answers_in([Line("是否公开：是", None)], checklist) == {}


def test_a_filled_sheet_is_read_back(go_through: Gone, tmp_path: Path) -> None:
    result = go_through(answers={4: "是", 36: "否", 41: "×"})
    target = tmp_path / "自查表.xlsx"
    write_selfcheck(result, target)
    filled = {line.item.number: line.filled for line in result.lines if line.filled}
    assert filled.items() >= {(4, YES), (36, NO), (41, NO)}
    assert read_answers(target) == filled


@pytest.mark.parametrize(
    ("text", "told"),
    [("序号,是或否\n3,大概\n", "序号 3 的回答是“大概”"), ("编号,结果\n3,是\n", "没有表头“序号”和“是或否”")],
)
def test_what_is_no_answer_is_refused(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "自查.csv"
    path.write_text(text, encoding="gb18030")
    with pytest.raises(ReadError, match=told):
        read_answers(path)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("{number: 1, group: 甲, topic: 乙, text: 丙, check: 没有的}", "没有叫“没有的”的依据"),
        ("{number: 1, group: 甲, topic: 乙, text: 丙}", "要写明看什么"),
        ("{number: 1, group: 甲, topic: 乙, text: 丙, look: 丁, 多余: 1}", "不认识的键“多余”"),
    ],
)
def test_a_broken_list_says_where(item: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "别的区.yaml"
    path.write_text(f"id: 别的区\ntitle: 自查表\nlayouts: []\nitems:\n  - {item}\n", encoding="utf-8")
    with pytest.raises(SpecError, match=told):
        load_checklist(path, EVIDENCE)


def test_an_unknown_list_names_those_there_are() -> None:
    with pytest.raises(SpecError, match="wuhan-qingshan-2023"):
        load_checklist("没有", EVIDENCE)

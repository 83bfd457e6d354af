"""写情况说明, 绩效自评, 核对说明 and 自查表 on a workbook that is open in a real spreadsheet program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

from juesuan.excel.runner import carry_out
from juesuan.fill.explanation import write_explanation
from juesuan.fill.performance import fill_performance
from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.excel.conftest import PUBLISHED, THREE_TABLES
from tests.excel.person import Person
from tests.excel.plain_workbook import without_checks
from tests.excel.states import contents, saved, writes

pytestmark = pytest.mark.libreoffice

YELLOW = (255, 248, 220)
# By hand: 923.61 (基本支出) of 5506.46 (支出合计) are 16.77%.
TEXT = """第三部分 示例局2023年度部门决算情况说明
三、支出决算情况说明
2023年度支出合计5506.46万元。其中：基本支出923.61万元，占本年支出16.97%。
"""


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tables of the corrected publication."""
    folder = tmp_path_factory.mktemp("corrected")
    return without_checks(PUBLISHED.with_name("corrected.xlsx"), folder / "corrected.xlsx", THREE_TABLES)


def test_an_explanation_is_written_and_answers_go_into_it(
    opened: Callable[..., xw.Book], corrected: Path, person: Person, tmp_path: Path
) -> None:
    book = opened(corrected)
    before = saved(book, tmp_path / "before.xlsx")
    person.agrees = False
    with ROUND_TRIPS.counting() as calls:
        assert carry_out("narrate", book, person) == (4, "", False)
    assert writes(calls) == {}
    assert "说明素材!A2　空 → 编号" in person.seen[-1]

    person.agrees = True
    with ROUND_TRIPS.counting() as calls:
        code, sentence, undo = carry_out("narrate", book, person)
    assert (code, undo) == (0, True), sentence
    assert calls["WindowModel.FreezePanes="] == 2, "the headings of both sheets stay in sight"
    assert "见“说明素材”" in sentence
    assert book.sheets.active.name == "说明素材"
    write_explanation(before).prepared.write(tmp_path / "expected.xlsx")
    assert contents(saved(book, tmp_path / "after.xlsx")) == contents(tmp_path / "expected.xlsx")
    material = book.sheets["说明素材"]
    assert (material.range("A2").font.bold, material.range("A3").font.bold) == (True, False)
    assert (material.range("E3").color, material.range("D3").color) == (YELLOW, None)
    assert material.range("C3").wrap_text

    answer = "=主要用于就业补助"  # no formula
    material.range("E3").value = f"'{answer}"
    assert carry_out("narrate", book, person)[0] == 0
    texts = [str(value) for value in book.sheets["情况说明"].range("C1:C90").value]
    assert any(answer in text for text in texts)
    assert material.range("E3").value == answer
    assert carry_out("undo", book, person)[0] == 0
    assert not any(answer in str(value) for value in book.sheets["情况说明"].range("C1:C90").value)


def test_forms_of_performance_are_added_and_worked_out(
    opened: Callable[..., xw.Book], corrected: Path, person: Person, tmp_path: Path
) -> None:
    book = opened(corrected)
    before = saved(book, tmp_path / "before.xlsx")
    person.answers = ["培训费、 档案管理费"]
    code, sentence, undo = carry_out("fill-performance", book, person)
    assert (code, undo) == (0, True), sentence
    names = [sheet.name for sheet in book.sheets]
    assert names[-3:] == ["绩效整体", "绩效项目1", "绩效项目2"]
    fill_performance(before, ["培训费", "档案管理费"]).prepared.write(tmp_path / "expected.xlsx")
    assert contents(saved(book, tmp_path / "after.xlsx")) == contents(tmp_path / "expected.xlsx")
    form = book.sheets["绩效整体"]
    assert form.range("A1").font.size == 15
    assert form.range("A1:I1").merge_cells
    rows = {str(value): row for row, value in enumerate(form.range("A1:A12").value, 1) if value}
    budget, executed, rate = (
        rows["预算数（A）（万元）"],
        rows["执行数（B）（万元）"],
        rows["执行率（B/A）（%）"],
    )
    assert form.range(f"B{budget}").color == YELLOW
    form.range(f"B{budget}").value = 200
    form.range(f"B{executed}").value = 150
    assert carry_out("fill-performance", book, person)[0] == 0
    assert form.range(f"B{rate}").value == 75  # 150 of 200, in percent
    form.range("D16:H16").value = ["培训人数", "≥100", "120", 10, 12]  # more points than there are
    code, sentence, _ = carry_out("fill-performance", book, person)
    assert code == 0
    assert "。自评表：错误 " in sentence
    assert "错误　绩效整体!H16：“培训人数”得分 12 大于分值 10" in person.seen[-1]
    person.answers = [None]
    assert carry_out("fill-performance", book, person)[0] == 4


def test_a_text_is_checked_and_the_report_stands_beside_it(
    opened: Callable[..., xw.Book], corrected: Path, person: Person, tmp_path: Path
) -> None:
    book = opened(corrected)
    assert carry_out("check-text", book, person) == (4, "", False), "no document picked"
    document = tmp_path / "说明 稿.txt"
    document.write_text(TEXT, encoding="utf-8")
    person.files = [document]
    with ROUND_TRIPS.counting() as calls:
        code, sentence, undo = carry_out("check-text", book, person)
    assert (code, undo, writes(calls)) == (0, False, {})
    page = tmp_path / "说明 稿.校验报告.html"
    assert sentence.endswith(f"报告：{page}")
    assert "看懂了 3 个数" in sentence
    assert person.opened == [str(page)]
    report = page.read_text("utf-8")
    assert "“占本年支出16.97%”：923.61÷5506.46（支出合计）＝16.77%" in report
    assert "juesuan-" not in report, "no folder of ours is named"
    assert document.read_text("utf-8") == TEXT

    page.write_text("自己写的", encoding="utf-8")  # somebody else's page of that name is kept
    assert carry_out("check-text", book, person)[0] == 0
    assert "自己写的" in {path.read_text("utf-8") for path in tmp_path.glob("说明 稿.校验报告*.html")}

    document.write_text("2024年部门预算公开\n部门预算情况说明\n", encoding="utf-8")
    code, sentence, _ = carry_out("check-text", book, person)
    assert (code, "不是部门决算" in sentence) == (2, True)


def test_a_selfcheck_is_a_workbook_of_its_own(
    opened: Callable[..., xw.Book], corrected: Path, person: Person, tmp_path: Path
) -> None:
    book = opened(corrected)
    app = book.app
    person.saves_as = tmp_path / "自查表"
    with ROUND_TRIPS.counting() as calls:
        code, sentence, _ = carry_out("selfcheck", book, person)
    assert (code, writes(calls)) == (0, {}), sentence
    assert person.seen[-1] == "自查表保存到", "no text was asked for"
    target = tmp_path / "自查表.xlsx"
    assert app.books[len(app.books) - 1].name == target.name
    app.books[len(app.books) - 1].close()
    rows = openpyxl.load_workbook(target)["自查表"].iter_rows(min_row=2, values_only=True)
    answers = {row[0]: row[5] for row in rows}
    assert answers[44] == "请人工核对"
    by_person = sum(answer == "请人工核对" for answer in answers.values())
    assert f"请人工核对 {by_person}" in sentence

    person.picks, person.files, person.saves_as = 1, [tmp_path / "没有.docx"], tmp_path / "另一份.xlsx"
    code, sentence, _ = carry_out("selfcheck", book, person)
    assert (code, "没有.docx" in sentence) == (2, True)
    assert not person.saves_as.exists()

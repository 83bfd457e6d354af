"""``juesuan selfcheck`` as a user runs it."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Run


def test_answers_that_the_tables_contradict(run: Run, published: Path) -> None:
    Path("自查.csv").write_text("序号,是或否\n5,是\n7,是\n", encoding="utf-8")
    answer = run("selfcheck", published, "--answers", "自查.csv", "-o", "填好.xlsx")
    assert answer.code == 1
    assert "不符  第 5 项" in answer.out
    assert "原答“是”，应答“否”" in answer.out
    sheet = load_workbook("填好.xlsx")["自查表"]
    rows = {row[0]: row[3:6] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows[5] == ("否", "是", "不符")
    assert rows[7] == ("是", "是", "一致")
    assert rows[44][2] == "请人工核对"


def test_clean_tables(run: Run, corrected: Path) -> None:
    answer = run("selfcheck", corrected)
    assert answer.code == 0
    assert "请人工核对：第 1、2、3" in answer.out
    assert "注意" not in answer.out


def test_mistakes_of_the_user(run: Run, corrected: Path) -> None:
    before = corrected.read_bytes()
    assert run("selfcheck", corrected, "-o", corrected).code == 2
    missing = run("selfcheck", corrected, "--text", "没有.docx")
    assert (missing.code, "没有.docx" in missing.err) == (2, True)
    assert run("selfcheck", corrected, "--list", "没有").code == 2
    Path("预算.txt").write_text("2024年部门预算公开\n部门预算情况说明\n", encoding="utf-8")
    budget = run("selfcheck", corrected, "--text", "预算.txt")
    assert (budget.code, "不是部门决算" in budget.err) == (2, True)
    assert corrected.read_bytes() == before

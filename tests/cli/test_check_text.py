"""``juesuan check-text`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

from openpyxl import load_workbook

from tests.cli.conftest import Run

TEXT = """第三部分 示例局2023年度部门决算情况说明
三、支出决算情况说明
2023年度支出合计5506.46万元。其中：基本支出923.61万元，占本年支出16.97%。
"""
SAID = "“占本年支出16.97%”：923.61÷5506.46（支出合计）＝16.77%"


def document(text: str = TEXT) -> Path:
    path = Path("说明.txt")
    path.write_text(text, encoding="utf-8")
    return path


def test_on_the_screen(run: Run, corrected: Path) -> None:
    answer = run("check-text", corrected, "--text", document(), "--rule", "W1*")
    assert answer.code == 1
    assert SAID in answer.out
    assert "三、支出决算情况说明（第 3 段）" in answer.out
    right = run("check-text", corrected, "--text", document(TEXT.replace("16.97", "16.77")), "--rule", "W1*")
    assert right.code == 0
    assert "看懂了 3 个数" in right.out


def test_reports_in_files(run: Run, corrected: Path) -> None:
    text = document()
    chosen = ("check-text", corrected, "--text", text, "--rule", "W111", "--format")
    assert run(*chosen, "html").code == 1
    page = Path("说明.校验报告.html").read_text(encoding="utf-8")
    assert all(words in page for words in (SAID, "公开文本核对报告", "三、支出决算情况说明（第 3 段）"))
    assert run(*chosen, "xlsx", "-o", "报告.xlsx").code == 1
    sheets = load_workbook("报告.xlsx").worksheets
    assert any(SAID in str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    answer = run(*chosen, "json")
    assert json.loads(answer.out)["findings"][0]["message"] == SAID
    assert run(*chosen, "xlsx", "-o", text).code == 2
    assert text.read_text(encoding="utf-8") == TEXT


def test_the_wrong_document(run: Run, corrected: Path) -> None:
    answer = run("check-text", corrected, "--text", document("2024年部门预算公开\n部门预算情况说明\n"))
    assert (answer.code, "不是部门决算" in answer.err) == (2, True)
    assert "Traceback" not in answer.err

"""``juesuan fill`` and ``juesuan subtotal``: what they say and write, and that nothing is written unasked."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

import juesuan
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.model.amount import Amount
from juesuan.model.reference import CellRef
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
EXPORTS = ROOT / "examples"
EXPORT = EXPORTS / "qingshan-2023" / "export" / "财决导出（示例）.xlsx"


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return Path(shutil.copy(ROOT / "workbook_templates" / "wuhan-2023.xlsx", tmp_path / "公开表.xlsx"))


def test_from_an_empty_template_to_a_workbook_without_errors(
    run: Run, template: Path, tmp_path: Path
) -> None:
    before = template.read_bytes()
    looked = run("fill", template, "--from", EXPORT, "--dry-run")
    assert looked.code == 0, looked.err
    assert "对账相符" in looked.out
    assert "2080101 行政运行" in looked.out
    assert "423.60" in looked.out
    assert "没有写入文件" in looked.out
    assert "错误 0" in looked.out
    assert template.read_bytes() == before
    filled = run("fill", template, "--from", EXPORT, "--in-place")
    assert filled.code == 0
    (backup,) = tmp_path.glob("公开表.备份-*.xlsx")
    assert backup.read_bytes() == before
    assert str(backup) in filled.out
    assert run("check", template).code == 0
    again = run("fill", template, "--from", EXPORT, "--in-place")
    assert "没有需要改动的单元格" in again.out
    assert "文件没有改动" in again.out
    ordered = run("subtotal", template)
    assert (ordered.code, "没有需要改动的单元格" in ordered.out) == (0, True)


def test_options_that_do_not_go_together(run: Run, template: Path) -> None:
    for command in (["fill", template, "--from", EXPORT], ["subtotal", template]):
        answer = run(*command, "--in-place", "-o", "另存.xlsx")
        assert answer.code == 2
        assert "只能用一个" in answer.err
        assert run(*command, "-o", "另存.pdf").code == 2


def test_sources_that_cannot_be_read(run: Run, template: Path) -> None:
    assert run("fill", template, "--from", "没有.xlsx").code == 2
    wrong = run("fill", template, "--from", ROOT / "workbook_templates" / "shanghai-2024.xlsx")
    assert wrong.code == 2
    assert "不是“" in wrong.err
    assert "Traceback" not in wrong.err
    assert "同一个文件" in run("fill", template, "--from", template).err
    for wrong in (
        run("fill", EXPORT, "--from", EXPORT.with_name("财决导出（有尾差，示例）.xlsx")),
        run("fill-previous-year", template, "--from", EXPORT),
    ):
        assert (wrong.code, "是财决软件的导出，不是公开表" in wrong.err) == (2, True)
    unknown = run("fill", template, "--from", EXPORT, "--mapping", "没有这个来源")
    assert unknown.code == 2
    assert "caijue-2023" in unknown.err


def test_subtotal_shows_what_it_repairs(run: Run, template: Path) -> None:
    edits: dict[str, str | int] = {"A12": "2080101", "F12": 12, "A14": "2210201", "F14": 5}
    package = Package.open(template)
    edit_cells(package, {"公开03": {cell: CellEdit(value=value) for cell, value in edits.items()}})
    package.save(template)
    answer = run("subtotal", template, "--table", "expenditure", "--dry-run")
    assert "住房改革支出" in answer.out
    assert "=SUM(" in answer.out
    run("subtotal", template, "--table", "expenditure", "--in-place")
    assert "没有需要改动的单元格" in run("subtotal", template).out


def test_rounded_cell_by_cell_then_balanced(run: Run, template: Path, tmp_path: Path) -> None:
    """Plain rounding leaves nothing but 尾差, and balancing takes it away; the report says what moved."""
    export, report = EXPORT.with_name("财决导出（有尾差，示例）.xlsx"), tmp_path / "折算.xlsx"
    budget = tmp_path / "批复.csv"
    budget.write_text("科目编码,年初预算数（万元）\n2080101,400\n", encoding="utf-8")
    assert run("fill", template, "--budget", budget, "--in-place").code == 0
    filled = run("fill", template, "--from", export, "--rounding", "plain", "--in-place")
    assert filled.code == 0
    assert "有 19 项不同，保留原样" in filled.out
    assert juesuan.read(template).comparison.budget == {"2080101": Amount(40_000)}
    checked = run("check", template, "-q")
    assert (checked.code, "错误 0" in checked.out, "尾差" in checked.out) == (0, True, True)
    assert run("balance", template, "--report", template).code == 2
    balanced = run("balance", template, "--in-place", "--report", report)
    assert balanced.code == 0
    assert "与逐格四舍五入不同的数有 13 个" in balanced.out
    assert "尾差" not in run("check", template, "-q").out
    moved = openpyxl.load_workbook(report)["折算调整"]
    assert moved.max_row == 14
    package = Package.open(template)
    edit_cells(package, {"公开03": {"G13": CellEdit(value=1)}})
    package.save(template)
    before = template.read_bytes()
    refused = run("balance", template, "--in-place")
    assert (refused.code, template.read_bytes() == before) == (1, True)
    assert "--overwrite-edits" in refused.out
    assert run("balance", template, "--in-place", "--overwrite-edits").code == 0


def test_last_year_and_budget(run: Run, template: Path, tmp_path: Path) -> None:
    last = ROOT / "examples" / "qingshan-2023" / "corrected.xlsx"
    empty = template.read_bytes()
    refused = run("fill-previous-year", template, "--from", last, "--in-place")
    assert (refused.code, template.read_bytes() == empty) == (1, True)
    assert "不是上年（2022 年度）" in refused.out
    assert "没有写入" in refused.out
    kept = run("fill-previous-year", template, "--from", last, "--in-place", "--anyway")
    assert kept.code == 1
    another = run(
        "fill", last, "--from", EXPORTS / "shanghai-2024" / "export" / EXPORT.name, "-o", "别的.xlsx"
    )
    assert another.code == 1
    assert "没有写入：年度或单位不符" in another.out
    assert not Path("别的.xlsx").exists()
    budget = tmp_path / "批复.csv"
    budget.write_text("科目编码,年初预算数（万元）\n2080101,335.3\n", encoding="utf-8")
    filled = run("fill", template, "--budget", budget, "--in-place")
    assert (filled.code, "3,353,000.00 元" in filled.out) == (0, True)
    comparison = juesuan.read(template).comparison
    assert comparison.budget == {"2080101": Amount(33_530)}
    assert comparison.before(CellRef("total", "本年收入合计", "金额")) == Amount(550_646)
    assert run("fill", template).code == 2

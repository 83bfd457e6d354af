"""``juesuan consolidate`` and ``juesuan trace`` as a user runs them."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import juesuan.consolidation.member as reading
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.rounding import balanced
from tests.cli.conftest import Run
from tests.consolidation.conftest import unit_in_yuan, write_unit

EXAMPLE = Path(__file__).parents[2] / "examples" / "qingshan-2023"


@pytest.fixture
def units(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE / "units", tmp_path / "各单位"))


def edit(path: Path, sheet: str, **cells: float | str | None) -> None:
    package = Package.open(path)
    edit_cells(package, {sheet: {cell: CellEdit(value=value, formula=None) for cell, value in cells.items()}})
    package.save(path)


def test_from_units_to_department_and_back(run: Run, units: Path) -> None:
    before = {path.name: path.read_bytes() for path in units.iterdir()}
    made = run("consolidate", units, "-o", units / "部门.xlsx")
    assert (made.code, made.err) == (0, "")
    assert "汇总 4 个单位" in made.out
    assert "错误 0" in made.out
    assert {name: (units / name).read_bytes() for name in before} == before
    traced = run("trace", units / "部门.xlsx", "公开03!F13")
    assert traced.code == 0
    assert "2080101 行政运行 基本支出：423.60 万元" in traced.out
    assert "公开03!F13" in traced.out
    assert "360.06" in traced.out
    assert "63.54" in traced.out
    again = run("consolidate", units, "-o", units / "部门.xlsx")  # the department's own workbook is no unit
    assert again.code == 0
    assert "汇总 4 个单位" in again.out
    assert len(list(units.glob("部门.备份-*.xlsx"))) == 1


def test_changes_since_are_pointed_out(run: Run, units: Path) -> None:
    run("consolidate", units, "-o", "部门.xlsx")
    edit(units / "本级（示例）.xlsx", "公开03", F9=370.06)
    (units / "劳动监察大队（示例）.xlsx").unlink()
    edit(Path("部门.xlsx"), "公开03", G14=200)
    changed = run("trace", "部门.xlsx", "公开03!F13")
    assert changed.code == 1
    assert "文件已改动" in changed.out
    moved = run("trace", "部门.xlsx", "'公开03'！$g$14")
    assert moved.code == 1
    assert "文件不在原处" in moved.out
    assert "汇总时是 224.05，现在是 200.00" in moved.out
    openpyxl.load_workbook("部门.xlsx").save("部门.xlsx")  # drops every saved result
    saved = run("trace", "部门.xlsx", "公开03!F13")
    assert "423.60" in saved.out
    assert "汇总之后改过" not in saved.out


def test_cells_that_cannot_be_traced(run: Run, units: Path) -> None:
    run("consolidate", units, "-o", "部门.xlsx")
    for workbook, cell, told in (
        ("部门.xlsx", "D12", "公开01!C7"),
        ("部门.xlsx", "公开99!D12", "没有公开表“公开99”"),
        ("部门.xlsx", "公开03!A1", "不是金额单元格"),
        (EXAMPLE / "corrected.xlsx", "公开03!F13", "无法追溯"),
        ("没有.xlsx", "公开03!F13", "没有.xlsx"),
    ):
        answer = run("trace", workbook, cell)
        assert answer.code == 2
        assert told in answer.err
    blank = run("trace", "部门.xlsx", "公开03!I8")
    assert blank.code == 0
    assert "各单位都没有这项金额" in blank.out


def test_units_with_findings_are_named_and_can_be_refused(run: Run, units: Path) -> None:
    edit(units / "本级（示例）.xlsx", "公开01", C7=1)
    refused = run("consolidate", units, "-o", "部门.xlsx", "--refuse-findings")
    assert refused.code == 1
    assert "“武汉市青山区人力资源局（本级）”核对有错误" in refused.out
    assert not Path("部门.xlsx").exists()
    taken = run("consolidate", units, "-o", "部门.xlsx")
    assert taken.code == 1
    assert Path("部门.xlsx").exists()


def test_what_is_refused_before_anything_is_written(run: Run, units: Path, tmp_path: Path) -> None:
    one = units / "本级（示例）.xlsx"
    (tmp_path / "不是.xlsx").write_text("text", encoding="utf-8")
    for arguments, told in (
        ([units], "-o"),
        ([units, "-o", "部门.pdf"], ".xlsx"),
        ([one, "-o", one], "另起一个文件名"),
        ([one, one, "-o", "部门.xlsx"], "给了两次"),
        ([units, "不是.xlsx", "-o", "部门.xlsx"], "不是.xlsx"),
        ([units, "-o", "没有这个文件夹/部门.xlsx"], "没有这个文件夹"),
        ([units, "--transfers", "没有.csv", "-o", "部门.xlsx"], "没有.csv"),
        ([units, EXAMPLE / "corrected.xlsx", "-o", units / "本级（示例）.xlsx"], "另起一个文件名"),
    ):
        answer = run("consolidate", *arguments)
        assert answer.code == 2, (arguments, answer)
        assert told in answer.err
        assert "Traceback" not in answer.err
    assert not Path("部门.xlsx").exists()


def test_a_consolidated_workbook_and_one_of_its_units(run: Run, units: Path) -> None:
    run("consolidate", units, "-o", "部门.xlsx", "--name", "汇总部门")
    answer = run("consolidate", "部门.xlsx", units / "本级（示例）.xlsx", "-o", "再汇总.xlsx")
    assert answer.code == 2
    assert "重复计算" in answer.err
    nested = run("consolidate", "部门.xlsx", "-o", "再汇总.xlsx")
    assert nested.code == 0
    assert "部门.xlsx" in run("trace", "再汇总.xlsx", "公开03!F13").out


def test_interrupted_while_reading_nothing_is_written(
    run: Run, units: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("部门.xlsx").write_bytes(b"old")
    calls = []

    def interrupted(*arguments: object) -> None:
        calls.append(arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(reading, "read_member", interrupted)
    answer = run("consolidate", units, "-o", "部门.xlsx")
    assert answer.code == 130
    assert "已中断" in answer.err
    assert Path("部门.xlsx").read_bytes() == b"old"
    assert calls


def test_yuan_are_kept_and_added_up(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "元"
    folder.mkdir()
    for number in range(2):
        exact = unit_in_yuan(number)
        write_unit(balanced(exact).disclosure, exact, folder)
    made = run("consolidate", folder, "-o", "部门.xlsx", "--name", "示例部门")
    assert made.code == 0
    assert "按元相加后一次折算" in made.out
    kept = openpyxl.load_workbook("部门.xlsx")["元数"]
    own = [openpyxl.load_workbook(path)["元数"] for path in sorted(folder.iterdir())]
    place = ("支出决算表", "合计", "本年支出合计")
    sums = [Decimal(str(row[3])) for sheet in (kept, *own) for row in sheet.values if row[:3] == place]
    assert len(sums) == 3
    assert sums[0] == sums[1] + sums[2]
    assert "各单位元数相加" in run("trace", "部门.xlsx", "公开03!E7").out
    sample = run("consolidate", folder, "--write-transfers", "往来.csv")
    assert sample.code == 0
    assert Path("往来.csv").exists()


def test_interrupted_while_writing_the_old_department_stays(
    run: Run, units: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("consolidate", units, "-o", "部门.xlsx")
    old = Path("部门.xlsx").read_bytes()

    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("juesuan.books.template.writing.write_checks", interrupted)
    answer = run("consolidate", units, "-o", "部门.xlsx", "--name", "另一个部门")
    assert answer.code == 130
    assert Path("部门.xlsx").read_bytes() == old
    assert sorted(path.suffix for path in tmp_path.iterdir() if path.is_file()) == [".xlsx", ".xlsx"]

"""``juesuan recalc``: what it says, what it writes, and that it writes nothing unasked."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import openpyxl
import pytest

from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.books.template import write_workbook
from tests.cli.conftest import Run
from tests.making.disclosures import example


@pytest.fixture
def stale(tmp_path: Path) -> Path:
    """A workbook with formulas, one of which was saved with an old result."""
    figures = example("qingshan-2023/figures/corrected", "wuhan-2023")
    path = tmp_path / "旧结果.xlsx"
    write_workbook(figures.layout, path, figures)
    package = Package.open(path)
    sheet = figures.layout.tables["expenditure"].sheet
    formulas, values = (openpyxl.load_workbook(path, data_only=only)[sheet] for only in (False, True))
    cell = next(
        cell
        for row in formulas.iter_rows()
        for cell in row
        if cell.data_type == "f" and values[cell.coordinate].value == 5506.46
    )
    edit_cells(package, {sheet: {cell.coordinate: CellEdit(value=1)}})
    package.save(path)
    return path


def test_a_workbook_that_is_right(run: Run, corrected: Path) -> None:
    answer = run("recalc", corrected)
    assert (answer.code, answer.err) == (0, "")
    assert "全部相符" in answer.out


def test_an_old_result_is_named_and_corrected_in_a_copy(run: Run, stale: Path, tmp_path: Path) -> None:
    before = hashlib.sha256(stale.read_bytes()).digest()
    answer = run("recalc", stale)
    assert answer.code == 1
    assert "1 处不同" in answer.out
    assert "保存的结果是 1.00 万元" in answer.out
    assert run("recalc", stale, "-o", tmp_path / "改正.xlsx").code == 0
    assert hashlib.sha256(stale.read_bytes()).digest() == before
    assert "全部相符" in run("recalc", tmp_path / "改正.xlsx").out


def test_a_wrong_total_is_not_lost_among_formulas_without_results(
    run: Run, stale: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(stale)  # openpyxl saves formulas without their results
    book["公开02"]["E9"] = 999.99
    book.save(tmp_path / "程序存的.xlsx")
    first, second, last = run("recalc", tmp_path / "程序存的.xlsx").out.splitlines()
    assert first.startswith("公开02!E9  ")
    assert "999.99 万元" in first
    count = int(re.findall("没有保存结果的公式 ([0-9]+) 处", second)[0])
    assert f"{count + 1} 处不同" in last
    assert run("recalc", "-v", tmp_path / "程序存的.xlsx").out.count("没有保存结果，应为") == count > 100


def test_in_place_keeps_a_backup(run: Run, stale: Path, tmp_path: Path) -> None:
    before = stale.read_bytes()
    answer = run("recalc", stale, "--in-place")
    assert answer.code == 0
    (backup,) = tmp_path.glob("旧结果*备份*.xlsx")
    assert backup.read_bytes() == before
    assert str(backup) in answer.out
    assert "没有需要改正的单元格" in run("recalc", stale, "--in-place").out


def test_copy_and_in_place_together_make_no_sense(run: Run, stale: Path) -> None:
    answer = run("recalc", stale, "--in-place", "-o", "x.xlsx")
    assert answer.code == 2
    assert "只能用一个" in answer.err

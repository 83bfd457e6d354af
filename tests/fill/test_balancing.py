"""A filled workbook rounded again from the 元 figures that it keeps."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

import juesuan
from juesuan.books.errors import ReadError
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.fill.balancing import balance
from juesuan.fill.filling import Way, fill
from juesuan.fill.filling_report import write_filling_report
from juesuan.model.finding import Status
from tests.fill.conftest import EXAMPLES
from tests.fill.fillings import TEMPLATES, figures_of

STRAYING = EXAMPLES / "qingshan-2023" / "export" / "财决导出（有尾差，示例）.xlsx"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[Way, Path]:
    """The template filled both ways from the export in which plain rounding breaks sums."""
    folder = tmp_path_factory.mktemp("balancing")
    paths = {way: folder / f"{way}.xlsx" for way in Way}
    for way, path in paths.items():
        fill(TEMPLATES / "wuhan-2023.xlsx", STRAYING, way=way).prepared.write(path)
    return paths


def broken(path: Path) -> set[str]:
    outcomes = juesuan.check(path).outcomes
    assert not [
        outcome for outcome in outcomes if outcome.status is Status.FAILED and outcome.rule.id[0] != "S"
    ]
    return {outcome.rule.id for outcome in outcomes if outcome.status is Status.ROUNDING}


def test_balancing_a_plainly_rounded_workbook(filled: dict[Way, Path], tmp_path: Path) -> None:
    """Plain rounding leaves 尾差 and no error; balancing takes them away, and then changes nothing."""
    assert len(broken(filled[Way.PLAIN])) > 10
    path = Path(shutil.copy(filled[Way.PLAIN], tmp_path / "公开表.xlsx"))
    result = balance(path)
    result.prepared.write(path)
    assert broken(path) == set()
    assert figures_of(path) == figures_of(filled[Way.BALANCED])
    assert balance(path).prepared.changes == ()
    balance(path, by_cell=True).prepared.write(path)
    assert figures_of(path) == figures_of(filled[Way.PLAIN])


def test_what_was_changed_since_is_named(filled: dict[Way, Path], tmp_path: Path) -> None:
    path = tmp_path / "公开表.xlsx"
    package = Package.open(filled[Way.BALANCED])
    edit_cells(package, {"公开09": {"K8": CellEdit(value=9)}})
    package.save(path)
    assert [finding.address.a1 for finding in balance(path).edited if finding.ref.table == "three_public"]
    assert all("取数后改过" in finding.sentence for finding in balance(path).edited)


def test_a_row_that_came_or_went_since_is_named(filled: dict[Way, Path], tmp_path: Path) -> None:
    """A code typed over another: one subject is gone, the other stands twice."""
    path = tmp_path / "公开表.xlsx"
    package = Package.open(filled[Way.BALANCED])
    code = openpyxl.load_workbook(filled[Way.BALANCED])["公开03"]
    rows = [cell.row for cell in code["A"] if cell.value in {"2080101", "2080102"}]
    edit_cells(package, {"公开03": {f"A{rows[1]}": CellEdit(value="2080101")}})
    package.save(path)
    gone, again = [finding.sentence for finding in balance(path).edited]
    assert "公开03 没有 2080102 这一行" in gone
    assert f"公开03 第 {rows[1]} 行：2080101 又列了一次" in again


def test_a_workbook_without_exact_figures() -> None:
    with pytest.raises(ReadError, match=r"没有“元数”表.*请先取数"):
        balance(TEMPLATES / "wuhan-2023.xlsx")


def test_the_report_tells_every_moved_figure(filled: dict[Way, Path], tmp_path: Path) -> None:
    result = balance(filled[Way.PLAIN])
    assert result.rounding is not None
    write_filling_report(
        tmp_path / "报告.xlsx", ["一句"], result.prepared.changes, result.prepared.result, result.rounding
    )
    book = openpyxl.load_workbook(tmp_path / "报告.xlsx")
    head, *rows = book["折算调整"].iter_rows(values_only=True)
    assert head[0] == "单元格"
    assert len(rows) == len(result.rounding.moved) > 5
    assert all("相差 0.01 万元" in str(row[6]) or "调整" in str(row[6]) for row in rows)
    assert book["逐格改动"].max_row == 1 + len(result.prepared.changes)

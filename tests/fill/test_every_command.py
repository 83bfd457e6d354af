"""Every command that writes into a user's workbook leaves the rest of it alone, and never a broken file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.worksheet.table import Table

from juesuan.books.errors import ReadError
from juesuan.fill.balancing import balance
from juesuan.fill.budget_sheet import fill_budget
from juesuan.fill.explanation import write_explanation
from juesuan.fill.filling import Way
from juesuan.fill.operating import fill_operating
from juesuan.fill.previous_sheet import fill_previous_year
from juesuan.fill.subtotals import subtotal
from juesuan.fill.three_public import fill_three_public
from juesuan.recalc.recalculation import recalculate
from tests.books.test_saving import failing_at
from tests.fill.conftest import EXAMPLES
from tests.fill.fillings import filled
from tests.fill.test_fill_preserves import MACROS, assert_preserved, furnish_sheets, with_macros

LAST_YEAR = EXAMPLES / "qingshan-2023" / "last-year.xlsx"
BUDGET = EXAMPLES / "qingshan-2023" / "complete" / "budget.csv"
WRITES: dict[str, Callable[[Path], Callable[[Path], object]]] = {
    "fill-previous-year": lambda path: fill_previous_year(path, LAST_YEAR).prepared.write,
    "fill --budget": lambda path: fill_budget(path, BUDGET).prepared.write,
    "subtotal": lambda path: subtotal(path, ["expenditure"]).prepared.write,
    "balance": lambda path: balance(path, by_cell=True).prepared.write,
    "fill-three-public": lambda path: fill_three_public(path, marked=True).prepared.write,
    "fill-operating": lambda path: fill_operating(path, marked=True).prepared.write,
    "narrate": lambda path: write_explanation(path).prepared.write,
    "recalc": lambda path: recalculate(path).write,
}
# What a command may rewrite: sheets, texts and formats of cells, notes, and the lists of all these.
MAY_CHANGE = (
    "xl/worksheets/", "xl/workbook.xml", "xl/_rels/", "[Content_Types].xml", "xl/styles.xml",
    "xl/calcChain.xml", "xl/comments", "xl/drawings/", "docProps/",
)  # fmt: skip


@pytest.fixture(scope="module")
def user_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled workbook with a wrong total and a figure somebody changed, furnished with everything."""
    folder = tmp_path_factory.mktemp("用户")
    path = filled("wuhan-2023", Way.BALANCED, folder).path
    book = openpyxl.load_workbook(path)
    row = furnish_sheets(book)
    book["公开03"].cell(row + 1, 5).value = 1  # a total typed over its sum
    book["公开05"]["F9"].value = 1
    book["公开09"]["K8"].value = 9
    other: Any = book["测算"]
    for line in (("年", "数"), ("甲", 1), ("乙", 2)):
        other.append(line)
    other.add_table(Table(displayName="测算表", ref=f"A{other.max_row - 2}:B{other.max_row}"))
    chart = BarChart()
    chart.add_data(Reference(book["公开01"], min_col=3, min_row=8, max_row=12))
    other.add_chart(chart, "D2")
    other.sheet_view.zoomScale = 77
    other.oddHeader.center.text = "内部"
    book.save(path)
    return with_macros(path, folder / "带宏的.xlsm")


@dataclass(frozen=True)
class Writing:
    """A command about to write into a workbook, which lies in a folder of its own."""

    command: str
    path: Path
    old: bytes
    write: Callable[[Path], object]

    def new(self) -> Path:
        """The result beside the workbook."""
        path = self.path.with_name("新.xlsm")
        self.write(path)
        return path


@pytest.fixture(scope="module", params=WRITES)
def writing(
    request: pytest.FixtureRequest, user_workbook: Path, tmp_path_factory: pytest.TempPathFactory
) -> Writing:
    path = tmp_path_factory.mktemp("公开") / "我的.xlsm"
    path.write_bytes(user_workbook.read_bytes())
    return Writing(request.param, path, path.read_bytes(), WRITES[request.param](path))


def test_everything_else_stays(writing: Writing) -> None:
    new = writing.new()
    assert new.read_bytes() != writing.old
    assert_preserved(new)
    other: Any = openpyxl.load_workbook(new)["测算"]
    assert other.tables.keys() == {"测算表"}
    assert (len(other._charts), other.sheet_view.zoomScale) == (1, 77)
    assert other.oddHeader.center.text == "内部"
    with zipfile.ZipFile(writing.path) as before, zipfile.ZipFile(new) as after:
        assert after.read("xl/vbaProject.bin") == MACROS
        kept = [name for name in before.namelist() if not name.startswith(MAY_CHANGE)]
        assert {"xl/charts/chart1.xml", "xl/tables/table1.xml"} <= set(kept)
        assert [name for name in kept if before.read(name) != after.read(name)] == []


@pytest.mark.parametrize("writing", [name for name in WRITES if name != "recalc"], indirect=True)
def test_a_failure_between_any_two_file_operations(writing: Writing) -> None:
    path, folder = writing.path, writing.path.parent
    new = writing.new().read_bytes()
    failed = 0
    for number in range(1, 60):
        path.write_bytes(writing.old)
        try:
            with failing_at(number, folder, _out_of_space):
                writing.write(path)
        except (OSError, ReadError):
            failed += 1
            assert path.read_bytes() in {writing.old, new}
            continue
        finally:
            assert all(copy.read_bytes() == writing.old for copy in folder.glob("我的.备份-*.xlsm"))
        break
    assert path.read_bytes() == new
    assert 8 <= failed == number - 1


def _out_of_space() -> None:
    raise OSError(28, "No space left on device")

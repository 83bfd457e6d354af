"""The layout that docs/adding-a-layout.md walks through loads and builds, with no Python of its own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from juesuan.books.template import write_workbook
from juesuan.layouts import load_layout
from juesuan.layouts.catalogs import SPECS
from juesuan.model.layout import Layout

GUIDE = Path(__file__).parents[2] / "docs" / "adding-a-layout.md"


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    [text] = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    specs = tmp_path / "specs"
    shutil.copytree(SPECS, specs)
    (specs / "layouts" / "example-2023.yaml").write_text(text, encoding="utf-8")
    return load_layout("example-2023", specs)


def test_the_documented_layout_builds(layout: Layout, tmp_path: Path) -> None:
    write_workbook(layout, tmp_path / "book.xlsx")
    book = openpyxl.load_workbook(tmp_path / "book.xlsx", data_only=True)
    assert book.sheetnames == ["封面", "说明", "表1 总表", "表2 收入", "表3 一般公共预算", "校验"]
    total = book["表1 总表"]
    assert total["A1"].value == "2023年度收入支出决算总表"
    texts = {cell.value for row in total.iter_rows() for cell in row}
    assert "使用非财政拨款结余（含专用结余）" in texts
    general = book["表3 一般公共预算"]
    column = [general.cell(row, 1).value for row in range(1, general.max_row + 1)]
    notes = [text for text in column if text and text.startswith(("注", "说明"))]
    assert notes == [
        "注：本表反映部门本年度一般公共预算财政拨款支出情况。",
        "说明：没有一般公共预算财政拨款支出，本表无数据。",
    ]
    assert column.index("合计") == column.index(notes[0]) - 1


def test_rules_about_tables_that_are_not_printed_stay_away(layout: Layout, tmp_path: Path) -> None:
    write_workbook(layout, tmp_path / "book.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "book.xlsx", data_only=True)["校验"]
    rules = {sheet.cell(row, 1).value for row in range(5, sheet.max_row + 1)}
    assert {"T101", "T202", "T502", "X101"} <= rules
    assert not {"T301", "T601", "X111", "X161", "X201"} & rules

"""The layout that docs/adding-a-layout.md walks through loads and builds, with no Python of its own."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from juesuan.books.template import write_workbook
from juesuan.layouts import load_layout
from juesuan.layouts.catalogs import SPECS
from juesuan.model.layout import Layout
from tests.engines.values import values_of

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
    sheets = values_of(tmp_path / "book.xlsx")
    assert list(sheets) == ["封面", "说明", "表1 总表", "表2 收入", "表3 一般公共预算", "概况", "校验"]
    assert sheets["表1 总表"]["A1"] == "2023年度收入支出决算总表"
    assert "使用非财政拨款结余（含专用结余）" in sheets["表1 总表"].values()
    column = [str(value) for cell, value in sheets["表3 一般公共预算"].items() if cell[0] == "A"]
    notes = [text for text in column if text.startswith(("注", "说明"))]
    assert notes == [
        "注：本表反映部门本年度一般公共预算财政拨款支出情况。",
        "说明：没有一般公共预算财政拨款支出，本表无数据。",
    ]
    assert column.index("合计") == column.index(notes[0]) - 1


def test_rules_about_tables_that_are_not_printed_stay_away(layout: Layout, tmp_path: Path) -> None:
    write_workbook(layout, tmp_path / "book.xlsx")
    rules = {value for cell, value in values_of(tmp_path / "book.xlsx")["校验"].items() if cell[0] == "A"}
    assert {"T101", "T202", "T502", "X101"} <= rules
    assert not {"T301", "T601", "X111", "X161", "X201"} & rules

"""Sources as data: what is wrong in a mapping file is said with file, line and reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.fill.sources.loading import load_source, source_ids
from juesuan.layouts import SpecError, layout_ids, load_layout

GOOD = """\
unit: 元
sheets:
  - sheet: 余额表
    rows: subjects
    blocks:
      - code: 科目编码
        columns:
          - heading: 本年累计 > 借方
            to: "expenditure[{code}].基本支出"
"""


def load(folder: Path, text: str) -> object:
    path = folder / "映射.yaml"
    path.write_text(text, encoding="utf-8")
    return load_source(path)


def test_built_in_sources_load_and_reach_every_printed_figure() -> None:
    assert "caijue-2023" in source_ids()
    spec = load_source("caijue-2023")
    blocks = [block for sheet in spec.sheets for block in sheet.blocks]
    columns = {
        (column.to.table, column.to.column.replace("{row}", row))
        for block in blocks
        for column in block.columns
        for row in [line.row for line in block.lines] or [""]
        if column.to
    }
    columns |= {(block.across.to.table, block.across.to.column) for block in blocks if block.across}
    for layout in map(load_layout, layout_ids()):
        for table in layout.tables.values():
            for column in table.amounts:
                assert (table.id, column.id) in columns, f"{layout.id}: nothing fills {table.id}.{column.id}"


def test_a_good_mapping_loads(tmp_path: Path) -> None:
    assert load(tmp_path, GOOD)


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("unit: 元", "unit: 千元", 1, "unit 应为 元、万元 之一"),
        ("rows: subjects", "rows: rows", 4, "rows 应为 lines、subjects、across 之一"),
        ("expenditure[", "spending[", 9, "没有名为“spending”的表"),
        (".基本支出", ".基本开支", 9, "没有“基本开支”栏，可用的有"),
        ("[{code}]", "[{codes}]", 9, "只能用 {row} 或 {code}"),
        ('"expenditure[{code}].基本支出"', "基本支出", 9, "看不懂“基本支出”"),
        ("      - code", "      - pattern: '(\\d{7}'\n        code", 6, "不是正确的正则表达式"),
        ("      - code", "      - pattern: '\\d{7}'\n        code", 6, "要用一对括号"),
        ("heading:", "headings:", 8, "不认识的键“headings”"),
        ("            to:", "            sign: 2\n            to:", 9, "sign 应为 1 或 -1"),
        ("            to:", "            # to:", 8, "栏要写填到哪里（to）"),
        ("  - sheet: 余额表\n    rows", "  - rows", 3, "否则找不到这张表"),
        ("    rows", "    heading_row: 0\n    rows", 4, "从 1 数起"),
        ("rows: subjects", "rows: lines", 6, "要写 lines"),
        ("unit: 元\n", "unit: 元\nunit: 元\n", 2, "键“unit”重复"),
    ],
)
def test_broken_mapping(tmp_path: Path, old: str, new: str, line: int, reason: str) -> None:
    assert old in GOOD
    with pytest.raises(SpecError) as caught:
        load(tmp_path, GOOD.replace(old, new, 1))
    assert caught.value.file == "映射.yaml"
    assert caught.value.line == line
    assert reason in caught.value.reason


def test_broken_lines(tmp_path: Path) -> None:
    text = """\
sheets:
  - title: 机构运行信息表
    rows: lines
    blocks:
      - name: 项目
        columns: [{heading: 统计数, facts: true}]
        lines:
          - {fact: 宇宙飞船}
"""
    with pytest.raises(SpecError) as caught:
        load(tmp_path, text)
    assert (caught.value.line, "不认识的 fact" in caught.value.reason) == (8, True)


def test_unknown_source_names_those_there_are() -> None:
    with pytest.raises(SpecError) as caught:
        load_source("caijue-1999")
    assert "caijue-2023" in str(caught.value)

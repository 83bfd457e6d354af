"""Mapping files: written from a sample of an accounting package, completed by hand, read to the fen."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from juesuan.books.errors import ReadError
from juesuan.cli.source import command
from juesuan.fill.exact_disclosure import exact_disclosure
from juesuan.fill.reconciliation import reconcile
from juesuan.fill.sources.loading import load_source
from juesuan.fill.sources.mapping import mapping_from_sample
from juesuan.fill.sources.reading import read_source
from juesuan.layouts import load_layout
from juesuan.model.reference import CellRef
from tests.fill.conftest import QINGSHAN

# 科目余额表: account 7101 is 行政支出, .01 基本支出, .02 项目支出, then the 项
BALANCE = [
    ("7101", "行政支出", 900.25),
    ("7101.01", "基本支出", 600.15),
    ("7101.01.2080101", "行政运行", 400.10),
    ("7101.01.2080505", "机关事业单位基本养老保险缴费支出", 200.05),
    ("7101.02", "项目支出", 300.10),
    ("7101.02.2080102", "一般行政管理事务", 300.10),
]


def balance(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "科目余额表"
    for row in (
        ["科目余额表"],
        ["单位名称：某某局", None, None, None, None, "单位：元"],
        ["科目编码", "科目名称", "期初余额", "本年累计发生额", None, "期末余额"],
        [None, None, None, "借方", "贷方", None],
        *([code, name, 0, amount, 0, amount] for code, name, amount in BALANCE),
    ):
        sheet.append(row)
    sheet.merge_cells("D3:E3")
    book.save(path)
    return path


def test_guesses_are_marked_and_load(tmp_path: Path) -> None:
    text = mapping_from_sample(balance(tmp_path / "余额.xlsx"))
    assert 'code: "科目编码"  # A 列，例：7101' in text
    assert "pattern: '(?<!\\d)(\\d{7})$'  # 猜" in text
    assert 'heading: "本年累计发生额 > 借方"' in text
    assert 'to: "expenditure[{code}].本年支出合计"  # 猜，请核对' in text
    assert '# - heading: "期初余额"' in text
    path = tmp_path / "映射.yaml"
    path.write_text(text, encoding="utf-8")
    read = read_source(tmp_path / "余额.xlsx", load_source(path))
    assert {ref.row: figure.fen for ref, figure in read.figures.items()} == {
        "2080101": 40010,
        "2080505": 20005,
        "2080102": 30010,
    }
    assert read.organisation == "某某局"
    assert [item.cell.row for item in read.not_mapped[:3]] == ["7101", "7101.01", "7101.02"]


def test_completed_by_hand(tmp_path: Path) -> None:
    mapping = """\
unit: 元
sheets:
  - sheet: 科目余额表
    rows: subjects
    blocks:
      - code: 科目编码
        pattern: '^7101\\.01\\.(\\d{7})$'
        columns: [{heading: 借方, to: "general_budget[{code}].基本支出"}]
        ignore: [期初余额, 期末余额, 贷方]
        ignore_lines: ["7101", "7101.01", "7101.02"]
      - code: 科目编码
        pattern: '^7101\\.02\\.(\\d{7})$'
        columns: [{heading: 借方, to: "general_budget[{code}].项目支出"}]
"""
    path = tmp_path / "映射.yaml"
    path.write_text(mapping, encoding="utf-8")
    figures = read_source(balance(tmp_path / "余额.xlsx"), load_source(path))
    assert figures.complaints == []
    disclosure = exact_disclosure(figures, load_layout("wuhan-2023"))
    table = disclosure["general_budget"]
    assert [row.id for row in table.listing] == [
        "合计", "208", "20801", "2080101", "2080102", "20805", "2080505",
    ]  # fmt: skip
    assert table.rows["20801"].label == "人力资源和社会保障管理事务"
    assert [table.amount(key, "小计").value for key in ("合计", "208", "20801", "2080102")] == [
        90025, 90025, 70020, 30010,
    ]  # fmt: skip
    result = reconcile(figures, disclosure)
    assert result.clean
    assert CellRef("general_budget", "合计", "小计") in result.computed
    assert set(disclosure.tables) == {"general_budget"}
    assert "来源里没有读到《收入决算表》" in str(disclosure.not_located[1])


def test_filters_signs_and_sums_from_a_csv_in_wan(tmp_path: Path) -> None:
    lines = [
        ["功能科目编码", "支出类型", "金额（万元）"],
        ["2080101", "基本支出", "-40.123456"],
        ["2080101", "基本支出", "-1.1"],
        ["2080101", "项目支出", "(3)"],
        ["2080101", "其他", "-7"],
    ]
    source = tmp_path / "辅助余额.csv"
    with source.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(lines)
    mapping = tmp_path / "映射.yaml"
    mapping.write_text(
        """\
unit: 万元
sheets:
  - sheet: 辅助余额
    rows: subjects
    blocks:
      - code: 功能科目编码
        where: {支出类型: 基本支出}
        combine: true
        columns: [{heading: 金额, to: "expenditure[{code}].基本支出", sign: -1}]
      - code: 功能科目编码
        where: {支出类型: [项目支出]}
        columns: [{heading: 金额, to: "expenditure[{code}].项目支出", sign: -1}]
""",
        encoding="utf-8",
    )
    read = read_source(source, load_source(mapping))
    basic = read.figures[CellRef("expenditure", "2080101", "基本支出")]
    assert basic.fen == 41_223_456
    assert [cell.address.a1 for cell in basic.cells] == ["C2", "C3"]
    assert read.figures[CellRef("expenditure", "2080101", "项目支出")].fen == 3_000_000
    assert [(item.cell.address.a1, item.reason) for item in read.not_mapped] == [
        ("C5", "不符合映射里 where 写的条件")
    ]


def test_a_known_export_is_written_out_as_its_source(tmp_path: Path) -> None:
    path = tmp_path / "映射.yaml"
    path.write_text(mapping_from_sample(QINGSHAN), encoding="utf-8")
    ours = read_source(QINGSHAN, load_source(path))
    built_in = read_source(QINGSHAN, load_source("caijue-2023"))
    assert ours.figures == built_in.figures
    assert ours.supporting == built_in.supporting


def test_a_sample_without_headings(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(ReadError) as caught:
        mapping_from_sample(path)
    assert "没有看得出表头的工作表" in str(caught.value)


def test_command_writes_beside_and_keeps_the_old_one(tmp_path: Path) -> None:
    sample = balance(tmp_path / "余额.xlsx")
    target = tmp_path / "我的.yaml"
    for _ in range(2):
        done = CliRunner().invoke(command, ["new", str(sample), "-o", str(target)], catch_exceptions=False)
        assert done.exit_code == 0
    assert target.read_text(encoding="utf-8") == mapping_from_sample(sample)
    assert "已备份" in done.output
    assert len(list(tmp_path.glob("我的.备份-*.yaml"))) == 1


def test_command_shows_what_was_read() -> None:
    done = CliRunner().invoke(
        command,
        ["check", str(QINGSHAN), "--layout", "wuhan-2023"],
        standalone_mode=False,
        catch_exceptions=False,
    )
    assert done.return_value == 0
    assert "取到 302 个数" in done.output
    assert "对账相符" in done.output


def test_codes_are_known_by_what_they_are(tmp_path: Path) -> None:
    """A ledger with its codes under another heading, and several lines for one subject."""
    book = openpyxl.Workbook()
    for row in (
        ["单位：元"],
        ["功能科目", "支出类型", "借方累计"],
        ["2080101", "基本支出", 1234567.89],
        ["2080101", "项目支出", "50,000.01"],
        ["2080101", "项目支出", 1],
        ["2080102", "项目支出", 5],
    ):
        book.worksheets[0].append(row)
    book.save(tmp_path / "明细账.xlsx")
    path = tmp_path / "映射.yaml"
    path.write_text(mapping_from_sample(tmp_path / "明细账.xlsx"), encoding="utf-8")
    read = read_source(tmp_path / "明细账.xlsx", load_source(path))
    assert {(ref.row, ref.column): figure.fen for ref, figure in read.figures.items()} == {
        ("2080101", "基本支出"): 123_456_789,
        ("2080101", "项目支出"): 5_000_101,
        ("2080102", "项目支出"): 500,
    }
    assert not read.complaints

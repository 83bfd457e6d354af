"""``juesuan catalog``: code books as people have them."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from juesuan.layouts.catalogs import read_catalog
from tests.cli.conftest import Run

PLAIN: list[list[object]] = [
    ["2023年政府收支分类科目"],
    ["科目编码", "科目名称", "说明"],
    [208, "社会保障和就业支出", ""],
    [20801, "人力资源和社会保障管理事务", ""],
    [2080101, "行政运行（新）", "x"],
    [2080198, "新增的科目", "x"],
    [301, "工资福利支出", ""],
]
LEVELS: list[list[object]] = [
    ["类", "款", "项", "科目名称"],
    ["208", None, None, "社会保障和就业支出"],
    [None, "01", None, "人力资源和社会保障管理事务"],
    [None, None, 1, "行政运行"],
    [None, None, "02", "一般行政管理事务"],
    [None, 5, None, "行政事业单位养老支出"],
    [None, None, "05", "缴费"],
]


def book(path: Path, rows: list[list[object]]) -> Path:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("封面", 0).append(["说明"])
    for row in rows:
        workbook.worksheets[1].append(row)
    workbook.save(path)
    return path


def imported(home: Path) -> dict[str, str]:
    subjects = read_catalog(home / "catalogs" / "function-2023.csv")
    return {code: subject.name for code, subject in subjects.items()}


def test_a_code_book_with_numbers_for_codes(run: Run, tmp_path: Path) -> None:
    source = book(tmp_path / "目录.xlsx", PLAIN)
    answer = run("catalog", "import", source, "--year", "2023", "--kind", "function")
    assert answer.code == 0, answer.err
    assert "共 4 个科目，新增 1 个，更名 1 个" in answer.out
    assert "2080101  行政运行 → 行政运行（新）" in answer.out
    assert "另有 1 行是其他分类的科目" in answer.out
    assert imported(tmp_path / "home")["2080198"] == "新增的科目"


def test_columns_for_each_level(run: Run, tmp_path: Path) -> None:
    source = book(tmp_path / "目录.xlsx", LEVELS)
    assert run("catalog", "import", source, "--year", "2023", "--kind", "function").code == 0
    assert list(imported(tmp_path / "home")) == ["208", "20801", "2080101", "2080102", "20805", "2080505"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_csv_file_and_a_second_import_keeps_a_backup(run: Run, tmp_path: Path, encoding: str) -> None:
    source = tmp_path / "目录.csv"
    source.write_text("代码,名称\n208,社会保障和就业支出\n", encoding=encoding)
    arguments = ("catalog", "import", source, "--year", "2023", "--kind", "function")
    assert "备份" not in run(*arguments).out
    assert "旧目录的备份" in run(*arguments).out
    assert imported(tmp_path / "home") == {"208": "社会保障和就业支出"}


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([["编码", "名称"], [2080, "x"]], "第 2 行的编码“2080”不对：应为 3、5、7 位数字"),
        ([["编码", "名称"], [208, "甲"], [208, "乙"]], "第 3 行的编码 208 重复：这里是“乙”"),
        ([["编码", "名称"], [20801, "甲"]], "第 2 行的 20801 甲 没有上级科目 208"),
        ([["编码", "名称"], [208, None]], "第 2 行的编码 208 没有名称"),
        ([["编码", "名称"], [301, "甲"]], "请用 --kind economic"),
        ([["甲", "乙"], [1, 2]], "没有找到科目目录"),
    ],
)
def test_a_code_book_that_cannot_be_used_changes_nothing(
    run: Run, tmp_path: Path, rows: list[list[object]], words: str
) -> None:
    answer = run(
        "catalog", "import", book(tmp_path / "目录.xlsx", rows), "--year", "2023", "--kind", "function"
    )
    assert answer.code == 2
    assert words in answer.err
    assert len(answer.err.splitlines()) == 1
    assert not (tmp_path / "home" / "catalogs").exists()


def test_show_lists_catalogues_and_looks_codes_up(run: Run) -> None:
    assert "支出功能分类" in run("catalog", "show").out
    assert "2080101  行政运行" in run("catalog", "show", "20801").out
    assert run("catalog", "show", "999").code == 1


@pytest.mark.parametrize("first", "12345")
def test_where_a_subject_was_found_is_said_in_chinese(run: Run, first: str) -> None:
    lines = run("catalog", "show", first).out.splitlines()
    assert [line for line in lines if re.search("[a-z]", line)] == []

"""Text sheets: what is written on the template's 概况, 重点工作 and 附件 is read back, hints are not."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from juesuan.books.template import write_workbook
from juesuan.books.text_sheets import read_text_sheets
from juesuan.layouts import load_layout

SHEETS = ("概况", "重点工作", "附件")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("texts") / "template.xlsx"
    write_workbook(load_layout("wuhan-2023"), path)
    return path


def _words(path: Path) -> dict[str, list[list[str]]]:
    read = read_text_sheets(path, SHEETS)
    return {name: [[text for text in row if text] for row in rows] for name, rows in read.items()}


def test_a_blank_template_holds_titles_only(template: Path) -> None:
    assert _words(template) == {
        "概况": [["一、部门主要职能"], ["二、部门决算单位构成"], ["三、部门人员构成"]],
        "重点工作": [["序号", "重要事项", "工作内容及目标", "完成情况"]],
        "附件": [],
    }


def test_what_is_written_under_a_title_is_read(template: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(template)
    sheet = book["概况"]
    titles = {sheet.cell(row, 1).value: row for row in range(1, sheet.max_row + 1)}
    cell = sheet.cell(titles["三、部门人员构成"] + 1, 2)
    assert not cell.protection.locked
    cell.value = "编制 10 人。"
    book.save(tmp_path / "filled.xlsx")
    assert _words(tmp_path / "filled.xlsx")["概况"][-1] == ["编制 10 人。"]


def test_texts_that_are_given_stand_where_they_belong(tmp_path: Path) -> None:
    texts = {
        "概况": (("三、部门人员构成", "编制 10 人。"), ("一、部门主要职能", "=不是公式")),
        "重点工作": (("1", "稳定就业", "举办招聘会", "已完成"),),
        "附件": (("整体绩效自评表",),),
    }
    write_workbook(load_layout("wuhan-2023"), tmp_path / "a.xlsx", texts=texts)
    assert _words(tmp_path / "a.xlsx") == {
        "概况": [
            ["一、部门主要职能"], ["=不是公式"],
            ["二、部门决算单位构成"],
            ["三、部门人员构成"], ["编制 10 人。"],
        ],
        "重点工作": [
            ["序号", "重要事项", "工作内容及目标", "完成情况"],
            ["1", "稳定就业", "举办招聘会", "已完成"],
        ],
        "附件": [["整体绩效自评表"]],
    }  # fmt: skip


def test_a_workbook_without_them(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert read_text_sheets(tmp_path / "a.xlsx", SHEETS) == {}

"""The wrong document is refused with one sentence; a doubtful one is checked, and the doubt told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import juesuan
from juesuan.model.disclosure import Disclosure
from juesuan.model.writing import Passage, Writing
from juesuan.statements.recognition import recognised, same_organisation
from juesuan.statements.words import understand
from juesuan.texts.errors import TextError

OURS = """第三部分 武汉市青山区人力资源局2023年度部门决算情况说明
一、收入支出决算总体情况说明
2023年度收、支总计5506.46万元。
二、收入决算情况说明
2023年度收入合计5506.46万元。
三、支出决算情况说明
2023年度支出合计5506.46万元。其中：基本支出923.61万元，占本年支出16.77%。"""
OTHER_FIGURES = OURS.replace("5506.46", "8123.4").replace("923.61", "1002.3").replace("16.77", "12.34")
BUDGET = """青山区人力资源局2023年部门预算公开
一、部门预算收支情况说明
2023年部门预算收入5506.46万元，上年决算数为5000万元。
二、部门预算支出情况说明"""


def writing(text: str) -> Writing:
    return Writing(
        "说明.docx", tuple(Passage(line, number) for number, line in enumerate(text.splitlines(), 1))
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (BUDGET, "是2023 年部门预算公开的文字"),
        ("关于召开会议的通知\n请各单位按时参加。", "没有“决算”二字"),
        (OTHER_FIGURES.replace("2023", "2022"), "是 2022 年度的决算，工作簿是 2023 年度的"),
        (OURS.replace("2023", "2022"), "是 2022 年度的决算，工作簿是 2023 年度的"),
        (OTHER_FIGURES.replace("人力资源局", "教育局"), "是“武汉市青山区教育局”的，工作簿是"),
    ],
    ids=["budget", "something else", "another year", "another year, our figures", "another organisation"],
)  # fmt: skip
def test_the_wrong_document(corrected: Disclosure, text: str, said: str) -> None:
    with pytest.raises(TextError, match=re.escape(said)):
        recognised(understand(corrected, writing(text)))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OURS, []),
        (OURS.replace("2023年度部门", "2022年度部门"), []),  # its figures are ours: the title is a mistake
        (OURS.replace("人力资源局", "教育局"), []),
        (OURS + "\n2024年部门预算公开情况\n2024年部门预算说明", []),
        (OTHER_FIGURES, ["只有 0 个相同"]),
        ("武汉市青山区人力资源局2023年度部门决算\n收入合计5506.46万元。", ["没有找到情况说明各部分的标题"]),
    ],
    ids=["ours", "wrong year", "wrong name", "budget too", "other figures", "no headings"],
)
def test_documents_that_are_checked(corrected: Disclosure, text: str, said: list[str]) -> None:
    notices = recognised(understand(corrected, writing(text)))
    assert len(notices) == len(said)
    assert all(words in notice for words, notice in zip(said, notices, strict=True))


def test_doubts_reach_a_program(corrected: Disclosure, tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(OTHER_FIGURES, encoding="utf-8")
    (notice,) = juesuan.check_text(corrected, path).notices
    assert "只有 0 个相同" in notice
    path.write_text(OURS, encoding="utf-8")
    assert juesuan.check_text(corrected, path).notices == ()


@pytest.mark.parametrize(
    "title",
    [
        "1、收入支出决算总体情况说明", "（一）收入支出决算总体情况", "第一节 收入支出决算总体情况说明",
        "四、关于2023年度收入支出决算总体情况的说明", "收入支出决算总体情况说明",
    ],
)  # fmt: skip
def test_headings_under_other_numbers(corrected: Disclosure, title: str) -> None:
    words = understand(corrected, writing(f"{title}\n2023年度收、支总计5506.46万元。"))
    assert [(placed.section, placed.heading) for placed in words.placed] == [
        ("收支总体", True),
        ("收支总体", False),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("武汉市青山区人力资源局", "青山区人力资源局", True),
        ("武汉市青山区人力资源局(本级)", "武汉市青山区人力资源局", True),
        ("武汉市青山区人社局", "武汉市青山区人力资源和社会保障局", True),
        ("武汉市青山区教育局", "武汉市青山区人力资源局", False),
    ],
)
def test_names_of_one_organisation(one: str, other: str, *, same: bool) -> None:
    assert same_organisation(one, other) is same

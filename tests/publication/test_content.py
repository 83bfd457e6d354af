"""What a publication is made of, and what is marked where something is not there."""

from __future__ import annotations

import pytest

from juesuan.layouts.publication_plans import load_publication_plan
from juesuan.model.disclosure import Disclosure, NotLocated
from juesuan.model.narrative import Narrative, Paragraph, Section
from juesuan.model.publication import Heading, PrintedTable, Publication, Texts
from juesuan.publication.content import publication_of
from tests.making.disclosures import disclosure

TEXTS: Texts = {
    "概况": (
        ("部门主要职能", "拟订规划。\n组织实施。"),
        ("二、部门决算单位构成",),
        ("由本级和一个下属单位组成。",),
        ("（三）部门人员构成", "", "编制 10 人。"),
    ),
    "重点工作": (
        ("2023年重点工作",),
        ("序号", "重要事项", "工作内容及目标", "完成情况"),
        ("1", "稳定就业", "举办招聘会", "已完成"),
        ("2", "", "", ""),
    ),
    "附件": (("整体绩效自评表",), ("项目绩效自评表",)),
}
NARRATIVE = Narrative((Section("a", "一、总体情况", 1, (Paragraph("a-1", ("收支平衡。",)),)),))


def _published(
    made: Disclosure | None = None, texts: Texts = TEXTS, narrative: Narrative = NARRATIVE
) -> Publication:
    made = made or disclosure({"layout": "wuhan-2023"})
    return publication_of(made, load_publication_plan(made.layout.id), texts, narrative)


def _part(publication: Publication, number: int) -> list[str]:
    return [getattr(block, "text", "") for block in publication.parts[number].blocks]


def test_the_parts_stand_in_the_layouts_order() -> None:
    titles = [part.title for part in _published().parts]
    assert titles == [
        "第一部分　示例局概况",
        "第二部分　示例局2023年度部门决算表",
        "第三部分　示例局2023年度部门决算情况说明",
        "第四部分　2023年重点工作完成情况",
        "第五部分　名词解释",
        "第六部分　附件",
    ]
    made = disclosure({"layout": "shanghai-2024"})
    assert [part.title[:4] for part in _published(made).parts] == [
        "第一部分",
        "第二部分",
        "第三部分",
        "第四部分",
    ]
    assert [table.id for table in _published(made).tables][6:] == [
        "three_public",
        "government_fund",
        "state_capital",
    ]


def test_texts_are_found_by_their_titles() -> None:
    assert _part(_published(), 0) == [
        "一、部门主要职能", "拟订规划。", "组织实施。",
        "二、部门决算单位构成", "由本级和一个下属单位组成。",
        "三、部门人员构成", "编制 10 人。",
    ]  # fmt: skip
    assert _part(_published(), 5) == ["整体绩效自评表", "项目绩效自评表"]


def test_a_list_of_texts_is_a_table() -> None:
    (table,) = _published().parts[3].blocks
    assert isinstance(table, PrintedTable)
    assert [[cell.text for cell in row] for row in table.body] == [["1", "稳定就业", "举办招聘会", "已完成"]]


def test_the_covers_units_stand_in_for_a_text_about_them() -> None:
    made = disclosure({"layout": "wuhan-2023", "units": ["行政", "事业"]})
    assert _part(_published(made, {}), 0)[2:6] == [
        "二、部门决算单位构成",
        "纳入示例局2023年度部门决算编制范围的预算单位包括：",
        "1.单位0",
        "2.单位1",
    ]


def test_what_is_missing_is_marked_in_its_place_and_listed() -> None:
    made = disclosure({"layout": "wuhan-2023", "missing": ["basic"]})
    made.organisation = ""
    publication = _published(made, {}, Narrative())
    gaps = [(gap.part[:4], gap.section, gap.missing.what) for gap in publication.gaps]
    assert gaps == [
        ("封面", "", "单位名称"),
        ("第一部分", "一、部门主要职能", "部门主要职能"),
        ("第一部分", "二、部门决算单位构成", "部门决算单位构成"),
        ("第一部分", "三、部门人员构成", "部门人员构成"),
        ("第二部分", "", "一般公共预算财政拨款基本支出决算明细表"),
        ("第三部分", "", "决算情况说明的文字"),
        ("第四部分", "", "重要事项"),
        ("第五部分", "", "名词解释"),
        ("第六部分", "", "附件"),
    ]
    assert publication.cover[0] == "【待补充：单位名称】"
    assert "【待补充：部门主要职能】" in _part(publication, 0)


def test_a_column_that_was_not_found_is_a_gap_not_a_blank() -> None:
    made = disclosure({"layout": "wuhan-2023"})
    made.not_located = [NotLocated("income", "没有找到栏“事业收入”", "工作表“公开02”", "事业收入")]
    gaps = [str(gap.missing) for gap in _published(made).gaps if gap.part.startswith("第二部分")]
    assert gaps == ["【待补充：收入决算表：没有找到栏“事业收入”】"]


def test_a_layout_without_a_plan_gets_the_general_one() -> None:
    assert load_publication_plan("no-such-layout").id == "general"


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024", "general"])
def test_levels_of_headings_leave_no_gap(layout: str) -> None:
    made = disclosure({"layout": "wuhan-2023"})
    publication = publication_of(made, load_publication_plan(layout), TEXTS, NARRATIVE)
    levels = [b.level for part in publication.parts for b in part.blocks if isinstance(b, Heading)]
    assert set(levels) == {2}

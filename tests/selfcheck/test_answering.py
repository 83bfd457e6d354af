"""What the evidence says of the items, and of what the officer answered."""

from __future__ import annotations

import pytest

from juesuan.model.selfcheck import Answer, Verdict
from tests.performance.made_publication import PUBLICATION, altered
from tests.selfcheck.conftest import NO, YES, Gone, line

OVERVIEW = """\
第一部分 武汉市青山区人力资源局概况
一、部门主要职能
二、部门决算单位构成
第二部分 武汉市青山区人力资源局2023年度部门决算表
2023年度政府性基金预算财政拨款收入支出决算表
{note}
2023年度国有资本经营预算财政拨款支出决算表
"""
GLOSSARY = "第五部分 名词解释\n（一）财政拨款收入：指从财政取得的用于履行职能的资金。\n"
WHOLE = OVERVIEW + PUBLICATION.replace("第六部分 附件", f"{GLOSSARY}第六部分 附件")
VEHICLES = "十二、国有资产占用情况\n共有车辆 3辆，其中，{others}。\n十三、预算绩效情况说明\n"


def test_without_a_text_a_person_answers_what_needs_one(go_through: Gone) -> None:
    result = go_through()
    filled = {one.item.number: one.filled for one in result.lines if one.filled}
    assert filled == dict.fromkeys((4, 5, 7, 8, 9, 10, 11, 12, 13), YES)
    assert {one.verdict for one in result.lines if one.item.number not in filled} == {Verdict.PERSON}


def test_tables_with_mistakes(go_through: Gone) -> None:
    result = go_through("as-published", answers={5: "是", 9: "是", 42: "否"})
    assert line(result, 5).verdict is Verdict.CONTRADICTED  # zeros are shown
    assert any("C109" in reason for reason in line(result, 5).judgement.reasons)
    assert line(result, 9).verdict is Verdict.AGREES
    assert line(result, 42).verdict is Verdict.CONTRADICTED
    assert line(result, 42).filled is YES


@pytest.mark.parametrize(("given", "verdict"), [("是", Verdict.AGREES), ("否", Verdict.CONTRADICTED)])
def test_a_reverse_question(go_through: Gone, given: str, verdict: Verdict) -> None:
    """是 says that there are sums and rates that are wrong, and there are."""
    assert line(go_through("as-published", WHOLE, {42: given}), 42).verdict is verdict


@pytest.mark.parametrize(
    ("number", "old", "new", "expected"),
    [
        (1, "第五部分 名词解释", "第五部分 其他", NO),
        (6, "一、部门主要职能", "一、部门简介", NO),
        (27, "（三）项目支出自评结果", "（三）其他", NO),
        (36, "第四部分 2023年重点工作完成情况", "其他事项", NO),
        (37, "序号 重要事项 工作内容及目标 完成情况", "全年做了以下工作。", NO),
        (38, "第五部分 名词解释", "第五部分 其他", NO),
    ],
)
def test_parts_and_sections(go_through: Gone, number: int, old: str, new: str, expected: Answer) -> None:
    assert line(go_through(text=WHOLE), number).judgement.answer is YES
    assert line(go_through(text=altered(old, new, WHOLE)), number).judgement.answer is expected


@pytest.mark.parametrize("number", [24, 29])
def test_forms_in_the_attachments(go_through: Gone, number: int) -> None:
    assert line(go_through(text=WHOLE), number).judgement.answer is YES
    without = WHOLE.partition("第六部分 附件")[0]
    assert line(go_through(text=without), number).judgement.answer is NO


def test_an_empty_table_wants_a_note(go_through: Gone) -> None:
    noted = WHOLE.replace("{note}", "本部门没有政府性基金预算财政拨款收入支出，本表为空表。")
    assert line(go_through(text=noted), 12).judgement.answer is YES
    found = line(go_through(text=WHOLE.replace("{note}", "注：本表反映收支情况。"), answers={12: "是"}), 12)
    assert (found.judgement.answer, found.verdict, found.filled) == (NO, Verdict.DOUBTFUL, None)


@pytest.mark.parametrize(
    ("others", "expected"),
    [
        ("其他用车 0辆", YES),
        ("其他用车 2辆", NO),
        ("其他用车 2辆，其他用车主要是送课下乡的车", YES),
        ("机要通信用车 3辆", YES),  # there are no others
        ("机要通信用车 1辆", NO),
    ],
)
def test_other_vehicles(go_through: Gone, others: str, expected: Answer) -> None:
    text = altered("十三、预算绩效情况说明\n", VEHICLES.replace("{others}", others), WHOLE)
    assert line(go_through(text=text), 35).judgement.answer is expected


def test_decimals_of_numbers(go_through: Gone) -> None:
    assert line(go_through(text=WHOLE), 3).judgement.answer is YES
    small = WHOLE.replace("十三、预算绩效情况说明\n", "占0.02%，完成预算的99.96%。\n十三、预算绩效情况说明\n")
    assert line(go_through(text=small), 3).judgement.answer is YES  # 0.0 % and 100.0 % would be wrong
    long = small.replace("99.96%", "98.33%")
    assert line(go_through(text=long), 3).judgement.answer is NO
    for old, new in (("完成预算的 86%", "完成预算的 86.00%"), ("资金 5506.47万元", "资金 5506.471万元")):
        found = line(go_through(text=altered(old, new, WHOLE), answers={3: "是"}), 3)
        assert found.verdict is Verdict.DOUBTFUL
        assert new.rpartition(" ")[2] in found.judgement.reasons[0]


def test_words_that_contradict_the_tables(go_through: Gone) -> None:
    text = altered("资金 4351.2万元", "资金 4582.85万元", WHOLE)
    found = line(go_through(text=text, answers={14: "是"}), 14)
    assert (found.verdict, found.filled) == (Verdict.CONTRADICTED, NO)
    assert "P135" in found.judgement.reasons[0]

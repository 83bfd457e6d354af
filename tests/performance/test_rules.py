"""Every rule about 绩效自评: the made publication passes, and one changed passage brings the rule up."""

from __future__ import annotations

import pytest

from juesuan.model.finding import Status
from juesuan.performance.checking import performance_rules
from tests.performance.conftest import Judge
from tests.performance.made_publication import PUBLICATION, STATION, altered

# rule, what stands in the publication, what is written instead, severity, words of the message
CHANGES = [
    ("P101", "120.5 103.63 86.00% 17.2", "120.5 103.63 68.00% 17.2", "error", "103.63÷120.5＝86.00%"),
    ("P101", "120.5 103.63 86.00% 17.2", "104 103.63 100% 19.9", "hint", "没有全部执行完"),
    ("P102", "86.00% 17.2", "86.00% 12.7", "error", "20×86.00%＝17.20"),
    ("P102", "86.00% 17.2", "86.00% 17", "hint", "保留一位小数是 17.2"),
    ("P103", "300 300 100% 20", "299 300 100.33% 20", "warning", "执行数 300 大于预算数 299"),
    ("P104", "总分 100\n", "总分 98\n", "warning", "20＋各指标 80＝100"),
    ("P105", "（30分）\n修好", "（20分）\n修好", "error", "相加为 70"),
    ("P106", "（30分）\n修好", "（20分）\n修好", "warning", "得分 30 大于分值 20"),
    ("P108", "预算执行率 86%", "预算执行率 68%", "error", "86.00%"),
    ("P111", "3、一次性项目 □", "3、一次性项目 ☑", "error", "“常年性项目”、“一次性项目”"),
    ("P112", "2、区级专项 □ 3、上级转移支\n", "2、区级专项 ☑ 3、上级转移支\n", "hint", "“区级专项”"),
    ("P112", "1、持续性项目 □ 2、新增性项目 ☑", "1、持续性项目 □ 2、新增性项目 □", "hint", "没有选"),
    ("P113", "“街坊夜校经费”项目绩效自评表", "“街坊夜校费”项目绩效自评表", "hint", "街坊夜校经费"),
    ("P114", "≥95% 97%", "≥95% ≥95%", "hint", "街坊满意率"),
    ("P121", "共得 96分", "共得 95分", "error", "相加为 96"),
    ("P122", "执行率 80%。", "执行率 100%。", "error", "自评表里是 80.00%"),
    ("P123", "学员增长率 6.5%", "学员增长率 4.5%", "error", "年度目标 1"),
    ("P123", "学员结业率 ≥90% 96.5%", "学员结业率 ≥90% 86.5%", "error", "实际是 86.5%"),
    ("P131", "共涉及项目 2个", "共涉及项目 3个", "hint", "只附了其中一部分"),
    ("P131", "共涉及 2个一级项目", "共涉及 1个一级项目", "error", "有 2 个项目"),
    ("P132", "附件二至三", "附件二至四", "hint", "附件二至附件三"),
    ("P132", "附件二至三", "附件三至四", "error", "附件二至附件三"),
    ("P133", "全年预算数 120.5万元", "全年预算数 210.5万元", "error", "自评表里是 120.5"),
    ("P134", "2.老站房修缮费项目", "2.旧铺面租金项目", "hint", "老站房修缮费"),
    ("P135", "资金 4351.2万元", "资金 4582.85万元", "error", "4,351.20"),
    ("P136", "资金 5506.47万元", "资金 4582.85万元", "error", "其中的项目支出"),
    ("P137", "45,828,503.83", "45,528,503.83", "error", "执行数写作 5506.47"),
    ("P138", "300 300 100% 20", "7000 300 4.29% 0.9", "warning", "大于部门整体的 6883.08"),
    ("P142", "1 夜校 全年街坊夜校共接待学员 930人次", "1 夜校 全年街坊夜校共接待学员 390人次", "hint", "390"),
]


def test_the_made_publication_passes(judge: Judge) -> None:
    report = judge(PUBLICATION)
    assert report.flatten("rule", "message") == []
    assert {outcome.status for outcome in report.outcomes} == {Status.PASSED}


@pytest.mark.parametrize(
    ("rule", "old", "new", "severity", "words"),
    CHANGES,
    ids=[f"{change[0]}-{number}" for number, change in enumerate(CHANGES)],
)
def test_a_changed_passage(judge: Judge, rule: str, old: str, new: str, severity: str, words: str) -> None:
    found = [one for one in judge(altered(old, new)).flatten("rule", "severity", "message") if one[0] == rule]
    assert found, f"{rule} says nothing"
    assert any(one[1] == severity and words in one[2] for one in found), found


def test_same_indicator_in_two_forms(judge: Judge) -> None:
    text = PUBLICATION.replace("≥40班 52班 25", "≥40班 25班 25")
    found = judge(text).flatten("rule", "severity", "message")
    assert ("P141", "hint") in {one[:2] for one in found}
    assert any("部门整体表是 25班" in message for *_, message in found)


def test_cost_above_its_target(judge: Judge) -> None:
    text = altered(
        "0.5万元/班 0.5万元/班 20", "开班补贴500元/班\n开班补贴 1-6月500元/班，7-12月600\n元/班\n20"
    )
    assert ("P115",) in judge(text).flatten("rule")


def test_one_more_form_than_told(judge: Judge) -> None:
    more = STATION.replace("三、2023", "四、2023").replace("老站房修缮费", "渡口看护费")
    rules = {rule for (rule,) in judge(PUBLICATION + more).flatten("rule")}
    assert {"P131", "P132", "P134"} <= rules


def test_without_forms_nothing_applies(judge: Judge) -> None:
    report = judge("第一部分 概况\n职责。\n")
    assert {outcome.status for outcome in report.outcomes} == {Status.NOT_APPLICABLE}
    assert len(report.outcomes) == len(performance_rules())


def test_names_that_contain_one_another(judge: Judge) -> None:
    """“夜校经费” is a part of “街坊夜校经费”, and another project."""
    other = STATION.replace("三、2023", "四、2023").replace("老站房修缮费", "夜校经费")
    text = PUBLICATION + other.replace("300 300 100% 20", "8 8 100% 20")
    told = "3.夜校经费项目绩效自评综述：全年预算数 8万元，执行数 8万元。\n项目自评表详见第六部分附件二至四。"
    text = text.replace("项目自评表详见第六部分附件二至三。", told)
    assert "P133" not in {rule for (rule,) in judge(text).flatten("rule")}

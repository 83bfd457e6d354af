"""One mistake gives one finding that names its cell; where the numbers do not tell, nobody is named."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from juesuan.model.disclosure import Disclosure, Doubt, Remark
from juesuan.model.finding import Finding
from juesuan.model.rule import Severity
from juesuan.rules import check
from tests.making.disclosures import changed, disclosure, example, recomputed, reference


@pytest.fixture(scope="module")
def figures() -> Disclosure:
    return example("qingshan-2023/figures/corrected", "wuhan-2023")


def errors(figures: Disclosure, changes: Mapping[str, int | None], *, live: bool = False) -> list[Finding]:
    """What is wrong after cells were changed (hundredths); live totals follow."""
    cells = {reference(cell): value for cell, value in changes.items()}
    with changed(figures, recomputed(figures, cells) if live else cells):
        return [finding for finding in check(figures).findings if finding.severity is not Severity.HINT]


def culprit(finding: Finding) -> tuple[str, str, str]:
    assert finding.culprit
    return str(finding.culprit.ref), str(finding.culprit.stated), str(finding.culprit.expected)


@pytest.mark.parametrize("live", [False, True])
def test_one_leaf_is_one_finding(figures: Disclosure, live: bool) -> None:
    found = errors(figures, {"expenditure[2210201].基本支出": 6300}, live=live)
    (finding,) = found
    assert culprit(finding) == ("expenditure[2210201].基本支出", "63.00", "60.03")
    assert str(finding.address) == "公开03!F38"
    assert str(finding.ref) == "expenditure[2210201].基本支出"
    assert len(finding.consequences) == (13 if live else 2)
    assert "改为 60.03 后" in finding.cause


def test_a_total_that_was_typed_wrongly(figures: Disclosure) -> None:
    (finding,) = errors(figures, {"total[本年支出合计].金额": 550664})
    assert culprit(finding) == ("total[本年支出合计].金额", "5,506.64", "5,506.46")
    assert finding.cause.endswith("相邻两位数字颠倒")


def test_a_culprit_that_is_no_amount_is_told_as_what_it_is(figures: Disclosure) -> None:
    ref = reference("expenditure[2210201].基本支出")
    remark = Remark(Doubt.NOT_AMOUNT, ref, figures.address(ref), "约60")
    before = figures.remarks
    figures.remarks = [*before, remark]
    try:
        found = errors(figures, {str(ref): None})
    finally:
        figures.remarks = before
    named = [finding for finding in found if finding.culprit]
    assert [culprit(finding) for finding in named] == [(str(ref), "", "60.03")]
    assert named[0].cause.endswith("；现在写的是“约60”，不是金额")
    assert [finding.rule.id for finding in found if not finding.culprit] == ["F102"]


def test_two_mistakes_are_two_findings(figures: Disclosure) -> None:
    found = errors(figures, {"income[2080505].财政拨款收入": 1000, "general_budget[2210202].项目支出": 500})
    assert {culprit(finding)[0] for finding in found} == {
        "income[2080505].财政拨款收入",
        "general_budget[2210202].项目支出",
    }


def test_an_amount_in_the_wrong_column(figures: Disclosure) -> None:
    cells = {"expenditure[2080105].项目支出": 6349, "expenditure[2080105].基本支出": None}
    before = figures.amount(reference("expenditure[2080105].基本支出")).value
    (finding,) = errors(figures, cells | {"expenditure[2080105].项目支出": before}, live=True)
    assert "可能填错了位置：从公开03 2080105" in finding.cause
    assert "项目支出（" in finding.cause
    assert finding.culprit


def test_two_rows_exchanged(figures: Disclosure) -> None:
    one, two = "general_budget[2210201].基本支出", "general_budget[2210202].基本支出"
    (finding,) = errors(figures, {one: 1330, two: 6003}, live=True)
    assert "可能互相填错了位置：对调后就都对上了" in finding.cause


def test_a_figure_in_one_sum_only_is_not_named(figures: Disclosure) -> None:
    """Any of the subjects of 301 could be wrong: 7.77 more tells nothing."""
    value = figures.amount(reference("basic[30103].决算数")).value
    (finding,) = errors(figures, {"basic[30103].决算数": value + 777})
    assert (finding.rule.id, finding.culprit, finding.cause) == ("T601", None, "")
    assert "basic[30103].决算数" in {str(term.ref) for term in finding.right}


def test_it_is_suspected_when_only_its_slip_is_a_usual_one(figures: Disclosure) -> None:
    value = figures.amount(reference("basic[30103].决算数")).value
    (finding,) = errors(figures, {"basic[30103].决算数": value * 10})
    assert finding.culprit is None
    assert finding.cause.startswith("可能是公开06 30103 奖金（公开06!C9）填错：改为 272.01 后")
    assert finding.cause.endswith("（多了 1 位）")


def test_an_addend_left_out_of_a_total() -> None:
    table = {"预算合计": 3, "预算公务接待费": 2, "预算公务用车小计": 3}
    finding = errors(disclosure({"layout": "wuhan-2023", "three_public": table}), {})[0]
    assert finding.culprit is None
    assert finding.cause == "差额恰好是公开09 预算公务接待费的 2.00，可能没有计入合计，或它本不该列"


def test_a_column_moved_by_one_row(figures: Disclosure) -> None:
    block = [row.id for row in figures["basic"].listing if row.id.startswith("302") and len(row.id) == 5]
    values = [figures["basic"].amount(row, "决算数").hundredths for row in block]
    moved: dict[str, int | None] = {
        f"basic[{row}].决算数": value for row, value in zip(block, [None, *values[:-1]], strict=True)
    }
    if values[-1]:  # the last figure would fall off: people make room, or stop before it
        moved[f"basic[{block[-1]}].决算数"] = values[-1]
        moved[f"basic[{block[-2]}].决算数"] = values[-3]
    found = errors(figures, moved)
    assert any("整体下移了一行" in finding.cause for finding in found)


def test_a_copy_is_wrong_where_two_others_agree(figures: Disclosure) -> None:
    """The same 项 in three tables: 0.01 in one of them is that one's mistake."""
    value = figures.amount(reference("general_budget[2080704].项目支出")).value
    (finding,) = errors(figures, {"general_budget[2080704].项目支出": value - 1}, live=True)
    assert culprit(finding)[0] == "general_budget[2080704].项目支出"


def test_consequences_are_not_repeated_as_findings(figures: Disclosure) -> None:
    found = errors(figures, {"income[合计].财政拨款收入": 123})
    under = {one.fingerprint for finding in found for one in finding.consequences}
    assert not under & {finding.fingerprint for finding in found}


def test_a_table_of_another_workbook_accuses_no_other_table(figures: Disclosure) -> None:
    cells: dict[str, int | None] = {
        f"general_budget[{row.id}].{column}": amount.value * 3 + 7
        for row in figures["general_budget"].listing
        for column, amount in row.amounts.items()
    }
    found = errors(figures, cells)
    assert len(found) > 10
    assert {finding.culprit.ref.table for finding in found if finding.culprit} <= {"general_budget"}

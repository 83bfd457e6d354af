"""What was not located is not blank: nothing is said about it. Circumstances decide which rules apply."""

from __future__ import annotations

from typing import Any

import pytest

from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Outcome, Status
from juesuan.rules import check
from tests.making.disclosures import disclosure, example

ALL_FISCAL: dict[str, Any] = {
    "layout": "wuhan-2023",
    "income": {"合计": {"本年收入合计": 5, "财政拨款收入": 5}},
    "expenditure": {"合计": {"本年支出合计": 5}},
    "general_budget": {"合计": {"小计": 5}},
}


def outcome(figures: Disclosure, rule: str) -> Outcome:
    return next(one for one in check(figures).outcomes if one.rule.id == rule)


def reason(figures: Disclosure, rule: str) -> str:
    found = outcome(figures, rule)
    assert found.status is Status.NOT_APPLICABLE
    return found.reason


def test_a_table_that_is_not_there() -> None:
    figures = disclosure({"layout": "wuhan-2023", "missing": ["income"], "total": {"本年收入合计": 5}})
    assert reason(figures, "X101") == "工作簿里没有读到《收入决算表》"
    assert check(figures, rules=["X*"]).findings == ()


def test_an_empty_table_that_is_there() -> None:
    figures = disclosure({"layout": "wuhan-2023", "total": {"本年收入合计": 5}})
    assert outcome(figures, "X101").status is Status.FAILED


def test_a_column_that_was_not_found() -> None:
    figures = example("qingshan-2023/figures/corrected", "wuhan-2023")
    for row in figures["expenditure"].listing:
        del row.columns["基本支出"]
        row.amounts.pop("基本支出", None)
    assert reason(figures, "X172") == "《支出决算表》里没有找到“基本支出”栏"
    assert reason(figures, "T301") == "《支出决算表》里没有找到“基本支出”栏"
    assert outcome(figures, "X173").status is Status.PASSED
    assert not [finding for finding in check(figures).findings if finding.severity.value == "error"]


def test_a_row_that_was_not_found() -> None:
    figures = example("qingshan-2023/figures/corrected", "wuhan-2023")
    table = figures["total"]
    del table.rows["本年支出合计"]
    table.listing = [row for row in table.listing if row.id != "本年支出合计"]
    assert reason(figures, "T103") == "《收入支出决算总表》里没有找到“本年支出合计”行"
    assert reason(figures, "X111") == "《收入支出决算总表》里没有找到“本年支出合计”行"


def test_a_subject_that_is_not_listed_is_blank_not_unknown() -> None:
    figures = disclosure(
        ALL_FISCAL | {"expenditure": {"合计": {"本年支出合计": 5}, "205": {"本年支出合计": 5}}}
    )
    assert outcome(figures, "X171").status is Status.FAILED


@pytest.mark.parametrize(
    "table", ["income", "expenditure", "total", "fiscal_total", "general_budget", "basic"]
)
def test_no_table_is_needed_by_the_others(table: str) -> None:
    """Without one of the tables a clean workbook stays clean."""
    figures = example("qingshan-2023/figures/corrected", "wuhan-2023")
    del figures.tables[table]
    report = check(figures)
    assert not [finding.message for finding in report.findings if finding.severity.value != "hint"]
    assert not [one for one in report.outcomes if one.status is Status.ERROR]


def test_a_condition_says_why_it_does_not_hold() -> None:
    mixed = ALL_FISCAL | {"income": {"合计": {"本年收入合计": 6, "财政拨款收入": 5, "其他收入": 1}}}
    assert reason(disclosure(mixed), "X171").startswith("有财政拨款以外的资金")
    assert outcome(disclosure(mixed), "X175").status is Status.PASSED
    assert reason(disclosure(ALL_FISCAL), "X175") == "本部门全部为财政拨款，适用更严格的规则"


def test_every_rule_ends_in_a_status() -> None:
    for layout in ("wuhan-2023", "shanghai-2024"):
        report = check(disclosure({"layout": layout}))
        assert {one.rule.id for one in report.outcomes} == {
            rule.id for rule in disclosure({"layout": layout}).layout.rules
        }
        assert all(one.reason for one in report.outcomes if one.status is Status.NOT_APPLICABLE)


def test_a_blank_template_is_not_reproached_with_anything() -> None:
    for layout in ("wuhan-2023", "shanghai-2024"):
        assert check(disclosure({"layout": layout})).findings == ()

"""The report as a whole: which rules ran, in what order findings come, what is put under what."""

from __future__ import annotations

import datetime as dt

from juesuan.model.finding import Status, Waiver
from juesuan.model.rule import Severity
from juesuan.rules import check
from tests.making.disclosures import disclosure, example

WRONG = {
    "layout": "wuhan-2023",
    "total": {"本年收入合计": 5, "事业收入": 4},
    "income": {"合计": {"本年收入合计": 7}},
}
TODAY = dt.date(2024, 9, 1)


def test_rules_are_chosen_and_skipped_by_pattern() -> None:
    figures = disclosure(WRONG)
    assert {one.rule.id for one in check(figures, rules=["T1*"]).outcomes} == {
        "T101",
        "T102",
        "T103",
        "T104",
        "T105",
    }
    assert {one.rule.id for one in check(figures, rules=["T1*", "X101"], skip=["T10[2-5]"]).outcomes} == {
        "T101",
        "X101",
    }
    assert "X101" not in {one.rule.id for one in check(figures, skip=["X*"]).outcomes}


def test_errors_come_first() -> None:
    order = [
        finding.severity
        for finding in check(example("qingshan-2023/figures/as-published", "wuhan-2023")).findings
    ]
    assert order == sorted(order, key=[Severity.ERROR, Severity.WARNING, Severity.HINT].index)


def test_the_same_is_not_said_twice_of_one_row() -> None:
    """小计 without any part: the sum does not hold, and that no part is filled in stands under it."""
    figures = disclosure({"layout": "wuhan-2023", "general_budget": {"2080505": {"小计": 5}}})
    (finding,) = check(figures, rules=["T501", "C111"]).findings
    assert finding.rule.id == "T501"
    assert [one.rule.id for one in finding.consequences] == ["C111"]
    assert [one.rule.id for one in check(figures, rules=["C111"]).findings] == ["C111"]


def test_rounding_is_no_finding_unless_chance_hardly_explains_it() -> None:
    classes = {
        row.id: 1.00 for row in disclosure({"layout": "wuhan-2023"}).layout.tables["total"].rows if row.code
    }
    assert len(classes) == 26
    usual = check(
        disclosure({"layout": "wuhan-2023", "total": classes | {"本年支出合计": 26.04}}), rules=["T103"]
    )
    assert usual.findings == ()
    assert [finding.severity for finding in usual.roundings] == [Severity.HINT]
    assert "在四舍五入尾差允许的 0.13 之内" in usual.roundings[0].message
    large = check(
        disclosure({"layout": "wuhan-2023", "total": classes | {"本年支出合计": 26.05}}), rules=["T103"]
    )
    assert [(finding.severity, finding.rounding) for finding in large.findings] == [(Severity.WARNING, True)]
    assert large.findings[0].message.endswith("但这么多个数的尾差很少有这么大")
    assert large.roundings == ()
    assert large.outcomes[0].status is Status.ROUNDING


def test_what_somebody_answers_for_is_taken_out() -> None:
    figures = disclosure(WRONG)
    found = check(figures, rules=["T101", "X101"]).findings
    waiver = Waiver(found[0].fingerprint, "批复如此", "经办人", TODAY)
    idle = Waiver("f00000000000", "已改", "经办人", TODAY)
    report = check(figures, rules=["T101", "X101"], waivers=[waiver, idle], today=TODAY)
    assert [finding.waiver for finding in report.waived] == [waiver]
    assert report.stale_waivers == (idle,)
    assert len(report.findings) == len(found) - 1


def test_checking_changes_no_figure() -> None:
    figures = example("qingshan-2023/figures/as-published", "wuhan-2023")
    before = {name: [dict(row.amounts) for row in table.listing] for name, table in figures.tables.items()}
    first, second = check(figures), check(figures)
    assert {
        name: [dict(row.amounts) for row in table.listing] for name, table in figures.tables.items()
    } == before
    assert first.flatten("rule", "cell", "message") == second.flatten("rule", "cell", "message")


def test_both_sides_of_a_finding_with_every_addend() -> None:
    finding = next(one for one in check(disclosure(WRONG), rules=["T101"]).findings)
    assert [(term.label, str(term.amount), str(term.address)) for term in finding.left] == [
        ("公开01 本年收入合计", "5.00", "公开01!C33")
    ]
    assert len(finding.right) == 8
    assert (str(finding.stated), str(finding.computed), str(finding.difference), finding.allowed) == (
        "5.00",
        "4.00",
        "1.00",
        1,
    )


def test_waivers_survive_figures_elsewhere() -> None:
    """The fingerprint is made of the finding's own figures: it changes with them and with nothing else."""
    one = check(disclosure(WRONG), rules=["X101"]).findings[0]
    other = check(
        disclosure(WRONG | {"total": {"本年收入合计": 5, "事业收入": 4, "结余分配": 1}}), rules=["X101"]
    ).findings[0]
    changed = check(disclosure(WRONG | {"total": {"本年收入合计": 6}}), rules=["X101"]).findings[0]
    assert one.fingerprint == other.fingerprint != changed.fingerprint


def test_a_label_names_subject_and_column() -> None:
    report = check(example("qingshan-2023/figures/as-published", "wuhan-2023"))
    labels = {term.label for finding in report.findings for term in finding.left + finding.right}
    assert "公开03 2080704 社会保险补贴 项目支出" in labels
    assert "公开01 本年收入合计" not in labels

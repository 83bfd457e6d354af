"""Balanced rounding keeps what it promises, whatever the figures."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Row, Table
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rounding import Rounding, Standing, balanced
from juesuan.rules import check
from tests.making.departments import Item, Ledger, Other, department, tables
from tests.making.disclosures import amount_cells, put
from tests.rounding.ledgers import ledgers

LAYOUTS = st.sampled_from(["wuhan-2023", "shanghai-2024"])
# The same ledgers in every run: among all ledgers a few cannot be kept in any rounding (see the last test).
quick = settings(
    derandomize=True,
    database=None,
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def values(figures: Disclosure) -> dict[CellRef, int | None]:
    return {ref: figures.amount(ref).hundredths for ref in amount_cells(figures)}


def as_yuan(rounded: Disclosure) -> Disclosure:
    """The 万元 figures again in 元: every figure is then a whole hundred of 元."""
    made = {}
    for name, table in rounded.tables.items():
        listing = [
            Row(row.id, row.label, row.code, row.sheet_row, row.columns, _times(row.amounts, 10_000))
            for row in table.listing
        ]
        made[name] = Table(table.spec, table.sheet, listing)
    return replace(rounded, tables=made, unit="元")


def _times(amounts: dict[str, Amount], factor: int) -> dict[str, Amount]:
    return {key: Amount(amount.value * factor) for key, amount in amounts.items() if not amount.blank}


def assert_adds_up(figures: Disclosure) -> None:
    report = check(figures)
    hard = [each for each in report.findings if each.rule.expect and each.severity is Severity.ERROR]
    assert not [finding.message for finding in hard]
    assert not [each.message for each in report.roundings if each.rule.severity is Severity.ERROR]


@settings(quick, max_examples=60)
@given(ledgers(), LAYOUTS)
def test_whatever_the_figures_every_promise_is_kept(ledger: Ledger, layout: str) -> None:
    """All promises about one balancing, which is what takes the time."""
    exact = tables(ledger, layout)
    result = balanced(exact)
    every_figure_is_just_below_or_above_its_exact_value(exact, result)
    every_figure_that_is_not_its_plain_rounding_is_told(exact, result)
    assume(not result.source_errors)
    assert result.standing is Standing.BEST
    assert result.gap == 0
    assert not result.violations
    assert_adds_up(result.disclosure)


def every_figure_is_just_below_or_above_its_exact_value(exact: Disclosure, result: Rounding) -> None:
    rounded = values(result.disclosure)
    for ref, fen in values(exact).items():
        if fen is None:
            assert rounded[ref] is None
        else:
            assert rounded[ref] in {math.floor(fen / 10_000), math.ceil(fen / 10_000)}, ref


def every_figure_that_is_not_its_plain_rounding_is_told(exact: Disclosure, result: Rounding) -> None:
    told = {ref: move for move in result.moved for ref in move.refs}
    for ref, hundredths in values(result.disclosure).items():
        fen = exact.amount(ref).value
        nearest = int(math.copysign((abs(fen) + 5_000) // 10_000, fen))
        if hundredths is not None and hundredths != nearest:
            move = told.pop(ref)
            assert (move.exact, move.plain, move.chosen) == (fen, nearest, hundredths)
            assert move.why
    assert not told


@quick
@given(ledgers(), LAYOUTS)
def test_gives_the_same_tables_again(ledger: Ledger, layout: str) -> None:
    first, second = balanced(tables(ledger, layout)), balanced(tables(ledger, layout))
    assert values(first.disclosure) == values(second.disclosure)
    assert first.moved == second.moved


@quick
@given(ledgers(), LAYOUTS)
def test_changes_nothing_that_is_already_exact(ledger: Ledger, layout: str) -> None:
    once = balanced(tables(ledger, layout))
    again = balanced(as_yuan(once.disclosure))
    assert values(again.disclosure) == values(once.disclosure)
    assert not again.moved


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024"])
def test_a_department_of_200_subjects_adds_up(layout: str) -> None:
    result = balanced(tables(department(200, seed=7), layout))
    assert not result.violations
    assert result.moved
    assert_adds_up(result.disclosure)


def test_one_figure_in_several_tables_stays_one_figure() -> None:
    exact = tables(department(60, seed=3, balances=False, other_money=False, shared=False), "wuhan-2023")
    rounded = balanced(exact).disclosure
    for row in exact["income"].listing:
        if len(row.code or "") == 7:
            shown = {
                rounded.amount(CellRef("income", row.id, "财政拨款收入")).hundredths,
                rounded.amount(CellRef("expenditure", row.id, "本年支出合计")).hundredths,
            }
            assert len(shown) == 1


def test_the_part_of_three_public_in_basic_that_is_all_of_it_stays_all_of_it() -> None:
    basic = Item("general_budget", "2010101", basic=1_234_567_89)
    ledger = Ledger((basic,), economic={"30217": 77_49, "30231": 3_333_33, "30201": 6_666_66})
    rounded = balanced(tables(ledger, "wuhan-2023")).disclosure
    for code, column in (("30217", "决算公务接待费"), ("30231", "决算公务用车运行维护费")):
        row = rounded["basic"].by_code[code]
        assert row.amount("决算数") == rounded.amount(CellRef("three_public", "金额", column))


def test_wrong_yuan_figures_are_told_and_the_rest_is_balanced() -> None:
    exact = tables(department(30, seed=2), "wuhan-2023")
    wrong = CellRef("total", "使用非财政拨款结余", "金额")
    put(exact, wrong, exact.amount(wrong).value + 12_345_67)
    result = balanced(exact)
    assert {error.rule for error in result.source_errors} == {"T102"}
    assert result.source_errors[0].size == -12_345_67
    assert not result.violations
    report = check(result.disclosure)
    hard = [each for each in report.findings if each.rule.expect and each.severity is Severity.ERROR]
    assert [each.rule.id for each in hard] == ["T102"]


def test_a_balance_too_small_to_show_does_not_bring_rules_that_cannot_be_kept() -> None:
    """年初 40 元 in all: shown as 0.00, each 项 would have to show as much income as expenditure."""
    items = (
        Item("general_budget", "2010101", project=1_000_000_00, opening=5_000_00),
        Item("general_budget", "2010102", project=2_000_000_00, opening=-4_960_00),
    )
    exact = tables(Ledger(items), "wuhan-2023")
    result = balanced(exact)
    assert not result.violations
    assert_adds_up(result.disclosure)


def test_figures_too_small_to_show_are_listed() -> None:
    ledger = Ledger(
        (Item("general_budget", "2010101", project=1_000_000_00),), (Other("2010102", income=20_00),)
    )
    result = balanced(tables(ledger, "wuhan-2023"))
    assert CellRef("income", "2010102", "其他收入") in result.hidden
    assert not result.disclosure.amount(CellRef("income", "2010102", "其他收入")).blank


def test_says_when_the_figures_are_not_in_yuan() -> None:
    exact = tables(department(3), "wuhan-2023")
    with pytest.raises(ValueError, match="单位是万元，不是元"):
        balanced(balanced(exact).disclosure)


def test_a_row_that_repeats_a_code_is_rounded_by_itself() -> None:
    exact = tables(department(10, seed=4), "wuhan-2023")
    table = exact["expenditure"]
    first = next(row for row in table.listing if len(row.code or "") == 7)
    again = Row(first.id, first.label, first.code, 99, first.columns, {"项目支出": Amount(123_456)})
    exact.tables["expenditure"] = Table(table.spec, table.sheet, [*table.listing, again])
    result = balanced(exact)
    assert not result.violations
    assert result.disclosure["expenditure"].listing[-1].amount("项目支出") == Amount(12)


def test_a_workbook_without_some_tables_is_balanced_as_far_as_it_goes() -> None:
    exact = tables(department(20, seed=6), "shanghai-2024")
    del exact.tables["income"], exact.tables["basic"]
    result = balanced(exact)
    assert not result.source_errors
    assert_adds_up(result.disclosure)


def test_nothing_at_all_is_balanced() -> None:
    exact = replace(tables(department(1), "wuhan-2023"), tables={})
    assert not balanced(exact).moved


def test_what_no_rounding_can_keep_is_told() -> None:
    """Halves of a hundredth, of two 项 and two funds: each is a or 1 - a, and 基本 in all would be 2a = 1."""
    half = 5_000
    items = (
        Item("general_budget", "2010102", basic=half, project=half),
        Item("government_fund", "2010101", basic=half, project=half),
        Item("government_fund", "2010102", project=half),
    )
    exact = tables(Ledger(items), "wuhan-2023")
    result = balanced(exact)
    assert not result.source_errors
    assert result.violations
    assert all(violation.size == 1 for violation in result.violations)
    assert all("不能同时成立" in violation.why for violation in result.violations)
    every_figure_is_just_below_or_above_its_exact_value(exact, result)

"""The sum of the parts is the whole: to the fen where 元 is known, else as far as rounding explains."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from juesuan.consolidation.adding import added, labels_of, tables_of
from juesuan.consolidation.consolidating import Consolidation, consolidate
from juesuan.consolidation.member import Member, member_of
from juesuan.consolidation.words import sentences
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rounding import plain
from juesuan.rules import check
from tests.consolidation.conftest import figures, with_exact


def summed(units: list[Disclosure]) -> Counter[CellRef]:
    total: Counter[CellRef] = Counter()
    for unit in units:
        total.update(figures(unit))
    return total


@pytest.fixture(scope="module")
def department(exact_units: list[Disclosure], balanced_units: list[Disclosure]) -> Consolidation:
    members = [with_exact(shown, exact) for shown, exact in zip(balanced_units, exact_units, strict=True)]
    return consolidate(members, organisation="示例部门")


def test_to_the_fen(department: Consolidation, exact_units: list[Disclosure]) -> None:
    assert department.exact == dict(summed(exact_units))


def test_rounded_once_and_adding_up(department: Consolidation) -> None:
    exact = department.exact or {}
    for ref, hundredths in department.figures.items():
        assert abs(hundredths * 10_000 - exact.get(ref, 0)) < 10_000, ref
    assert department.check().count(Severity.ERROR) == 0
    assert department.rounding is not None
    assert department.rounding.holds
    assert department.clean


def test_rounded_sum_against_sum_of_rounded(
    department: Consolidation, balanced_units: list[Disclosure]
) -> None:
    published, whole = summed(balanced_units), figures(department.department)
    different = {ref for ref in published.keys() | whole.keys() if published[ref] != whole.get(ref, 0)}
    assert different
    assert any(f"不同的有 {len(different)} 处" in sentence for sentence in sentences(department))


def test_subjects_of_all_units_in_order_under_their_parents(
    department: Consolidation, exact_units: list[Disclosure]
) -> None:
    for name in ("income", "expenditure", "general_budget"):
        codes = {row.code for unit in exact_units for row in unit[name].listing if row.code}
        listed = [row.code for row in department.department[name].listing if row.code]
        assert listed == sorted(codes)


def test_kinds_are_carried_over(department: Consolidation, exact_units: list[Disclosure]) -> None:
    assert department.department.units == tuple(unit.units[0] for unit in exact_units)


@pytest.fixture(scope="module")
def with_roundings(exact_units: list[Disclosure]) -> list[Member]:
    """Units whose figures were each rounded by itself: tables with 尾差, and no error."""
    members = [member_of(plain(unit)) for unit in exact_units]
    assert [member.errors for member in members] == [0] * len(members)
    return members


def test_roundings_that_pile_up_are_evened_out(with_roundings: list[Member]) -> None:
    raw = added(member.figures for member in with_roundings)
    result = consolidate(with_roundings, organisation="示例部门")
    unsettled = tables_of(raw, result.department, labels_of(with_roundings))
    assert check(unsettled).count(Severity.ERROR) > 0  # what the sums alone would be accused of
    assert result.check().count(Severity.ERROR) == 0
    moved = {ref: amount - raw[ref] for ref, amount in result.figures.items() if amount != raw[ref]}
    assert moved == result.moved
    stating = {ref: sum(ref in member.figures for member in with_roundings) for ref in moved}
    assert all(abs(move) * 2 <= stating[ref] for ref, move in moved.items())
    assert sum(map(abs, moved.values())) < 30
    assert any("尾差累积" in sentence for sentence in sentences(result))


def test_a_mistake_of_a_unit_is_not_evened_out(with_roundings: list[Member]) -> None:
    wrong = CellRef("general_budget", "合计", "小计")
    figures_of_one = {**with_roundings[0].figures, wrong: with_roundings[0].figures[wrong] + 100}
    result = consolidate([replace(with_roundings[0], figures=figures_of_one), *with_roundings[1:]])
    raw = sum(member.figures.get(wrong, 0) for member in with_roundings)
    assert result.figures[wrong] == raw + 100
    assert result.check().count(Severity.ERROR) > 0


def test_units_in_yuan_are_added_up_in_yuan(exact_units: list[Disclosure]) -> None:
    result = consolidate([member_of(unit) for unit in exact_units[:4]])
    assert result.department.unit == "元"
    assert figures(result.department) == dict(summed(exact_units[:4]))
    assert result.check().count(Severity.ERROR) == 0


def test_one_unit_without_yuan_and_all_are_added_up_in_wan(
    exact_units: list[Disclosure], balanced_units: list[Disclosure]
) -> None:
    members = [with_exact(balanced_units[0], exact_units[0]), member_of(balanced_units[1])]
    result = consolidate(members)
    assert result.exact is None
    assert figures(result.department) == dict(summed(balanced_units[:2]))
    assert any("“示例单位2”没有“元数”工作表" in sentence for sentence in sentences(result))


def test_yuan_that_no_longer_fit_the_published_figures_are_not_used(
    exact_units: list[Disclosure], balanced_units: list[Disclosure]
) -> None:
    member = with_exact(balanced_units[0], exact_units[1])
    assert member.exact is None
    assert "不一致" in member.inexact

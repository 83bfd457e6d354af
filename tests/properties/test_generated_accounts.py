"""Whatever a department's year was, tables that state it are clean; one wrong figure in them is found.

Amounts in 元 are 50 元 and more, balances and other money 100 元 and more, or none: what tables in 万元 show
as nothing cannot be told from nothing.
"""

from __future__ import annotations

from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from juesuan.layouts import load_layout
from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Finding
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rules import check
from tests.making.accounts import (
    BASIC,
    CAPITAL,
    FISCAL,
    FUND,
    GENERAL,
    OTHER,
    OTHER_INCOME,
    OTHER_SPENDING,
    PROJECT,
    Accounts,
    Entry,
    exactly,
    rounded,
    stated,
)
from tests.making.disclosures import all_findings, amount_cells, changed, recomputed

LAYOUTS = ("wuhan-2023", "shanghai-2024")
CODES = sorted(
    code
    for code in load_layout("shanghai-2024").function_codes
    if len(code) == 7
    and any(row.code == code[:3] for row in load_layout("shanghai-2024").tables["total"].rows)
)
HUNDREDTHS, YUAN = range(1, 10**7), range(50, 10**9)
MUCH = 100  # units: 1.00 万元, or 100 元

deterministic = settings(
    derandomize=True, max_examples=60, deadline=None, database=None, phases=[Phase.generate, Phase.shrink]
)


@st.composite
def entries(draw: st.DrawFn, code: str, amounts: range, *, carried: bool, mixed: bool) -> Entry:
    """One subject's money; what is carried over is nothing, or much."""
    fiscal = (GENERAL, GENERAL, FUND, CAPITAL)
    money = draw(st.sampled_from((*fiscal, OTHER) if mixed else fiscal))
    kinds = (BASIC, PROJECT, *OTHER_SPENDING) if money == OTHER else (BASIC, PROJECT)
    least = 0 if money in FISCAL else MUCH
    spent = draw(
        st.dictionaries(
            st.sampled_from(kinds), st.integers(amounts.start, amounts.stop), min_size=1, max_size=2
        )
    )
    spent = {kind: amount + least for kind, amount in spent.items()}
    balances = st.one_of(st.just(0), st.integers(MUCH, amounts.stop + MUCH)) if carried else st.just(0)
    closing, opening = draw(balances), draw(balances)
    if opening > sum(spent.values()) + closing - least:  # then less than nothing would have been received
        opening = 0
    source = draw(st.sampled_from(OTHER_INCOME)) if money == OTHER else "财政拨款收入"
    return Entry(code, money, spent, opening, closing, source)


@st.composite
def accounts(draw: st.DrawFn, amounts: range) -> Accounts:
    """Any subjects, any amounts; with or without balances, with or without other money."""
    carried, mixed = draw(st.booleans()), draw(st.booleans())
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=7))
    found = tuple(draw(entries(code, amounts, carried=carried, mixed=mixed)) for code in codes)
    used = distributed = 0
    if any(entry.money == OTHER for entry in found):
        used = draw(st.one_of(st.just(0), st.integers(MUCH, amounts.stop)))
        distributed = used if draw(st.booleans()) else 0
    shares = tuple(draw(st.lists(st.integers(0, 5), min_size=1, max_size=13)))
    projects = sum(entry.spent.get(PROJECT, 0) for entry in found if entry.money == GENERAL)
    budget, spent = (st.tuples(*[st.integers(0, most)] * 4) for most in (amounts.stop, projects // 4))
    return Accounts(found, used, distributed, shares, draw(budget), draw(spent))


def above_hint(figures: Disclosure) -> list[Finding]:
    return [finding for finding in check(figures).findings if finding.severity is not Severity.HINT]


@deterministic
@given(accounts(HUNDREDTHS), st.sampled_from(LAYOUTS))
def test_figures_that_are_stated_exactly_are_clean(made: Accounts, layout: str) -> None:
    figures = stated(made, layout, exactly)
    assert [finding.message for finding in above_hint(figures)] == []
    assert check(figures).roundings == ()


@deterministic
@given(accounts(YUAN), st.sampled_from(LAYOUTS))
def test_rounding_each_cell_is_never_an_error(made: Accounts, layout: str) -> None:
    figures = stated(made, layout, rounded)
    assert [finding.message for finding in above_hint(figures) if not finding.rounding] == []


def figure(data: st.DataObject, figures: Disclosure, tables: tuple[str, ...] = ()) -> CellRef:
    cells = [
        ref for ref in amount_cells(figures)
        if figures.amount(ref).value and (not tables or ref.table in tables)
    ]  # fmt: skip
    assume(cells)  # amounts below 50 元 are not shown at all
    return data.draw(st.sampled_from(cells))


def speaks_of(found: list[Finding], ref: CellRef) -> bool:
    return any(
        ref in {term.ref for term in (*finding.left, *finding.right)} or finding.ref == ref
        for finding in all_findings(found)
    )


def culprits(found: list[Finding]) -> set[CellRef]:
    return {finding.culprit.ref for finding in found if finding.culprit}


@deterministic
@given(accounts(HUNDREDTHS), st.sampled_from(LAYOUTS), st.integers(MUCH, 10**6), st.data())
def test_one_wrong_figure_is_found_and_nobody_else_accused(
    made: Accounts, layout: str, change: int, data: st.DataObject
) -> None:
    figures = stated(made, layout, exactly)
    ref = figure(data, figures)
    with changed(figures, {ref: figures.amount(ref).value + change}):
        found = above_hint(figures)
    assert speaks_of(found, ref)
    assert culprits(found) <= {ref}


@deterministic
@given(accounts(YUAN), st.sampled_from(LAYOUTS), st.integers(MUCH, 10**6), st.data())
def test_nobody_else_is_accused_among_rounded_figures(
    made: Accounts, layout: str, change: int, data: st.DataObject
) -> None:
    figures = stated(made, layout, rounded)
    ref = figure(data, figures)
    with changed(figures, {ref: figures.amount(ref).value + change}):
        found = above_hint(figures)
    assert speaks_of(found, ref)
    assert culprits(found) <= {ref}


@deterministic
@given(accounts(HUNDREDTHS), st.sampled_from(LAYOUTS), st.integers(MUCH, 10**6), st.data())
def test_one_wrong_subject_under_live_totals(
    made: Accounts, layout: str, change: int, data: st.DataObject
) -> None:
    figures = stated(made, layout, exactly)
    ref = figure(data, figures, ("income", "expenditure", "general_budget"))
    changes: dict[CellRef, int | None] = {ref: figures.amount(ref).value + change}
    with changed(figures, recomputed(figures, changes)):
        found = above_hint(figures)
    assert found
    assert culprits(found) <= {ref}

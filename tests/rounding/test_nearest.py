"""Among all roundings that add up the nearest is taken: compared with trying all of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hypothesis import example, given, settings
from hypothesis import strategies as st

from juesuan.model.reference import CellRef
from juesuan.rounding import balanced
from tests.making.departments import Item, Ledger, tables

amounts = st.integers(1, 200_000)
# two 项 of two 类 (each the only one in its 类), or two 项 of one 款 (whose total is 合计 as well)
codes = st.sampled_from([("2010101", "2080505"), ("2080505", "2080506")])
Grid = tuple[tuple[int, int], tuple[int, int]]


def totals(grid: Grid) -> tuple[int, ...]:
    """合计 of 基本, of 项目, and of both."""
    columns = [first + second for first, second in zip(*grid, strict=True)]
    return (*columns, sum(columns))


def figures(grid: Grid) -> tuple[int, ...]:
    """The grid and the sums of its rows."""
    return (*grid[0], *grid[1], sum(grid[0]), sum(grid[1]))


def all_roundings(exact: Grid) -> Iterator[Grid]:
    """Every grid of floors and ceilings whose sums are floors and ceilings too."""
    ranges = [range(fen // 10_000, -(-fen // 10_000) + 1) for row in exact for fen in row]
    for a, b, c, d in itertools.product(*ranges):
        grid = ((a, b), (c, d))
        pairs = zip(totals(grid) + figures(grid), totals(exact) + figures(exact), strict=True)
        if all(fen // 10_000 <= shown <= -(-fen // 10_000) for shown, fen in pairs):
            yield grid


def shift(shown: tuple[int, ...], exact: tuple[int, ...]) -> int:
    """How far the different 元 figures are from the truth, in fen."""
    return sum(abs(10_000 * each - fen) for each, fen in zip(shown, exact, strict=True))


@settings(max_examples=80, deadline=None)
@given(codes, st.tuples(amounts, amounts), st.tuples(amounts, amounts))
# 基本 of 2080505 is whole: its 项目 and 合计 move together, and still are two figures
@example(("2010101", "2080505"), (1, 2500), (50_000, 2500))
def test_nothing_nearer_adds_up(
    names: tuple[str, str], first: tuple[int, int], second: tuple[int, int]
) -> None:
    exact = (first, second)
    items = tuple(
        Item("general_budget", code, basic, project)
        for code, (basic, project) in zip(names, exact, strict=True)
    )
    result = balanced(tables(Ledger(items), "wuhan-2023")).disclosure
    chosen: list[tuple[int, int]] = []
    for code in names:
        basic, project = (
            result.amount(CellRef("expenditure", code, column)).value for column in ("基本支出", "项目支出")
        )
        chosen.append((basic, project))
    grid = (chosen[0], chosen[1])
    found = (shift(totals(grid), totals(exact)), shift(figures(grid), figures(exact)))
    best = min(
        (shift(totals(each), totals(exact)), shift(figures(each), figures(exact)))
        for each in all_roundings(exact)
    )
    assert found == best

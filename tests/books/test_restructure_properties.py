"""Any plan, undone, gives the workbook back; rows shuffled and sorted again stand as before."""

from __future__ import annotations

import itertools
import re
import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.books.package import Package
from juesuan.books.restructure import Concern, NewRow, RowPlan, restructure_rows
from juesuan.books.restructure.plan import RowMap
from tests.books.restructure_samples import FIRST, LAST, LISTED, rich_book

# Ranges that other rows have come between keep their place and are reported: then the way back is not known.
UNDONE = {Concern.SCATTERED_RANGE, Concern.RELATIVE_RULE, Concern.SPLIT_MERGE}


@cache
def sample() -> Path:
    return rich_book(Path(mkdtemp()) / "样本.xlsx")


@st.composite
def regions(draw: st.DrawFn, *, shuffled: bool) -> RowPlan:
    first = draw(st.integers(1, 22))
    last = draw(st.integers(first - 1, 24))
    kept: list[int] = list(range(first, last + 1))
    rows: list[int | NewRow] = [*draw(st.permutations(kept))] if shuffled else [*kept]
    for like in draw(st.lists(st.integers(1, 25), max_size=4)):
        rows.insert(draw(st.integers(0, len(rows))), NewRow(like))
    return RowPlan(first, last, tuple(rows))


def undone(plan: RowPlan) -> tuple[dict[str, bytes], dict[str, bytes], set[Concern]]:
    package = Package.open(sample())
    before = {name: package.read(name) for name in package.names}
    concerns = {notice.concern for notice in restructure_rows(package, LISTED, plan).notices}
    concerns |= {notice.concern for notice in restructure_rows(package, LISTED, plan.inverse()).notices}
    return before, {name: package.read(name) for name in package.names}, concerns


@settings(max_examples=60, deadline=None)
@given(plan=regions(shuffled=False))
def test_rows_put_in_and_taken_out_again(plan: RowPlan) -> None:
    before, after, concerns = undone(plan)
    assert not concerns & {Concern.LOST_REFERENCE, Concern.SCATTERED_RANGE, Concern.SPLIT_MERGE}
    assert _comparable(after) == _comparable(before)


@settings(max_examples=60, deadline=None)
@given(order=st.permutations(range(FIRST, LAST + 1)))
def test_shuffled_and_sorted(order: list[int]) -> None:
    before, after, concerns = undone(RowPlan(FIRST, LAST, tuple(order)))
    if not concerns & UNDONE:
        assert _comparable(after) == _comparable(before)
    assert _cells(after) == _cells(before)


@settings(max_examples=150, deadline=None)
@given(plan=regions(shuffled=True), top=st.integers(1, 26), height=st.integers(0, 12))
def test_a_range_never_loses_a_kept_row_without_saying_so(plan: RowPlan, top: int, height: int) -> None:
    rows = RowMap(plan)
    bottom = top + height
    own = {place for row in range(top, bottom + 1) if (place := rows.place(row)) is not None}
    others = {place for row in range(1, 40) if not top <= row <= bottom and (place := rows.place(row))}
    for span in (rows.span(top, bottom), rows.covering(top, bottom)):
        covered = set(range(span.top, span.bottom + 1)) if span else set()
        if span is None or span.exact:
            assert own <= covered
            assert not covered & others
    assert {row for run in rows.runs(top, bottom, likes=False) for row in range(run[0], run[1] + 1)} == own


def _comparable(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Without what may state more than it must: the extent of a sheet, the order to calculate."""
    extent, calculation = rb'<dimension ref="[A-Z0-9:]*"/>', rb"<calcPr[^>]*>"
    return {name: re.sub(extent, b"", re.sub(calculation, b"", data)) for name, data in parts.items()}


def _cells(parts: dict[str, bytes]) -> bytes:
    """The cells of the listed table, without the row of totals that has ranges."""
    return parts["xl/worksheets/sheet1.xml"].partition(b"<sheetData>")[2].partition(b'<row r="17"')[0]


def test_the_sample_is_whole() -> None:
    with zipfile.ZipFile(sample()) as archive:
        assert archive.testzip() is None


@pytest.mark.parametrize("blocks", [*itertools.permutations([(7, 9), (10, 12), (13, 16)])])
def test_groups_moved_as_blocks_keep_their_sums(blocks: tuple[tuple[int, int], ...]) -> None:
    plan = RowPlan(7, 16, tuple(row for top, bottom in blocks for row in range(top, bottom + 1)))
    package = Package.open(sample())
    assert restructure_rows(package, LISTED, plan).notices == ()
    sheet = package.read("xl/worksheets/sheet1.xml").decode()
    first, second = (plan.first + plan.rows.index(top) for top in (7, 10))
    assert f"<f>MAX(C{first}:C{first + 2})</f>" in sheet
    assert f"<f>SUM(E{second}:E{second + 2})-SUM({first}:{first})*0</f>" in sheet
    before, after, _ = undone(plan)
    assert _comparable(after) == _comparable(before)

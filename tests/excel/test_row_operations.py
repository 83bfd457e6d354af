"""Plans for rows as operations: carried out on a list they give what the plan says, and can be taken back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.books.restructure import NewRow, RowPlan
from juesuan.excel.changing.row_operations import Operation, RowOperation, operations

HEAD, FOOT = ["标题", "表头"], ["注"]
_FIRST = len(HEAD) + 1


def carried_out(rows: list[str], steps: list[RowOperation]) -> list[str]:
    """Do to a list what a spreadsheet does to rows."""
    rows = list(rows)
    for step in steps:
        at = step.row - 1
        if step.kind is Operation.INSERT:
            rows[at:at] = ["新"] * step.count
        elif step.kind is Operation.DELETE:
            del rows[at : at + step.count]
        else:
            moved = rows[at : at + step.count]
            assert rows[step.to - 1 : step.to - 1 + step.count] == ["新"] * step.count, "pasted over a row"
            rows[step.to - 1 : step.to - 1 + step.count] = moved
            rows[at : at + step.count] = ["新"] * step.count
    return rows


@st.composite
def plans(draw: st.DrawFn) -> RowPlan:
    size = draw(st.integers(0, 7))
    kept = draw(st.permutations(range(_FIRST, _FIRST + size)))
    kept = kept[: draw(st.integers(0, size))]
    rows: list[int | NewRow] = list(kept)
    for _ in range(draw(st.integers(0, 4))):
        rows.insert(draw(st.integers(0, len(rows))), NewRow(_FIRST))
    return RowPlan(_FIRST, _FIRST + size - 1, tuple(rows))


@given(plans())
@settings(max_examples=150, deadline=None)
def test_operations_do_what_the_plan_says_and_can_be_undone(plan: RowPlan) -> None:
    middle = [f"行{number}" for number in range(plan.first, plan.last + 1)]
    before = [*HEAD, *middle, *FOOT]
    wanted = [f"行{row}" if isinstance(row, int) else "新" for row in plan.rows]
    steps = list(operations([plan]))
    after = carried_out(before, steps)
    assert after == [*HEAD, *wanted, *FOOT]
    back = carried_out(after, [step.inverse() for step in reversed(steps)])
    gone = {f"行{row}" for row in plan.removed}
    assert back == ["新" if row in gone else row for row in before]


def test_two_plans_one_after_the_other_are_one() -> None:
    insertion = RowPlan(3, 5, (3, NewRow(4), NewRow(4), 4, 5))
    order = RowPlan(3, 7, (6, 4, 3, 5))  # row 7 goes, the second of the old rows comes first
    steps = list(operations([insertion, order]))
    rows = carried_out(["a", "b", "c", "d", "e", "f"], steps)
    assert rows == ["a", "b", "d", "新", "c", "新", "f"]


@pytest.mark.parametrize("count", [5, 50])
def test_rows_side_by_side_are_one_operation(count: int) -> None:
    plan = RowPlan(3, 4, (3, *[NewRow(3)] * count, 4))
    assert list(operations([plan])) == [RowOperation(Operation.INSERT, 4, count, like=3)]


def test_one_row_out_of_order_is_moved_alone() -> None:
    plan = RowPlan(3, 42, (*range(4, 43), 3))  # the first row goes to the end
    kinds = [step.kind for step in operations([plan])]
    assert kinds == [Operation.INSERT, Operation.CUT, Operation.DELETE]

"""From a rule to the comparisons it makes in one workbook."""

from __future__ import annotations

from typing import Any

import pytest

from juesuan.layouts import load_layout
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.rules.expression import ExpressionError
from juesuan.rules.instances import Instance, NotInLayout, Universe, expand

CODES = {
    "income": ["208", "20805", "2080505", "221"],
    "expenditure": ["208", "20805", "2080505", "2080506"],
}


def rule(expect: str, **each: str) -> RuleSpec:
    return RuleSpec("R", "规则", Kind.SUM, Severity.ERROR, "", "", "", expect=expect, each=each)


def expanded(expect: str, layout: str = "wuhan-2023", **each: str) -> list[Instance]:
    return expand(rule(expect, **each), Universe(load_layout(layout), CODES))


def cells(instance: Instance, side: str = "right") -> list[str]:
    return [str(addend.ref) for addend in getattr(instance, side)]


def test_one_comparison() -> None:
    (instance,) = expanded("total[本年收入合计].金额 = income[合计].本年收入合计")
    assert cells(instance, "left") == ["total[本年收入合计].金额"]
    assert cells(instance) == ["income[合计].本年收入合计"]
    assert str(instance.subject) == "total[本年收入合计].金额"


def test_a_range_of_rows_in_printed_order() -> None:
    (instance,) = expanded("total[本年收入合计].金额 = sum(total[事业收入..其他收入].金额)")
    rows = ["事业收入", "经营收入", "附属单位上缴收入", "其他收入"]
    assert cells(instance) == [f"total[{row}].金额" for row in rows]


def test_a_range_of_columns() -> None:
    (instance,) = expanded("income[合计].本年收入合计 = sum(income[合计].财政拨款收入..事业收入)")
    assert [addend.ref.column for addend in instance.right] == ["财政拨款收入", "上级补助收入", "事业收入"]


def test_children_of_each_parent() -> None:
    found = expanded("income[{row}].事业收入 = sum(income[children].事业收入)", row="income[parents]")
    assert [instance.row for instance in found] == ["合计", "208", "20805"]
    assert cells(found[0]) == ["income[208].事业收入", "income[221].事业收入"]


def test_each_column() -> None:
    found = expanded(
        "income[合计].{column} = sum(income[children].{column})", column="income[财政拨款收入..事业收入]"
    )
    assert [instance.column for instance in found] == ["财政拨款收入", "上级补助收入", "事业收入"]
    assert cells(found[1]) == ["income[208].上级补助收入", "income[221].上级补助收入"]


def test_a_subject_that_one_table_lists_is_compared_with_nothing() -> None:
    """Rules over codes go through all that any compared table lists: a missing row is how mistakes look."""
    found = expanded("income[{row}].本年收入合计 = expenditure[{row}].本年支出合计", row="income[codes]")
    sides = {instance.row: (cells(instance, "left"), cells(instance)) for instance in found}
    assert list(sides) == ["合计", "208", "20805", "2080505", "2080506", "221"]
    assert sides["2080506"] == ([], ["expenditure[2080506].本年支出合计"])
    assert sides["221"] == (["income[221].本年收入合计"], [])


def test_a_class_is_found_by_its_code_where_rows_are_fixed() -> None:
    found = expanded("total[{row}].金额 = expenditure[{row}].本年支出合计", row="total[classes]")
    by_row = {instance.row: instance for instance in found}
    assert cells(by_row["208"], "left") == ["total[社会保障和就业支出].金额"]
    assert cells(by_row["208"]) == ["expenditure[208].本年支出合计"]
    assert cells(by_row["205"]) == []
    assert len(found) == 26


def test_a_column_that_the_layout_does_not_print() -> None:
    with pytest.raises(NotInLayout, match="没有“年末结转和结余”栏"):
        expanded("state_capital[合计].年末结转和结余 = 0")
    assert expanded("state_capital[合计].年末结转和结余 = 0", "shanghai-2024")


def test_a_row_that_the_layout_does_not_print() -> None:
    with pytest.raises(NotInLayout, match="没有“上年数”行"):
        expanded("total[上年数].金额 = 0")


def test_a_table_that_the_layout_does_not_have() -> None:
    with pytest.raises(NotInLayout, match="没有表 performance"):
        expanded("performance[合计].金额 = 0")


def test_several_figures_need_a_sum() -> None:
    with pytest.raises(ExpressionError, match=r"要写成 sum\(…\)"):
        expanded("total[本年支出合计].金额 = total[classes].金额")


def test_nothing_depends_on_figures() -> None:
    """Templates make formulas of the same comparisons before anything has been filled in."""
    empty: dict[str, Any] = {}
    universe = Universe(load_layout("wuhan-2023"), empty)
    sums = expand(
        rule("income[{row}].本年收入合计 = sum(income[{row}].财政拨款收入..其他收入)", row="income[rows]"),
        universe,
    )
    assert [str(instance.subject) for instance in sums] == ["income[合计].本年收入合计"]

"""The language of identities: what it says, and what it refuses."""

from __future__ import annotations

import pytest

from juesuan.layouts import load_layout
from juesuan.rules.expression import ExpressionError, Item, parse


def test_one_figure_equals_another() -> None:
    comparison = parse("total[本年收入合计].金额 = income[合计].本年收入合计")
    assert comparison.left == (Item(1, "total", "本年收入合计", "金额"),)
    assert comparison.relation == "="
    assert comparison.right == (Item(1, "income", "合计", "本年收入合计"),)


def test_signs_and_sums() -> None:
    comparison = parse("a[x].u = b[x].v + b[y].v - sum(c[p..q].{column})")
    assert [item.sign for item in comparison.right] == [1, 1, -1]
    assert comparison.right[2] == Item(-1, "c", "p..q", "{column}", summed=True)


def test_column_names_with_signs_of_their_own() -> None:
    """Titles of the form hold brackets and quotation marks."""
    comparison = parse("three_public[金额].决算因公出国（境）费 <= basic[30212].决算数")
    assert comparison.left[0].column == "决算因公出国（境）费"
    assert comparison.relation == "<="


def test_zero_is_an_empty_side() -> None:
    assert parse("total[年初结转和结余].金额 = 0").right == ()


@pytest.mark.parametrize("relation", ["=", "<=", ">=", ">"])
def test_relations(relation: str) -> None:
    assert parse(f"a[x].u {relation} b[x].u").relation == relation


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("total[合计].金额", "没有 =、<= 或 >="),
        ("total[合计].金额=0", "没有 =、<= 或 >="),
        ("total[合计].金额 = 5", "常数只能是 0"),
        ("total[合计] = 0", "看不懂“total[合计]”"),
        ("a[x].u = b[x].v c[x].w", "看不懂“c[x].w”"),
        ("a[x].u = sum(b[x].v", "看不懂"),
        ("a[x].u = b[x].v * c[x].w", "看不懂"),
    ],
)
def test_what_is_not_of_the_language(text: str, part: str) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse(text)
    assert part in str(refusal.value)


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024"])
def test_every_declared_expression_is_of_the_language(layout: str) -> None:
    loaded = load_layout(layout)
    texts = [rule.expect for rule in loaded.rules if rule.expect]
    texts += [text for condition in loaded.conditions.values() for text in condition.all_of]
    assert all(parse(text).items for text in texts)


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024"])
def test_every_condition_that_a_rule_names_is_declared(layout: str) -> None:
    loaded = load_layout(layout)
    named = {name.removeprefix("!") for rule in loaded.rules for name in rule.when}
    assert named == loaded.conditions.keys()

"""Points as the notes of the forms (备注 2, 3) work them out; expected values are worked out by hand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juesuan.model.performance import Indicator
from juesuan.performance import scoring


@pytest.mark.parametrize(
    ("first", "target", "actual", "weight", "expected"),
    [
        ("产出指标", "≥500件", "784件", 2, "2"),  # more than wanted earns no more than the weight
        ("产出指标", "≥90%", "45%", 10, "5"),
        ("产出指标", "﹥96%", "96%", 10, "10"),
        ("产出指标", "470人", "235人", 5, "2.5"),
        ("产出指标", "≤10天", "12.5天", 10, "8"),  # 10×10/12.5
        ("成本指标", "1000元/人", "1250元/人", 5, "4"),  # without a sign, less is better for a cost
        ("成本指标", "1000元/人", "800元/人", 5, "5"),
        ("效益指标", "0起", "0起", 2, "2"),
        ("效益指标", "0起", "3起", 2, "0"),
        ("效益指标", "12%-13%", "10.8%", 10, "9"),
        ("产出指标", "1,200人次", "900人次", 8, "6"),
        ("产出指标", "≥3", "2", Decimal("1.5"), "1.0"),
        ("产出指标", "≥8次", "3次", 6, "2.3"),  # 2.25, half away from zero
    ],
)
def test_points(first: str, target: str, actual: str, weight: Decimal, expected: str) -> None:
    exact = scoring.indicator_points(Indicator("某指标", target, actual, weight=Decimal(weight), first=first))
    assert exact is not None
    assert scoring.rounded(exact) == Decimal(expected)


@pytest.mark.parametrize(
    ("target", "actual"),
    [
        ("未设置目标值", "5969人"),
        ("稳步加强", "稳步加强"),
        ("保持稳定", "95.41%"),
        ("20人", "20家"),
        ("岗位补贴 2010元，社保补贴 1007元", "岗位补贴 2010元"),
    ],
)
def test_what_is_left_to_a_person(target: str, actual: str) -> None:
    assert scoring.indicator_points(Indicator("某指标", target, actual, weight=Decimal(5))) is None


def test_bands_of_qualitative_indicators() -> None:
    one = Indicator("某指标", "稳步加强", "有所加强", weight=Decimal(15))
    bands = [scoring.band(one, reached) for reached in ("达成", "部分达成", "未达成")]
    low, middle, high, full = (Decimal(text) for text in ("0", "7.5", "12", "15"))
    assert bands == [(high, full), (middle, high), (low, middle)]


def test_values_of_a_department() -> None:
    assert scoring.combined([("20人", Decimal(100)), ("5人", Decimal(300))]) == 25
    assert scoring.combined([("≥98%", Decimal(100)), ("90%", Decimal(300))]) == 92
    assert scoring.combined([("20人", Decimal(1)), ("5家", Decimal(1))]) is None
    assert scoring.combined([("稳步", Decimal(1))]) is None


@pytest.mark.parametrize(
    ("value", "expected"), [("2.25", "2.3"), ("-2.25", "-2.3"), ("14.954", "15.0"), ("0.04", "0.0")]
)
def test_rounding(value: str, expected: str) -> None:
    assert scoring.rounded(Fraction(value)) == Decimal(expected)


@settings(max_examples=60)
@given(st.decimals(1, 80, places=1), st.integers(1, 9999), st.integers(0, 9999))
def test_points_stay_between_nothing_and_the_weight(weight: Decimal, target: int, actual: int) -> None:
    for sign in ("≥", "≤", ""):
        exact = scoring.indicator_points(Indicator("某", f"{sign}{target}件", f"{actual}件", weight=weight))
        assert exact is not None
        assert 0 <= exact <= Fraction(weight)

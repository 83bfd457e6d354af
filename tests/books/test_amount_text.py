from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juesuan.books.amount_text import amount_from_text
from juesuan.model.amount import amount_from_number


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [
        ("１，２３４．５０", 123450),
        ("1,234.50", 123450),
        ("1234.5", 123450),
        ("  12.30\u00a0", 1230),
        ("\u300012.30\u3000", 1230),
        ("\u200b12.30", 1230),
        ("(12.3)", -1230),
        ("（12.3）", -1230),
        ("-12.3", -1230),
        ("－12.3", -1230),
        ("−12.3", -1230),
        ("+5", 500),
        ("0", 0),
        ("0.00", 0),
        (".5", 50),
        ("12.", 1200),
        ("12.3万元", 1230),
        ("1.2e3", 120000),
        ("1.2E+03", 120000),
        ("1.005", 101),
        ("1,234,567.89", 123456789),
        ("1 234 567.89", 123456789),
        ("4\u00a0869.69", 486969),
    ],
)
def test_text_that_states_an_amount(text: str, hundredths: int) -> None:
    amount = amount_from_text(text, "万元")
    assert amount is not None
    assert amount.hundredths == hundredths


@pytest.mark.parametrize(
    "text", ["", " ", "\u3000", "\u00a0", "—", "——", "-", "－", "–", "/", "／", " — ", "\u200b"]
)
def test_text_that_states_nothing(text: str) -> None:
    amount = amount_from_text(text, "万元")
    assert amount is not None
    assert amount.blank


@pytest.mark.parametrize(
    "text",
    [
        "1,23.4", "12,34", ",123", "1,2345", "△12.3", "▲12.3", "18%", "18.5％", "12.3元", "无", "约12",
        "12.3.4", "1 2", "(12.3", "12.3)", "(-12.3)", "--5", "1。5", "¥12", "一百", "2023年", "#REF!",
        "1e99", "1e999999999", "9" * 60,
        "12.3万", "nan", "inf", "0x10", "٣", "=1+1", "'12",
    ],
)  # fmt: skip
def test_text_that_states_no_amount(text: str) -> None:
    assert amount_from_text(text, "万元") is None


def test_a_unit_counts_only_if_it_is_the_tables_own() -> None:
    assert amount_from_text("12.3元", "元") is not None
    assert amount_from_text("12.3万元", "元") is None


@given(st.integers(min_value=-(10**13), max_value=10**13), st.booleans(), st.booleans())
def test_any_amount_written_as_people_write_it_comes_back(hundredths: int, grouped: bool, wide: bool) -> None:
    number = Decimal(hundredths).scaleb(-2)
    text = f"{number:,.2f}" if grouped else f"{number:.2f}"
    if wide:
        text = text.translate({ord(half): ord(half) + 0xFEE0 for half in "0123456789.,-"})
    amount = amount_from_text(text, "万元")
    assert amount is not None
    assert amount.hundredths == hundredths


@pytest.mark.parametrize(
    ("number", "hundredths", "decimals"),
    [
        (5274.81 - 5265.49, 932, 2),  # 9.32000000000062: what subtracting two amounts leaves in a cell
        (0.3 - 0.1 - 0.2, 0, 0),
        (sum([0.1] * 10), 100, 0),
        (1.005, 101, 3),
        (9.3212, 932, 4),
        (12.345678, 1235, 6),  # 元 to the 分, in 万元
    ],
)
def test_what_arithmetic_leaves_of_a_number_is_no_decimal(
    number: float, hundredths: int, decimals: int
) -> None:
    amount = amount_from_number(number)
    assert (amount.hundredths, amount.decimals) == (hundredths, decimals)

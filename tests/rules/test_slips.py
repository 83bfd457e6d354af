"""Slips of the pen, told from what stands in a cell and what belongs there."""

from __future__ import annotations

import pytest

from juesuan.model.amount import BLANK, Amount
from juesuan.rules.slips import slip_of, superfluous, telling


@pytest.mark.parametrize(
    ("stated", "expected", "name"),
    [
        (12340, 1234, "多了 1 位"),
        (123400, 1234, "多了 2 位"),
        (123, 1230, "少了 1 位"),
        (-1234, 1234, "正负号相反"),
        (12340000, 1234, "把元当成了万元"),
        (1324, 1234, "相邻两位数字颠倒"),
        (2134, 1234, "相邻两位数字颠倒"),
        (124, 1234, "漏写一位数字"),
        (12534, 1234, "多写一位数字"),
        (4321, 1234, ""),
        (1235, 1234, ""),
        (-1324, 1234, ""),
    ],
)
def test_names(stated: int, expected: int, name: str) -> None:
    assert slip_of(Amount(stated), Amount(expected)) == name


def test_blank_cells() -> None:
    assert slip_of(BLANK, Amount(5)) == "漏填"
    assert slip_of(Amount(5), BLANK) == "多填"
    assert slip_of(BLANK, BLANK) == ""
    assert superfluous(Amount(5), Amount(0))
    assert not superfluous(BLANK, Amount(5))


def test_what_chance_brings_about_easily_tells_nothing() -> None:
    """Among thirty cells some other always lacks a digit or a figure."""
    assert telling(Amount(1324), Amount(1234))
    assert telling(Amount(12340), Amount(1234))
    assert not telling(Amount(124), Amount(1234))
    assert not telling(BLANK, Amount(1234))
    assert not telling(Amount(1234), BLANK)

"""Each figure rounded by itself: what an officer does by hand."""

from __future__ import annotations

import pytest

from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rounding import plain
from juesuan.rules import check
from tests.making.departments import department, tables
from tests.making.disclosures import disclosure, example

CELL = CellRef("total", "其他收入", "金额")


def yuan(amount: str) -> Disclosure:
    return disclosure({"layout": "wuhan-2023", "unit": "元", "total": {"其他收入": amount}})


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("55064649.99", "5,506.46"),
        ("55064650.00", "5,506.47"),
        ("-55064650.00", "-5,506.47"),
        ("49.99", "0.00"),
        ("50", "0.01"),
        ("-50", "-0.01"),
        ("100", "0.01"),
        ("0", "0.00"),
        ("9999999999999949.99", "999,999,999,999.99"),
    ],
)
def test_rounds_half_away_from_zero(amount: str, expected: str) -> None:
    rounded = plain(yuan(amount))
    assert str(rounded.amount(CELL)) == expected
    assert rounded.unit == "万元"


def test_blank_stays_blank_and_the_original_is_untouched() -> None:
    exact = yuan("123456.78")
    rounded = plain(exact)
    assert rounded.amount(CellRef("total", "事业收入", "金额")).blank
    assert str(exact.amount(CELL)) == "123,456.78"
    assert exact.unit == "元"


def test_says_when_the_figures_are_not_in_yuan() -> None:
    figures = example("qingshan-2023/figures/corrected", "wuhan-2023")
    with pytest.raises(ValueError, match="单位是万元，不是元"):
        plain(figures)


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024"])
@pytest.mark.parametrize("seed", range(5))
def test_leaves_nothing_but_rounding_differences(layout: str, seed: int) -> None:
    report = check(plain(tables(department(40, seed=seed), layout)))
    assert not [finding.message for finding in report.findings if finding.severity is Severity.ERROR]
    assert report.roundings

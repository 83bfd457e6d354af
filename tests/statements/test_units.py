"""Amounts printed in 元 and 亿元, and workbooks in 元."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from juesuan.model.disclosure import Disclosure
from juesuan.model.writing import Writing
from juesuan.statements.checking import check_words
from tests.making.disclosures import disclosure

Write = Callable[[str, str], Writing]


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("2023年度支出合计55,064,600元。", False),
        ("2023年度支出合计55064651.10元。", False),  # a table may have been rounded to come out
        ("2023年度支出合计0.55亿元。", False),
        ("2023年度支出合计0.5506亿元。", False),
        ("2023年度支出合计0.5516亿元。", True),
        ("2023年度支出合计55064.6元。", True),
        ("2023年度支出合计55,164,600元。", True),
    ],
)
def test_other_units_in_the_text(corrected: Disclosure, write: Write, sentence: str, *, wrong: bool) -> None:
    report = check_words(corrected, write("支出", sentence), rules=["W101"])
    assert bool(report.findings) is wrong


@pytest.mark.parametrize(("figure", "wrong"), [("12.35", False), ("12.34", True)])
def test_a_workbook_in_yuan(write: Write, figure: str, *, wrong: bool) -> None:
    tables = disclosure(
        {"layout": "wuhan-2023", "unit": "元", "total": {"本年支出合计": {"金额": "123450.00"}}}
    )
    writing: Writing = write("支出", f"2023年度支出合计{figure}万元。")
    assert bool(check_words(tables, writing, rules=["W101"]).findings) is wrong

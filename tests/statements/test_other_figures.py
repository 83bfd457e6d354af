"""Figures of last year and of single units stand in explanations too, and are not taken for the tables'."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from juesuan.model.disclosure import Disclosure
from juesuan.model.writing import Writing
from juesuan.statements.checking import check_words
from juesuan.statements.words import understand

Write = Callable[[str, str], Writing]


@pytest.mark.parametrize(
    "sentence",
    [
        "2023年度收、支总计5506.46万元，比2022年度决算数5336.92万元增加169.54万元，增长3.2%。",
        "2022年度收、支总计为5336.92万元。2023年度收、支总计5506.46万元。",
        "2023年度收、支总计5506.46万元，上年收、支总计5336.92万元。",
    ],
)
def test_last_years_figure_is_left_alone(corrected: Disclosure, write: Write, sentence: str) -> None:
    writing = write("收支总体", sentence)
    assert check_words(corrected, writing, rules=["W1*"]).flatten("message") == []
    told = [f"{one.value}" for one in understand(corrected, writing).statements]
    assert "5506.46" in told
    assert "5336.92" not in told


def test_the_figure_of_a_single_unit_is_left_alone(corrected: Disclosure, write: Write) -> None:
    sentence = "2023年度支出合计5506.46万元，其中：局本级支出合计4100万元，下属单位支出合计1406.46万元。"
    assert check_words(corrected, write("支出", sentence), rules=["W1*"]).flatten("message") == []

"""Texts written into cells stay texts."""

from __future__ import annotations

import pytest

from juesuan.excel.workbook.texts import cell_text
from tests.engines.libreoffice_xlwings_values import Text, typed


@pytest.mark.parametrize(
    "text",
    [
        "=cmd|' /C calc'!A0", "=1+1", "+1", "-2", "-减项", "@SUM(A1)", "'引号开头", "#N/A", "001", "2010101",
        "1,234.50", "12%", "2024-12-31", "3/4", "3月5日", "2024年1月", "1e5", "TRUE", "false", "10:30", "¥5",
        "三月", "(5)", "Jan-24",
    ],
)  # fmt: skip
def test_what_looks_like_something_else_gets_an_apostrophe(text: str) -> None:
    assert cell_text(text) == f"'{text}"
    assert typed(cell_text(text), text_format=False) == Text(text)


@pytest.mark.parametrize("text", ["行政运行", "公开02 20136 其他共产党事务支出（0.90）应等于 0", "Z01", ""])
def test_plain_texts_are_written_as_they_are(text: str) -> None:
    assert cell_text(text) == text


def test_cells_formatted_as_text_need_no_apostrophe() -> None:
    assert cell_text("=1+1", text_format=True) == "=1+1"

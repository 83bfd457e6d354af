"""Worksheet functions as plain functions: what they give for single values, ranges, and nonsense."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from juesuan.excel.functions import FUNCTIONS, CellError, call
from tests.excel.conftest import PUBLISHED

NA, VALUE = CellError.NA, CellError.VALUE


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("201", "一般公共服务支出"),
        (201.0, "一般公共服务支出"),
        ("30101", "基本工资"),
        (None, ""),
        ("9999999", NA),
    ],
)
def test_names_of_subjects(code: Any, name: Any) -> None:
    assert call("JS_SUBJECT", code) == name


def test_a_year_must_be_one() -> None:
    assert call("JS_SUBJECT", "201", 2023.0) == "一般公共服务支出"
    assert call("JS_SUBJECT", "201", "去年") == VALUE


@pytest.mark.parametrize(
    ("yuan", "wan"),
    [
        (12345, 1.23), (12350, 1.24), (10050, 1.01), (-10050, -1.01), (100.5, 0.01), (49.99, 0.0), (50, 0.01),
        ("1,234,500.00", 123.45), (0, 0.0), (None, ""), ("", ""), ("约三万", VALUE), (True, VALUE),
        (20005000000000, 2000500000.0),
    ],
)  # fmt: skip
def test_yuan_becomes_wan_as_round_does(yuan: Any, wan: Any) -> None:
    assert call("JS_WAN", yuan) == wan


@pytest.mark.parametrize(
    ("function", "arguments", "rate"),
    [
        ("JS_COMPLETION", (98.5, 100, "wuhan-2023"), "98.5%"),
        ("JS_COMPLETION", (18, 100, "wuhan-2023"), "18%"),
        ("JS_COMPLETION", (1, 3, "shanghai-2024"), "33.33%"),
        ("JS_COMPLETION", (None, 100, "wuhan-2023"), "0%"),
        ("JS_COMPLETION", (5, 0), NA),
        ("JS_COMPLETION", (5, None), NA),
        ("JS_COMPLETION", (5, 10, "nowhere-1999"), VALUE),
        ("JS_COMPLETION", ("多", 10), VALUE),
        ("JS_GROWTH", (103.2, 100, "wuhan-2023"), "3.2%"),
        ("JS_GROWTH", (96.8, 100, "wuhan-2023"), "-3.2%"),
        ("JS_GROWTH", (5, 0), NA),
        ("JS_GROWTH", (5, -3), NA),
    ],
)
def test_rates_have_the_layouts_format_and_none_on_a_zero_base(
    function: str, arguments: tuple[Any, ...], rate: Any
) -> None:
    assert call(function, *arguments) == rate


CODES = (("201",), ("20101",), ("2010101",), ("2010102",), ("205",), ("20502",), ("合计",))
AMOUNTS = ((3.3,), (3.3,), (1.1,), (2.2,), (None,), (0.1,), (3.4,))


@pytest.mark.parametrize(
    ("prefix", "total"),
    [("201", 3.3), ("20101", 3.3), ("2010102", 2.2), ("205", 0.1), ("", 3.4), ("999", 0.0)],
)
def test_subtotals_count_nothing_twice(prefix: str, total: float) -> None:
    assert call("JS_SUBTOTAL", CODES, AMOUNTS, prefix) == total


def test_subtotals_of_several_prefixes_at_once() -> None:
    assert call("JS_SUBTOTAL", CODES, AMOUNTS, (("201",), ("205",))) == ((3.3,), (0.1,))


def test_subtotals_need_ranges_of_one_size() -> None:
    assert call("JS_SUBTOTAL", CODES, AMOUNTS[:3], "201") == VALUE


def test_figures_and_rules_of_the_saved_workbook(tmp_path: Any) -> None:
    book = str(PUBLISHED)
    assert (
        call("JS_FIGURE", book, "支出决算表", "合计", "基本支出") == 923.61
    )  # printed so in the publication
    assert call("JS_FIGURE", book, "expenditure", "合计", "没有的栏") == NA
    assert call("JS_FIGURE", book, "没有的表", "合计", "基本支出") == NA
    assert call("JS_RULE", book, "t202") == "不符"
    assert call("JS_RULE", book, "Q999") == NA
    assert call("JS_RULE", str(tmp_path / "没有.xlsx"), "T202") == NA
    assert call("JS_FIGURE", "https://server/工作簿.xlsx", "expenditure", "合计", "基本支出") == NA


@pytest.mark.parametrize("shown", ["#N/A", "#DIV/0!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#VALUE!"])
def test_an_error_in_a_cell_stays_that_error(shown: str) -> None:
    """As in Excel's own functions: what is missing does not become what is wrong."""
    assert call("JS_WAN", shown) == shown
    assert call("JS_COMPLETION", 5.0, shown) == shown
    assert call("JS_SUBJECT", shown) == shown
    assert call("JS_SUBTOTAL", CODES, (*AMOUNTS[:3], (shown,), *AMOUNTS[4:]), "201") == shown
    assert call("JS_SUBTOTAL", CODES, (*AMOUNTS[:3], (shown,), *AMOUNTS[4:]), "205") == 0.1


def test_a_column_is_one_call_and_each_cell_has_its_own_error() -> None:
    assert call("JS_WAN", ((10000,), ("x",), (None,), (CellError.NA,))) == ((1.0,), (VALUE,), ("",), (NA,))


def test_ranges_meet_as_in_excel() -> None:
    """One row or column meets every other; cells without a partner are #N/A."""
    crossed = call("JS_COMPLETION", ((1,), (2,)), ((2, 4),), "wuhan-2023")
    assert crossed == (("50%", "25%"), ("100%", "50%"))
    assert call("JS_COMPLETION", ((1,), (2,), (3,)), ((2,), (4,)), "wuhan-2023") == (
        ("50%",),
        ("50%",),
        (NA,),
    )


def test_declarations_are_complete() -> None:
    for function in FUNCTIONS:
        assert function.name.isascii()
        assert function.name.startswith("JS_")
        assert len(function.description) <= 255, "Excel takes no longer description"
        for argument in function.arguments:
            assert argument.name.isascii()
            assert argument.help
        optional = [argument.optional for argument in function.arguments]
        assert optional == sorted(optional), "optional arguments come last"


def test_wrong_numbers_of_arguments_are_refused() -> None:
    with pytest.raises(TypeError, match="1 to 2 arguments, not 0"):
        call("JS_SUBJECT")


def test_the_table_needs_no_library() -> None:
    """The build of the add-in reads it with nothing installed."""
    program = (
        "import sys\nfrom juesuan.excel.functions import FUNCTIONS\n"
        "foreign = {'yaml', 'click', 'xlwings', 'python_calamine', 'openpyxl', 'pandas', 'rich'}\n"
        "assert FUNCTIONS and not foreign & set(sys.modules), foreign & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)

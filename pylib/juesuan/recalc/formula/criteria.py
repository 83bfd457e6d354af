"""Criteria of COUNTIF and SUMIFS: an exact text, a text with a trailing ``*``, a number, a comparison."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from juesuan.recalc.formula.values import CannotEvaluate, Value, numeric, shortened

_COMPARISON = re.compile(r"(<>|<=|>=|<|>|=)(.*)", re.DOTALL)
_WILD = re.compile(r"[*?~]")


def matching(criterion: Value) -> Callable[[Value], bool]:
    """Return the test that a criterion is. Raises CannotEvaluate for those that programs read differently."""
    if isinstance(criterion, Decimal):
        return _equal(criterion)
    if not isinstance(criterion, str):
        raise CannotEvaluate("条件不是文本或数")
    compared = _COMPARISON.fullmatch(criterion)
    if compared is None:
        return _like(criterion)
    operator, operand = compared.groups()
    number = numeric(operand)
    if number is None:
        raise CannotEvaluate(f"看不懂条件“{criterion}”")
    return _compared(operator, number)


def _like(text: str) -> Callable[[Value], bool]:
    number = numeric(text)
    if number is not None:
        return _equal(number)
    if not text:
        return lambda value: value is None or value == ""
    prefix = text[:-1] if text.endswith("*") else None
    if _WILD.search(text if prefix is None else prefix):
        raise CannotEvaluate(f"看不懂条件“{text}”里的通配符")
    if prefix is not None:
        start = prefix.casefold()
        return lambda value: isinstance(value, str) and value.casefold().startswith(start)
    whole = text.casefold()
    return lambda value: isinstance(value, str) and value.casefold() == whole


def _equal(number: Decimal) -> Callable[[Value], bool]:
    """A number matches that number, and a text that is written as it: codes are texts."""
    number = shortened(number)

    def test(value: Value) -> bool:
        if isinstance(value, str):
            return numeric(value) == number
        return isinstance(value, Decimal) and shortened(value) == number

    return test


def _compared(operator: str, number: Decimal) -> Callable[[Value], bool]:
    if operator == "=":
        return _equal(number)
    if operator == "<>":
        equal = _equal(number)
        return lambda value: not equal(value)
    tests: dict[str, Callable[[Decimal], bool]] = {
        "<": lambda value: value < number,
        ">": lambda value: value > number,
        "<=": lambda value: value <= number,
        ">=": lambda value: value >= number,
    }
    test = tests[operator]
    # bool is no Decimal, so logical values match nothing here, as in spreadsheets
    return lambda value: isinstance(value, Decimal) and test(shortened(value))

"""A quick look at plain sums: whether the saved result still says what the cells add up to.

Only a yes counts. Everything else, and every formula of another shape, is worked out properly elsewhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.books.properties import column_index

if TYPE_CHECKING:
    from juesuan.books.sheets import Value

_SUM = re.compile(r"=SUM\(([A-Z0-9$:,]+)\)")
_TERMS = re.compile(r"=[+-]?\$?[A-Z]{1,3}\$?[0-9]+(?:[+-]\$?[A-Z]{1,3}\$?[0-9]+)*")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?(?:,|$)")
_TERM = re.compile(r"([+-]?)\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_MANY = 10_000  # cells of one range

Rectangle = tuple[int, int, int, int, int]  # sign, top, left, bottom, right


def still_adds_up(formula: str, saved: float, grid: list[list[Value]]) -> bool:
    """Tell whether a plain sum of cells of its own sheet comes to its saved result, to the hundredth.

    False also where that cannot be told at a glance: texts among the terms, more than two decimals, other
    sheets, functions.
    """
    rectangles = _rectangles(formula)
    if not rectangles:
        return False
    total = 0
    alone = formula[1] != "S" or "(" not in formula  # texts count in a+b, but not in SUM
    for sign, top, left, bottom, right in rectangles:
        for line in grid[top : bottom + 1]:
            for value in line[left : right + 1]:
                if value.__class__ is float:
                    total += sign * round(value * 100)
                elif value != "" and (alone or value.__class__ is not str):
                    return False
    return round(saved * 100) == total


@lru_cache(maxsize=4096)
def _rectangles(formula: str) -> tuple[Rectangle, ...]:
    summed = _SUM.fullmatch(formula)
    if summed:
        return _ranges(summed[1])
    if not _TERMS.fullmatch(formula):
        return ()
    found = []
    for sign, letters, digits in _TERM.findall(formula):
        row, column = int(digits) - 1, column_index(letters)
        found.append((-1 if sign == "-" else 1, row, column, row, column))
    return tuple(found)


def _ranges(text: str) -> tuple[Rectangle, ...]:
    found = []
    position = 0
    while position < len(text):
        match = _RANGE.match(text, position)
        if match is None:
            return ()
        left, top, right, bottom = match.groups()
        rectangle = (int(top) - 1, column_index(left), int(bottom or top) - 1, column_index(right or left))
        if rectangle[0] > rectangle[2] or rectangle[1] > rectangle[3]:
            return ()
        if (rectangle[2] - rectangle[0] + 1) * (rectangle[3] - rectangle[1] + 1) > _MANY:
            return ()
        found.append((1, *rectangle))
        position = match.end()
    return tuple(found)

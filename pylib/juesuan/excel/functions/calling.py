"""Calling a worksheet function with what Excel hands over: single values, or ranges as rows of values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, TypeAlias

from juesuan.excel.functions.errors import CellError, CellProblemError, error_in
from juesuan.excel.functions.table import FUNCTIONS

Scalar: TypeAlias = "str | float | int | bool | None"
Rows: TypeAlias = "Sequence[Sequence[Any]]"

_BY_NAME = {function.name: function for function in FUNCTIONS}


def call(name: str, *arguments: Any) -> Any:  # noqa: ANN401 - a cell holds anything
    """Return the result of a worksheet function: one value, or rows of values where ranges were given.

    Problems come back as ``CellError``, each in its own cell; ranges that do not fit each other give #N/A
    in the cells that have no partner, as in Excel. Raises KeyError for an unknown name, TypeError for the
    wrong number of arguments.
    """
    declared = _BY_NAME[name]
    first = 1 if declared.needs_workbook else 0
    wanted = [argument for argument in declared.arguments if not argument.optional]
    given = len(arguments) - first
    if not len(wanted) <= given <= len(declared.arguments):
        raise TypeError(f"{name} takes {len(wanted)} to {len(declared.arguments)} arguments, not {given}")
    module, _, target = declared.target.partition(":")
    function = getattr(import_module(f"juesuan.excel.functions.{module}"), target)
    whole = [place for place, argument in enumerate(declared.arguments, first) if argument.whole]
    return _broadcast(function, arguments, whole)


def _broadcast(function: Callable[..., Any], arguments: Sequence[Any], whole: Sequence[int]) -> Any:  # noqa: ANN401
    grids = {
        place: value
        for place, value in enumerate(arguments)
        if place not in whole and isinstance(value, (list, tuple))
    }
    if not grids:
        return _one(function, arguments)
    height = max(len(grid) for grid in grids.values())
    width = max(len(grid[0]) for grid in grids.values())

    def at(row: int, column: int) -> Any:  # noqa: ANN401
        values = list(arguments)
        for place, grid in grids.items():
            line = grid[0] if len(grid) == 1 else grid[row] if row < len(grid) else None
            if line is None or (len(line) > 1 and column >= len(line)):
                return CellError.NA
            values[place] = line[0] if len(line) == 1 else line[column]
        return _one(function, values)

    return tuple(tuple(at(row, column) for column in range(width)) for row in range(height))


def _one(function: Callable[..., Any], arguments: Sequence[Any]) -> Any:  # noqa: ANN401
    error = next(filter(None, map(error_in, arguments)), None)
    if error is not None:
        return error
    try:
        return function(*arguments)
    except CellProblemError as problem:
        return problem.error

"""Checks of parents against the sum of the rows directly below them, column by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.template.comparing import Side, cells_side, matching_side
from juesuan.books.template.margin import Saved, code_cell, gated, row_cell, verdict_of
from juesuan.books.template.placing import LEVELS
from juesuan.model.reference import column_letters
from juesuan.model.table import TOTAL_ROW, Role
from juesuan.rules.instances import Addend

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.template.conditions import Gate
    from juesuan.books.template.placing import Line, PlacedTable
    from juesuan.books.template.sums import Contents
    from juesuan.rules.instances import Instance

TOP_LEVEL = LEVELS[3]
NEXT_LEVEL = {"类": "款", "款": "项"}


def level_cells(table: PlacedTable) -> Iterator[tuple[int, int, Saved]]:
    """级次, 下级级次 and 下级行数 of every row: sheet row, sheet column, text or formula, value."""
    total = table.grid.total_row
    if total is not None:
        levels = table.listed_range(table.level_column, elsewhere=False)
        count = sum(line.level == TOP_LEVEL for line in table.lines)
        yield total, table.level_column, (TOTAL_ROW, TOTAL_ROW)
        yield total, table.next_level_column, (TOP_LEVEL, TOP_LEVEL)
        yield total, table.children_column, (f'=COUNTIF({levels},"{TOP_LEVEL}")', count)
    for line in table.lines:
        code = code_cell(table, line)
        level, below = row_cell(table.level_column, line), row_cell(table.next_level_column, line)
        digits = f'IF(LEN({code})=3,"类",IF(LEN({code})=5,"款",IF(LEN({code})=7,"项","?")))'
        yield line.row, table.level_column, (f'=IF({code}="","",{digits})', line.level)
        following = f'=IF({level}="类","款",IF({level}="款","项",""))'
        yield line.row, table.next_level_column, (following, NEXT_LEVEL.get(line.level, ""))
        count_formula = f'=IF({below}="",0,COUNTIFS({_criteria(table, line)}))'
        yield line.row, table.children_column, (count_formula, len(table.below(line)))


def parent_cell(instance: Instance, host: PlacedTable, line: Line, contents: Contents, gate: Gate) -> Saved:
    """Whether a row is the sum of the rows directly below it, where there are any."""
    ref = instance.subject
    children = host.below(line)
    left = cells_side((Addend(1, ref._replace(row=line.key)),), contents, host)
    right = matching_side(host, ref.column, children, _criteria(host, line), contents, host)
    inner, word = verdict_of(instance, left, right)
    below = row_cell(host.children_column, line)
    return gated(f'IF({below}=0,"",{inner})', word if children else "", gate)


def total_cell(instance: Instance, host: PlacedTable, contents: Contents, gate: Gate) -> Saved:
    """Whether 合计 is the sum of the 类, where there are any."""
    left = cells_side(instance.left, contents, host)
    inner, word = verdict_of(instance, left, sum_of_classes(host, instance.subject.column, contents, host))
    below = f"${column_letters(host.children_column)}{(host.grid.total_row or 0) + 1}"
    any_class = any(line.level == TOP_LEVEL for line in host.lines)
    return gated(f'IF({below}=0,"",{inner})', word if any_class else "", gate)


def sum_of_classes(host: PlacedTable, column: str, contents: Contents, here: PlacedTable | None) -> Side:
    """The sum of the 类 under 合计."""
    classes = [line for line in host.lines if line.level == TOP_LEVEL]
    levels = host.listed_range(host.level_column, elsewhere=here is None)
    return matching_side(host, column, classes, f'{levels},"{TOP_LEVEL}"', contents, here)


def _criteria(table: PlacedTable, line: Line) -> str:
    """Rows directly below a row: their code begins with its code, their level is the next."""
    codes = table.listed_range(table.index(Role.CODE), elsewhere=False)
    levels = table.listed_range(table.level_column, elsewhere=False)
    return f'{codes},{code_cell(table, line)}&"*",{levels},{row_cell(table.next_level_column, line)}'

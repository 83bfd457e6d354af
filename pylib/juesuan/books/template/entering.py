"""Help with filling in: what may be entered where, and protection against typing over formulas."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from juesuan.model.reference import a1
from juesuan.model.table import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from juesuan.books.template.placing import Cell, PlacedTable

_LARGEST = 1_000_000_000
_ALLOWED = (
    "format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows", "sort", "autofilter",
    "select_locked_cells", "select_unlocked_cells",
)  # fmt: skip


def protect(sheet: Worksheet) -> None:
    """Lock formulas and printed texts, without a password; looks, rows, sorting and filters stay free."""
    sheet.protect("", dict.fromkeys(_ALLOWED, True))


def guide_amounts(sheet: Worksheet, cells: Sequence[Cell]) -> None:
    """Amounts are numbers of any sign."""
    ranges = _ranges(cells)
    if not ranges:
        return
    first, *others = ranges
    sheet.data_validation(
        first,
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": -_LARGEST,
            "maximum": _LARGEST,
            "ignore_blank": True,
            "input_title": "金额",
            "input_message": "填数字，两位小数，可为负数；没有金额的留空，不填 0。",
            "error_title": "这里只能填金额",
            "error_message": "请填数字，不要带单位、文字或“—”；没有金额的留空。",
            "other_cells": [_corners(text) for text in others],
        },
    )


def guide_counts(sheet: Worksheet, cells: Sequence[Cell]) -> None:
    """Counts are whole numbers that are not negative; 0 says that there are none."""
    ranges = _ranges(cells)
    if not ranges:
        return
    first, *others = ranges
    sheet.data_validation(
        first,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": _LARGEST,
            "ignore_blank": True,
            "input_title": "数量",
            "input_message": "填整数；确实没有的填 0，还不知道的留空。",
            "error_title": "这里只能填数量",
            "error_message": "请填不小于 0 的整数，不要带单位或文字。",
            "other_cells": [_corners(text) for text in others],
        },
    )


def guide_codes(sheet: Worksheet, table: PlacedTable) -> None:
    """Subject codes are text of 3, 5 or 7 digits; anything else is asked about, not refused."""
    first, last = table.open_rows
    column = table.index(Role.CODE)
    cell = a1(first, column)
    lengths = ",".join(f"LEN({cell})={digits}" for digits in (3, 5, 7))
    sheet.data_validation(
        first,
        column,
        last,
        column,
        {
            "validate": "custom",
            "value": f"=AND(ISTEXT({cell}),OR({lengths}))",
            "ignore_blank": True,
            "input_title": "功能分类科目编码",
            "input_message": "类 3 位、款 5 位、项 7 位，按文本填写，类、款、项各占一行。",
            "error_type": "warning",
            "error_title": "请核对科目编码",
            "error_message": "科目编码应为文本格式的 3 位（类）、5 位（款）或 7 位（项）数字。",
        },
    )


def guide_choice(
    sheet: Worksheet, area: tuple[int, int, int, int], choices: Sequence[str], title: str
) -> None:
    """One of a few words."""
    sheet.data_validation(
        *area,
        {
            "validate": "list",
            "source": list(choices),
            "ignore_blank": True,
            "input_title": title,
            "input_message": f"从下拉列表中选择：{'、'.join(choices)}。",
            "error_title": f"请选择{title}",
            "error_message": f"只能填 {'、'.join(choices)} 之一。",
        },
    )


def guide_year(sheet: Worksheet, cell: Cell) -> None:
    """A year as a number."""
    sheet.data_validation(
        *cell,
        *cell,
        {
            "validate": "integer",
            "criteria": "between",
            "minimum": 2000,
            "maximum": 2099,
            "input_title": "年度",
            "input_message": "填决算年度，如 2023；各表标题随之变化。",
            "error_title": "请填年度",
            "error_message": "年度应为四位数字，如 2023。",
        },
    )


def _ranges(cells: Sequence[Cell]) -> list[str]:
    """Cells as ranges down each column."""
    ranges = []
    by_column = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    for (column, _), group in groupby(
        enumerate(by_column), key=lambda item: (item[1][1], item[1][0] - item[0])
    ):
        run = [cell for _, cell in group]
        ranges.append(f"{a1(run[0][0], column)}:{a1(run[-1][0], column)}")
    return ranges


def _corners(text: str) -> list[int]:
    from xlsxwriter.utility import xl_cell_to_rowcol

    first, _, last = text.partition(":")
    return [*xl_cell_to_rowcol(first), *xl_cell_to_rowcol(last)]

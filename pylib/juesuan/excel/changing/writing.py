"""Operations on rows and blocks of cells, carried out in the open workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.excel.changing.row_operations import Operation
from juesuan.excel.workbook.direct import assign

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import xlwings as xw

    from juesuan.excel.changing.difference import Block
    from juesuan.excel.changing.row_operations import RowOperation


def write_blocks(sheet: xw.Sheet, blocks: Sequence[Block]) -> None:
    """Assign each block at once."""
    for block in blocks:
        last = block.row + len(block.rows) - 1, block.column + len(block.rows[0]) - 1
        assign(sheet.range((block.row, block.column), last), block.rows)


def carry_out(
    sheet: xw.Sheet,
    operations: Sequence[RowOperation],
    done: Callable[[RowOperation], None] = lambda _: None,
) -> None:
    """Put in, take out and cut whole rows; formulas that refer to them follow.

    ``done`` hears of each operation as soon as it has been carried out.
    """
    for operation in operations:
        rows = _rows(sheet, operation.row, operation.count)
        if operation.kind is Operation.INSERT:
            rows.insert("down")
        elif operation.kind is Operation.DELETE:
            rows.delete("up")
        else:
            rows.move(_rows(sheet, operation.to, operation.count))
        done(operation)
    pasted = [operation for operation in operations if operation.like]
    for operation in pasted:
        _rows(sheet, operation.like, 1).copy()
        _rows(sheet, operation.row, operation.count).paste(paste="formats")
    if pasted:
        sheet.book.app.cut_copy_mode = False


def _rows(sheet: xw.Sheet, row: int, count: int) -> xw.Range:
    return sheet.range(f"{row}:{row + count - 1}")

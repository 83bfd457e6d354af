"""A self-check as a workbook: the form with its answers, and beside them what they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.report_workbook import Cell, Column, Sheet, write_tables
from juesuan.model.selfcheck import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.model.selfcheck import Line, Selfcheck

SHEET = "自查表"
_COLUMNS = (
    Column("序号", 6),
    Column("项目", 18),
    Column("考核内容", 46),
    Column("是或否", 8, choices=tuple(Answer), to_fill=True),
    Column("本单位原来的回答", 10),
    Column("判断", 11, toned=True),
    Column("依据或要看的", 70),
    Column("备注", 20, to_fill=True),
)


def write_selfcheck(result: Selfcheck, target: Path, organisation: str = "") -> None:
    """Write the sheet 自查表 into an .xlsx file of its own. Raises OSError when it cannot be written."""
    rows = [_row(line) for line in result.lines]
    write_tables([Sheet(SHEET, _COLUMNS, rows)], target, f"{organisation} {result.checklist.title}".strip())


def _row(line: Line) -> tuple[Cell, ...]:
    item = line.item
    asked = f"{item.text}（反向问题：答“是”表示有问题）" if item.reverse else item.text
    return (
        item.number,
        f"{item.group}　{item.topic}",
        asked,
        line.filled.value if line.filled else None,
        line.given.value if line.given else "",
        line.verdict.value,
        "\n".join(line.judgement.reasons),
        None,
    )

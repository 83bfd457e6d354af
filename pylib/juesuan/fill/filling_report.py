"""What filling or balancing did, as a workbook to file: sums, moved figures, changed cells, origins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.report_workbook import Cell, Column, Sheet, write_tables
from juesuan.model.amount import Amount
from juesuan.rounding.report import HEADINGS, rows
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from juesuan.fill.changes import Change
    from juesuan.fill.sources.figures import SourceFigures
    from juesuan.model.disclosure import Disclosure
    from juesuan.rounding import Rounding

_MOVED_WIDTHS = (16, 44, 18, 16, 14, 30, 80)
_CHANGED = (
    Column("改动", 8), Column("单元格", 18), Column("原来", 30), Column("改为", 30), Column("原因", 50),
)  # fmt: skip
_ORIGINS = (
    Column("公开表单元格", 18), Column("项目", 44), Column("来源单元格", 44), Column("来源（元）", 18),
    Column("公开表", 16),
)  # fmt: skip


def write_filling_report(
    target: Path,
    sentences: Sequence[str],
    changes: Sequence[Change],
    result: Disclosure,
    rounding: Rounding | None = None,
    figures: SourceFigures | None = None,
) -> None:
    """Write the report as an .xlsx file. Raises OSError when the file cannot be written."""
    moved = tuple(Column(heading, width) for heading, width in zip(HEADINGS, _MOVED_WIDTHS, strict=True))
    sheets = [
        Sheet("说明", (Column("取数与折算", 120),), [(sentence,) for sentence in sentences], filtered=False)
    ]
    if rounding is not None:
        sheets.append(Sheet("折算调整", moved, rows(rounding)))
    sheets.append(Sheet("逐格改动", _CHANGED, [_changed(change) for change in changes]))
    if figures is not None:
        sheets.append(Sheet("来源对照", _ORIGINS, list(_origins(figures, result))))
    write_tables(sheets, target, f"{result.organisation} 取数与折算报告".strip())


def _changed(change: Change) -> tuple[Cell, ...]:
    return (change.kind.value, str(change.address), change.before, change.after, change.why)


def _origins(figures: SourceFigures, result: Disclosure) -> Iterator[tuple[Cell, ...]]:
    for ref, figure in figures.figures.items():
        if ref.table in result.tables and figure.fen:
            cells = "、".join(str(cell.address) for cell in figure.cells)
            place, shown = str(result.address(ref)), result.amount(ref)
            yield place, label_of(ref, result), cells, Amount(figure.fen), shown

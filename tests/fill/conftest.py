"""The made exports of the examples, to be damaged in every way that next year's export may differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from juesuan.fill.sources.figures import SourceFigures
from juesuan.fill.sources.loading import load_source
from juesuan.fill.sources.reading import read_source
from juesuan.model.reference import CellRef

EXAMPLES = Path(__file__).parents[2] / "examples"
QINGSHAN = EXAMPLES / "qingshan-2023" / "export" / "财决导出（示例）.xlsx"
SHANGHAI = EXAMPLES / "shanghai-2024" / "export" / "财决导出（示例）.xlsx"


@dataclass
class Export:
    """A copy of an export that a test may change before it is read."""

    book: openpyxl.Workbook
    folder: Path

    def sheet(self, code: str) -> Worksheet:
        """The worksheet whose name begins with a code such as Z04."""
        return next(
            sheet for sheet in self.book.worksheets if sheet.title.split(" ")[0].replace("_", "-") == code
        )

    def save(self, name: str = "导出.xlsx") -> Path:
        path = self.folder / name
        self.book.save(path)
        return path

    def read(self) -> SourceFigures:
        return read_source(self.save(), load_source("caijue-2023"))


@pytest.fixture
def export(tmp_path: Path) -> Export:
    return Export(openpyxl.load_workbook(QINGSHAN), tmp_path)


@pytest.fixture(scope="session")
def untouched() -> SourceFigures:
    return read_source(QINGSHAN, load_source("caijue-2023"))


def amounts(figures: SourceFigures) -> dict[CellRef, int]:
    """All figures in fen, without their places."""
    return {ref: figure.fen for ref, figure in figures.figures.items()}


def cell_of(sheet: Worksheet, text: str) -> Any:
    """The first cell with a text."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def moved(sheet: Worksheet, change: Callable[[], None], place: Callable[[int, int], tuple[int, int]]) -> None:
    """Change rows or columns and take the merged ranges along: ``place`` maps old (row, column) to new."""
    ranges = [(r.min_row, r.min_col, r.max_row, r.max_col) for r in sheet.merged_cells.ranges]
    for old in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(old))
    change()
    for top, left, bottom, right in ranges:
        (new_top, new_left), (new_bottom, new_right) = place(top, left), place(bottom, right)
        sheet.merge_cells(start_row=new_top, start_column=new_left, end_row=new_bottom, end_column=new_right)


def insert_column(sheet: Worksheet, at: int) -> None:
    """Insert a column before column ``at`` (from 1), as Excel would."""
    moved(sheet, lambda: sheet.insert_cols(at), lambda row, column: (row, column + (column >= at)))


def insert_rows(sheet: Worksheet, at: int, count: int) -> None:
    """Insert rows before row ``at`` (from 1), as Excel would."""
    moved(
        sheet, lambda: sheet.insert_rows(at, count), lambda row, column: (row + count * (row >= at), column)
    )


def unmerge(sheet: Worksheet) -> None:
    """Take all merged ranges apart; only the first cell keeps the text."""
    for old in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(old))

"""The smallest workbook that the add-in takes for a disclosure: opened in no time."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook


def write_workbook(path: Path, *, checked: bool = False) -> None:
    """Write it; a checked one has the sheet of results."""
    book = Workbook()
    book.worksheets[0]["A1"] = "收入支出决算总表"
    if checked:
        book.create_sheet("校验结果")
    book.save(path)

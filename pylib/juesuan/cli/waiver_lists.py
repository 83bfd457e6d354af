"""The lists of waivers for a workbook: a file that was named, its own sheet, a CSV file beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.waiver_sheet import WAIVER_SHEET, waiver_rows
from juesuan.rules.waivers import parse_waivers, read_waivers_csv

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.model.finding import Waiver


def listed_waivers(path: Path) -> tuple[Waiver, ...]:
    """Read a list of waivers from a .csv or .xlsx file. Raises WaiverError, ReadError, OSError."""
    if path.suffix.lower() in {".xlsx", ".xlsm", ".xls"}:
        return parse_waivers(waiver_rows(path, own_sheet=False), path.name)
    return read_waivers_csv(path)


def own_waivers(workbook: Path) -> tuple[Waiver, ...]:
    """Read the workbook's own waivers: its sheet 豁免, and the CSV file beside it."""
    own = parse_waivers(waiver_rows(workbook, own_sheet=True), f"{workbook.name} 的“{WAIVER_SHEET}”工作表")
    beside = waivers_beside(workbook)
    return own + (read_waivers_csv(beside) if beside.exists() else ())


def waivers_beside(workbook: Path) -> Path:
    """The CSV file of waivers that belongs to a workbook."""
    return workbook.with_name(f"{workbook.stem}.{WAIVER_SHEET}.csv")

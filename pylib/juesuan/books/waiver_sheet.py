"""The rows of a list of waivers that stands in a workbook: a file of its own, or the sheet 豁免."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

from juesuan.books.archive import open_archive
from juesuan.books.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

WAIVER_SHEET = "豁免"


def waiver_rows(path: Path | str, *, own_sheet: bool) -> list[list[str]]:
    """Return the rows of the sheet 豁免, as text; empty when the workbook has none.

    With ``own_sheet`` false the workbook is a list of waivers itself: without a sheet of that name its first
    one counts. Raises ReadError when the file cannot be read.
    """
    from python_calamine import CalamineError, CalamineWorkbook

    data = open_archive(path).data
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = workbook.sheet_names
        if WAIVER_SHEET not in names and (own_sheet or not names):
            return []
        sheet = workbook.get_sheet_by_name(WAIVER_SHEET if WAIVER_SHEET in names else names[0])
        return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except CalamineError as error:
        raise ReadError(f"无法读取豁免清单：{path}（请用 Excel 或 WPS 打开后另存一份）", str(path)) from error


def _text(cell: object) -> str:
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)

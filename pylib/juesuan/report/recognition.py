"""Which files are reports and marked copies of ours: they may be replaced, anybody else's get a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SIGNS = (b'"form": "juesuan-report"', "程序版本：juesuan".encode())


def made_here(target: Path) -> bool:
    """Tell whether a file is a report, or a workbook that we have marked or made."""
    from juesuan.books.errors import ReadError
    from juesuan.books.marking.records import RECORD_SHEET
    from juesuan.books.package import Package

    if target.suffix.lower() not in {".xlsx", ".xlsm"}:
        return any(sign in target.read_bytes() for sign in _SIGNS)
    try:
        package = Package.open(target)
        parts = [package.read(name) for name in ("xl/workbook.xml", "docProps/core.xml") if name in package]
    except ReadError:
        return False
    return any(sign in part for part in parts for sign in (RECORD_SHEET.encode(), b"<dc:creator>juesuan<"))

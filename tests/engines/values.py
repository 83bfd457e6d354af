"""The values of a workbook's cells, in a form in which different engines can be compared."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl

Sheets = dict[str, dict[str, Any]]


def values_of(path: Path) -> Sheets:
    """Return the saved values of all cells by sheet and A1 address; empty cells are left out."""
    return _values(path, path.stat().st_mtime_ns)


def formulas_of(path: Path) -> dict[str, dict[str, str]]:
    """Return the formulas of all cells by sheet and A1 address."""
    return _formulas(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _values(path: Path, _changed: int) -> Sheets:
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        sheet.title: {
            cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None
        }
        for sheet in book.worksheets
    }


@lru_cache(maxsize=16)
def _formulas(path: Path, _changed: int) -> dict[str, dict[str, str]]:
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            cell.coordinate: cell.value
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f" and isinstance(cell.value, str)
        }
        for sheet in book.worksheets
    }


def same(value: Any) -> Any:
    """Reduce a value to what a person sees: numbers as spreadsheets show them, an empty text as nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float | Decimal):
        number = float(f"{float(value):.13g}")
        return 0.0 if math.isclose(number, 0, abs_tol=1e-9) else number
    return str(value)

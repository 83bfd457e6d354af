"""Workbooks filled for the tests: each kind once per session, and what can be read in them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import openpyxl

import juesuan
from juesuan.fill.filling import Filling, Way, fill
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from tests.fill.conftest import EXAMPLES, QINGSHAN, SHANGHAI

TEMPLATES = EXAMPLES.parent / "workbook_templates"
EXPORTS = {"wuhan-2023": QINGSHAN, "shanghai-2024": SHANGHAI}


@dataclass(frozen=True)
class Filled:
    """A workbook filled from the empty template, with what filling it said."""

    path: Path
    layout: str
    export: Path
    filling: Filling


def filled(layout: str, way: Way, folder: Path) -> Filled:
    """The empty template of a layout filled from its made export, as a file of the caller's own."""
    path = folder / f"{layout}-{way}.xlsx"
    filling, data = _filled(layout, way)
    path.write_bytes(data)
    return Filled(path, layout, EXPORTS[layout], filling)


@cache
def _filled(layout: str, way: Way) -> tuple[Filling, bytes]:
    """Fill once for all tests of a session: it takes seconds."""
    filling = fill(TEMPLATES / f"{layout}.xlsx", EXPORTS[layout], way=way)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "填好.xlsx"
        filling.prepared.write(path)
        return filling, path.read_bytes()


def figures(disclosure: Disclosure) -> dict[CellRef, int]:
    """All figures that are not zero, in hundredths."""
    return {
        CellRef(name, row.id, column): amount.value
        for name, table in disclosure.tables.items()
        for row in table.listing
        for column, amount in row.amounts.items()
        if amount.value
    }


def figures_of(path: Path) -> dict[CellRef, int]:
    """All figures of a workbook."""
    return figures(juesuan.read(path))


def listing(path: Path) -> dict[str, list[tuple[str, str]]]:
    """The rows of every table as printed."""
    read = juesuan.read(path)
    return {name: [(row.id, row.label) for row in table.listing] for name, table in read.tables.items()}


def formulas_of(path: Path) -> dict[tuple[str, str], str]:
    """Every formula of a workbook."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=")
    }


def values_of(path: Path) -> dict[tuple[str, str], object]:
    """Every saved value of a workbook."""
    book = openpyxl.load_workbook(path, data_only=True)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value not in {None, ""}
    }

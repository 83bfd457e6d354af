"""Workbooks as the template builder writes them, to be damaged cell by cell without touching the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.books.template import write_workbook
from juesuan.layouts import load_layout
from tests.making.disclosures import example

Edits = Mapping[str, CellEdit]
Edit = Callable[[Edits], Path]


@pytest.fixture(scope="session")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corrected example with live totals."""
    path = tmp_path_factory.mktemp("corrected") / "决算.xlsx"
    write_workbook(load_layout("wuhan-2023"), path, example("qingshan-2023/figures/corrected", "wuhan-2023"))
    return path


@pytest.fixture(scope="session")
def typed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example as it was published: every figure typed, none of them a formula."""
    path = tmp_path_factory.mktemp("typed") / "决算.xlsx"
    figures = example("qingshan-2023/figures/as-published", "wuhan-2023")
    write_workbook(load_layout("wuhan-2023"), path, figures, formulas=False)
    return path


@pytest.fixture
def edit(corrected: Path, tmp_path: Path) -> Edit:
    """The corrected example with some cells changed, named ``公开03!F12``."""

    def edited(cells: Edits) -> Path:
        package = Package.open(corrected)
        by_sheet: dict[str, dict[str, CellEdit]] = {}
        for address, change in cells.items():
            sheet, _, a1 = address.partition("!")
            by_sheet.setdefault(sheet, {})[a1] = change
        edit_cells(package, by_sheet)
        path = tmp_path / "改.xlsx"
        package.save(path)
        return path

    return edited


def number(text: str) -> CellEdit:
    """A number typed into a cell, in the place of whatever was there."""
    return CellEdit(value=Decimal(text), formula=None)


def saved(text: str | None) -> CellEdit:
    """Another saved result, the formula stays."""
    return CellEdit(value=None if text is None else Decimal(text))


def formula(text: str, result: str | None = None) -> CellEdit:
    """A formula with its saved result."""
    return CellEdit(value=None if result is None else Decimal(result), formula=text.removeprefix("="))

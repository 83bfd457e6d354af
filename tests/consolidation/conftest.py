"""Units made up for the tests: with 元 figures, with rounded ones, with transfers between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from juesuan.books.exact_sheet import ExactFigures
from juesuan.books.package import Package
from juesuan.books.sheets import open_book
from juesuan.books.template import write_workbook
from juesuan.consolidation.member import Member, member_of
from juesuan.fill.exact_sheet import exact_figures, put_exact_sheet
from juesuan.model.disclosure import Disclosure, Unit, UnitKind
from juesuan.model.reference import CellRef
from juesuan.rounding import balanced
from tests.making.departments import department, tables

COUNT = 12
SUBJECTS = 8


@pytest.fixture(scope="session")
def exact_units() -> list[Disclosure]:
    """Twelve units in 元 with fen, every identity exact."""
    return [unit_in_yuan(number) for number in range(COUNT)]


def unit_in_yuan(number: int) -> Disclosure:
    name = f"示例单位{number + 1}"
    kind = list(UnitKind)[number % 3]
    made = tables(department(SUBJECTS, seed=number), "wuhan-2023")
    return replace(made, organisation=name, units=(Unit(name, kind),))


@pytest.fixture(scope="session")
def balanced_units(exact_units: list[Disclosure]) -> list[Disclosure]:
    """What the twelve units publish: 万元 that add up."""
    return [balanced(unit).disclosure for unit in exact_units]


def with_exact(published: Disclosure, exact: Disclosure) -> Member:
    """A member whose workbook keeps its 元 figures."""
    return member_of(published, exact_figures(exact))


def write_unit(published: Disclosure, exact: Disclosure, folder: Path) -> Path:
    """A unit's workbook with its 元 figures."""
    path = folder / f"{published.organisation}.xlsx"
    write_workbook(published.layout, path, published)
    package = Package.open(path)
    figures: ExactFigures = exact_figures(exact, "示例")
    list(put_exact_sheet(package, open_book(path), figures, published.layout))
    package.save(path)
    return path


def figures(disclosure: Disclosure) -> dict[CellRef, int]:
    """All figures that are not zero, in hundredths."""
    return {
        CellRef(name, row.id, column): amount.value
        for name, table in disclosure.tables.items()
        for row in table.listing
        for column, amount in row.amounts.items()
        if amount.value
    }

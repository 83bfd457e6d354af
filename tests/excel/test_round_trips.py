"""How often a command asks something of Excel: a few times a sheet, however many rows there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pytest
import xlwings as xw

from juesuan.books.template import write_workbook
from juesuan.excel.runner import carry_out
from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.excel.conftest import THREE_TABLES
from tests.excel.person import Person
from tests.excel.plain_workbook import without_checks
from tests.making.departments import department, tables

pytestmark = pytest.mark.libreoffice
FEW, MANY = 6, 30  # 项 of the department


class Sizes(NamedTuple):
    """The same department, small and large, with the same mistakes."""

    few: Path
    many: Path


@pytest.fixture(scope="module")
def sizes(tmp_path_factory: pytest.TempPathFactory) -> Sizes:
    folder = tmp_path_factory.mktemp("sizes")
    return Sizes(*(made(folder / f"{size}.xlsx", size) for size in (FEW, MANY)))


def made(path: Path, subjects: int) -> Path:
    """A department whose 支出决算表 has lost its totals, and one of whose figures is wrong."""
    disclosure = tables(department(subjects, seed=3), "wuhan-2023")
    write_workbook(disclosure.layout, path, disclosure)
    without_checks(path, path, THREE_TABLES)
    book = openpyxl.load_workbook(path)
    sheet = book["公开03"]
    for row in sheet.iter_rows(min_row=8):
        for cell in row[4:]:
            if isinstance(cell.value, str) and cell.value.startswith("=SUM"):
                cell.value = None
    book.save(path)
    return path


def counted(book: xw.Book, command: str, person: Person) -> Counter[str]:
    with ROUND_TRIPS.counting() as calls:
        code, sentence, _ = carry_out(command, book, person)
    assert code == 0, sentence
    return calls


def test_rows_cost_nothing(opened: Callable[..., xw.Book], sizes: Sizes, person: Person) -> None:
    small, large = (opened(path, f"{path.stem}.xlsx") for path in sizes)
    for command in ("subtotal", "undo"):
        few, many = (counted(book, command, person) for book in (small, large))
        assert few == many, command
        assert few["Range.formula="] == 1, "one block write on the one sheet that changes"
        assert few["Range.raw_value"] == few["Range.formula"] == 0, "cells are read from one copy"
        assert few["BookModel.SaveCopyAs"] == 2, "before, and after to be sure"
        assert few.total() <= 40

    few, many = (counted(book, "check", person) for book in (small, large))
    assert many["Range.add_note"] > 2 * few["Range.add_note"]
    for calls in (few, many):
        notes = calls["Range.add_note"]
        marked = calls["SheetModel.Unprotect"]
        assert calls["Range.formula="] == 2, "the list and the records"
        assert calls["Look.color="] <= 5 * marked + 6, "a call a colour and sheet"
        assert calls.total() - 6 * notes <= 150 + 10 * marked, "the rest a few a sheet"

    few, many = (counted(book, "narrate", person) for book in (small, large))
    assert few == many
    assert few["Range.formula="] == 2, "one block write a new sheet"
    assert few.total() <= 160

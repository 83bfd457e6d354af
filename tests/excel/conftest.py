"""An Excel that is LibreOffice, started once; workbooks opened in it; a person who answers as prepared."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings as xw

from tests.engines.libreoffice import soffice
from tests.engines.libreoffice_xlwings import start, stop
from tests.engines.libreoffice_xlwings_office import uno_module
from tests.excel.person import Person
from tests.excel.plain_workbook import without_checks

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "examples" / "qingshan-2023" / "as-published.xlsx"
THREE_TABLES = ("封面", "公开02", "公开03", "公开05")


@pytest.fixture(scope="session")
def excel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[xw.App]:
    """The application; skips visibly where LibreOffice or its bridge is missing."""
    if soffice() is None or uno_module() is None:
        pytest.skip("LibreOffice with its Python bridge (python3-uno) is not installed")
    app = start(tmp_path_factory.mktemp("excel"))
    yield app
    stop(app)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three tables of the real publication with its mistakes, without the template's live checks."""
    return without_checks(PUBLISHED, tmp_path_factory.mktemp("published") / "published.xlsx", THREE_TABLES)


@pytest.fixture
def opened(
    excel: xw.App, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., xw.Book]]:
    """Open a copy of a workbook under a name with a space; closed without saving afterwards."""
    monkeypatch.setenv("JUESUAN_HOME", str(tmp_path / "home"))
    books: list[xw.Book] = []

    def open_copy(source: Path, name: str = "决算 公开.xlsx") -> xw.Book:
        folder = tmp_path / f"文件夹 {len(books)}"
        folder.mkdir()
        target = folder / name
        shutil.copyfile(source, target)
        books.append(excel.books.open(str(target)))
        return books[-1]

    yield open_copy
    for book in books:
        book.close()


@pytest.fixture
def person() -> Person:
    """Says yes to everything, unless told otherwise."""
    return Person()

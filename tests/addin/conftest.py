"""Fixtures: the add-in as built, and one LibreOffice with it for all tests of buttons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from addin.build import build
from tests.addin.excel_stand_in import ExcelStandIn
from tests.engines.libreoffice import soffice
from tests.engines.libreoffice_xlwings_office import Office, uno_module


@pytest.fixture(scope="session")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped file."""
    return build(tmp_path_factory.mktemp("addin"))


@pytest.fixture(scope="session")
def running_excel(addin: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExcelStandIn]:
    if soffice() is None or uno_module() is None:
        pytest.skip("LibreOffice with its Python bridge is not installed")
    office = Office(tmp_path_factory.mktemp("office"))
    yield ExcelStandIn(office, addin)
    office.stop()


@pytest.fixture
def excel(running_excel: ExcelStandIn) -> Iterator[ExcelStandIn]:
    """The add-in in a program without a workbook, on a computer where it is installed."""
    running_excel.prepare()
    yield running_excel
    running_excel.close_workbooks()

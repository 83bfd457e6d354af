"""Fixtures for all tests: the independent calculators, each started once."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engines.formulas_library import formulas_recalculate
from tests.engines.libreoffice import LibreOffice, soffice
from tests.engines.values import Sheets


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays until the end: modules, tests, rules. A third of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """LibreOffice with a profile of its own that always recalculates; skips visibly where it is missing."""
    if soffice() is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    return LibreOffice(tmp_path_factory.mktemp("libreoffice"))


@pytest.fixture(scope="session")
def libreoffice_recalculated(libreoffice: LibreOffice) -> Callable[[Path], Sheets]:
    """All values of a workbook after LibreOffice has calculated every formula: sheet -> A1 -> value."""
    return libreoffice.recalculated


@pytest.fixture(scope="session")
def formulas_recalculated() -> Callable[[Path], Sheets]:
    """All values after the library ``formulas`` has calculated every formula: sheet -> A1 -> value. Slow."""
    return formulas_recalculate

"""Workbooks saved again by other programs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from juesuan.books.reading import read_disclosure


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice(tmp_path: Path, figures_of: Any, draft: Any, formula: Any) -> None:
    page, row, column = draft.where["income", "合计", "财政拨款收入"]
    page.cells[row, column] = formula("=12.5*2", 25)
    draft.expected["income", "合计", "财政拨款收入"] = "25.00"
    page, row, column = draft.where["income", "208", "财政拨款收入"]
    page.cells[row, column] = formula("=1/0", "#DIV/0!")
    del draft.expected["income", "208", "财政拨款收入"]
    source = draft.save(tmp_path / "决算.xlsx")
    target = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    disclosure = read_disclosure(target / "决算.xlsx")
    assert figures_of(disclosure) == draft.expected
    assert disclosure.layout.id == draft.layout.id
    assert disclosure.not_located == []
    assert [(str(remark.ref), remark.found) for remark in disclosure.remarks] == [
        ("income[208].财政拨款收入", "#DIV/0!")
    ]
    assert len(disclosure.formulas) == 2


def test_saved_by_openpyxl(tmp_path: Path, figures_of: Any, draft: Any) -> None:
    path = draft.save(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book["封面"]["A20"] = "改过"
    book.save(path)
    disclosure = read_disclosure(path)
    assert figures_of(disclosure) == draft.expected
    assert disclosure.not_located == []

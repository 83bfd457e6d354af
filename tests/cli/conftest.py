"""The program as a user runs it, on workbooks made from the figures of the published example."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from juesuan.books.template import write_workbook
from juesuan.cli import main
from tests.making.disclosures import example


@dataclass(frozen=True)
class Answer:
    """What the program answered."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run the program in this process, in an empty folder and with settings of its own."""
    monkeypatch.setenv("JUESUAN_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)

    def call(*arguments: object) -> Answer:
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workbooks")
    for name in ("as-published", "corrected"):
        figures = example(f"qingshan-2023/figures/{name}", "wuhan-2023")
        write_workbook(figures.layout, folder / f"{name}.xlsx", figures, formulas=False)
    return folder


@pytest.fixture
def published(workbooks: Path, tmp_path: Path) -> Path:
    """The example with its mistakes."""
    return Path(shutil.copy(workbooks / "as-published.xlsx", tmp_path / "公布稿.xlsx"))


@pytest.fixture
def corrected(workbooks: Path, tmp_path: Path) -> Path:
    """The example without mistakes."""
    return Path(shutil.copy(workbooks / "corrected.xlsx", tmp_path / "改正稿.xlsx"))

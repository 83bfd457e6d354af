"""Fixtures: a computer on which nothing is installed yet, and install.py run on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from installer.commands import COMPLETE, CORRECTED, EXPORT, PUBLISHED, TEMPLATE, run
from installer.windows.excel import EXCEL
from tests.install.pretended import PretendedMachine
from tests.install.pretended_windows import PretendedWindows, bundle_folder

ROOT = Path(__file__).parents[2]
PYPROJECT = '[project]\nname = "juesuan"\ndependencies = ["click>=8", "PyYAML>=6,<7"]\n'


@pytest.fixture
def machine(tmp_path: Path) -> PretendedMachine:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    for example in (TEMPLATE, EXPORT, PUBLISHED, CORRECTED, COMPLETE):
        (tmp_path / example).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / example).touch()
    machine = PretendedMachine(tmp_path)
    machine.codes = {f"check {PUBLISHED}": 1}
    return machine


@pytest.fixture
def install(machine: PretendedMachine) -> Callable[..., int]:
    """Call ``install.py`` with these arguments on the pretended computer."""

    def call(*arguments: str) -> int:
        machine.commands.clear()
        return run(arguments, machine.folder, machine)

    return call


@pytest.fixture
def windows(tmp_path: Path) -> PretendedWindows:
    """Return a Windows with Excel 2016 that has been started once, and nothing of ours."""
    machine = PretendedWindows(tmp_path / "张 三")
    machine.registry.seed(EXCEL, {})
    return machine


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """Return the unpacked offline bundle of version 0.2.0."""
    return bundle_folder(tmp_path / "离线 包")

"""Fixtures: a computer on which nothing is installed yet, and install.py run on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from installer.commands import CORRECTED, EXPORT, PUBLISHED, TEMPLATE, run
from tests.install.pretended import PretendedMachine

ROOT = Path(__file__).parents[2]
PYPROJECT = '[project]\nname = "juesuan"\ndependencies = ["click>=8", "PyYAML>=6,<7"]\n'


@pytest.fixture
def machine(tmp_path: Path) -> PretendedMachine:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    for example in (TEMPLATE, EXPORT, PUBLISHED, CORRECTED):
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

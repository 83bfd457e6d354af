"""A pretended computer: what install.py would run, without running it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from installer.environment import Environment
from installer.machine import Machine

ROOT = Path(__file__).parents[2]
PYPROJECT = '[project]\nname = "juesuan"\ndependencies = ["click>=8", "PyYAML>=6,<7"]\n'


class PretendedMachine(Machine):
    """Runs nothing: remembers commands, makes the files that they would make, answers as it was told."""

    system = "linux"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs: dict[str, str] = {}
        self.commands: list[str] = []
        self.failures: dict[str, str] = {}  # words of a command -> what it says when it fails
        self.codes: dict[str, int] = {}  # words of a command whose output is shown -> exit code
        self.versions = {"juesuan": "0.1.0", "click": "8.5.1", "PyYAML": "6.0.3"}

    def capture(self, command: Sequence[str], folder: Path) -> tuple[int, str]:
        assert folder == self.folder
        line = " ".join(command)
        if "importlib.metadata" in line:
            return 0, json.dumps(self.versions)
        self.commands.append(line)
        for words, says in self.failures.items():
            if words in line:
                return 1, says
        if "venv" in command:
            self.make_environment()
        return 0, ""

    def stream(self, command: Sequence[str], folder: Path) -> int:
        assert folder == self.folder
        line = " ".join(command)
        self.commands.append(line)
        return next((code for words, code in self.codes.items() if words in line), 0)

    def which(self, name: str) -> str:
        return self.programs.get(name, "")

    def make_environment(self) -> None:
        python = Path(Environment(self.folder, self).program("python"))
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        (self.folder / ".venv" / "pyvenv.cfg").touch()

    def ran(self, words: str) -> int:
        return sum(words in line for line in self.commands)

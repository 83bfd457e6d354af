"""A pretended Windows: a registry in memory, real folders, programs that only leave their traces.

Any change can be made to fail, before or after it took effect, to see that everything is taken back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from installer.machine import Machine
from installer.windows.computer import Computer, Python
from installer.windows.files import Files
from installer.windows.registry import Value

XLWINGS = "0.37.8"


@dataclass
class Failure:
    """Counts changes, and lets one of them fail."""

    at: int | None = None
    after: bool = False  # it has taken effect when it fails
    count: int = 0

    def before_effect(self) -> None:
        self.count += 1
        if self.count == self.at and not self.after:
            raise PermissionError(13, "Permission denied: pretended")

    def after_effect(self) -> None:
        if self.count == self.at and self.after:
            raise PermissionError(13, "Permission denied: pretended")


@dataclass
class PretendedRegistry:
    failure: Failure
    keys: dict[str, dict[str, Value]] = field(default_factory=lambda: {"HKCU": {}, "HKCU\\Software": {}})

    def exists(self, key: str) -> bool:
        return key in self.keys

    def values(self, key: str) -> dict[str, Value]:
        return dict(self.keys.get(key, {}))

    def subkeys(self, key: str) -> list[str]:
        below = [name[len(key) + 1 :] for name in self.keys if name.startswith(key + "\\")]
        return [name for name in below if "\\" not in name]

    def create(self, key: str) -> None:
        self.failure.before_effect()
        self.seed(key, {})
        self.failure.after_effect()

    def put(self, key: str, name: str, value: Value) -> None:
        self.failure.before_effect()
        self._existing(key)[name] = value
        self.failure.after_effect()

    def delete(self, key: str, name: str) -> None:
        self.failure.before_effect()
        if name not in self._existing(key):
            raise FileNotFoundError(2, name)
        del self.keys[key][name]
        self.failure.after_effect()

    def delete_key(self, key: str) -> None:
        self.failure.before_effect()
        self._existing(key)
        assert not self.subkeys(key), "Windows deletes no key that has keys below it"
        del self.keys[key]
        self.failure.after_effect()

    def seed(self, key: str, values: dict[str, str | int | bytes]) -> None:
        """Make a key with those above it, as another program would have."""
        parts = key.split("\\")
        for length in range(1, len(parts) + 1):
            self.keys.setdefault("\\".join(parts[:length]), {})
        for name, data in values.items():
            self.keys[key][name] = Value(data, 4 if isinstance(data, int) else 1)

    def data(self, key: str) -> dict[str, object]:
        return {name: value.data for name, value in self.values(key).items()}

    def _existing(self, key: str) -> dict[str, Value]:
        if key not in self.keys:
            raise FileNotFoundError(2, key)
        return self.keys[key]


class PretendedFiles(Files):
    """The real file system, of which each change can fail."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure

    def write(self, path: Path, content: bytes) -> None:
        self.failure.before_effect()
        super().write(path, content)
        self.failure.after_effect()

    def make_folder(self, path: Path) -> None:
        self.failure.before_effect()
        super().make_folder(path)
        self.failure.after_effect()

    def rename(self, path: Path, other: Path) -> None:
        self.failure.before_effect()
        super().rename(path, other)

    def delete(self, path: Path) -> None:
        self.failure.before_effect()
        super().delete(path)
        self.failure.after_effect()


class PretendedProcesses:
    def __init__(self) -> None:
        self.names: set[str] = set()

    def running(self, program: str) -> bool:
        return program in self.names


class PretendedWindows(Machine):
    """The machine on which install.py runs: everything it starts leaves the files that it would leave."""

    system = "win32"

    def __init__(self, folder: Path) -> None:
        self.commands: list[str] = []
        self.says: dict[str, str] = {}  # words of a command -> what it says when it fails
        self.version = "0.2.0"
        self.failure = Failure()
        self.processes = PretendedProcesses()
        for name in ("Local", "Roaming"):
            (folder / name).mkdir(parents=True)
        self.registry = PretendedRegistry(self.failure)
        self.computer = Computer(
            registry=self.registry,
            files=PretendedFiles(self.failure),
            processes=self.processes,
            machine=self,
            python=Python(r"C:\Python312\python.exe", (3, 12), 64),
            local=folder / "Local",
            roaming=folder / "Roaming",
        )

    def windows(self) -> Computer:
        return self.computer

    def capture(self, command: Sequence[str], folder: Path) -> tuple[int, str]:
        line = " ".join(command)
        if "importlib.metadata" in line:
            return 0, json.dumps([self.version, XLWINGS])
        self.commands.append(line)
        self.failure.before_effect()
        if "venv" in command:
            for name in ("python", "pythonw"):
                self.computer.program(name).parent.mkdir(parents=True, exist_ok=True)
                self.computer.program(name).write_text("exe", "utf-8")
        for words, said in self.says.items():
            if words in line:
                return 1, said
        if "pip install" in line:
            for bits in (32, 64):
                (self.computer.environment / f"xlwings{bits}-{XLWINGS}.dll").touch()
        self.failure.after_effect()
        return 0, "juesuan 0.2.0"

    def stream(self, command: Sequence[str], folder: Path) -> int:
        raise AssertionError

    def which(self, name: str) -> str:
        return ""

    def use_python(self, **changes: object) -> None:
        self.computer = replace(self.computer, python=replace(self.computer.python, **changes))  # type: ignore[arg-type]

    def snapshot(self) -> tuple[dict[str, dict[str, Value]], dict[str, bytes | None]]:
        """Return all there is: keys and values, files with their bytes, folders."""
        roots = (self.computer.local, self.computer.roaming)
        paths = [path for root in roots for path in sorted(root.rglob("*"))]
        files = {str(path): path.read_bytes() if path.is_file() else None for path in paths}
        return {key: dict(values) for key, values in self.registry.keys.items()}, files

    def ran(self, words: str) -> int:
        return sum(words in line for line in self.commands)


def bundle_folder(folder: Path, version: str = "0.2.0") -> Path:
    """Make what an unpacked offline bundle has in it, small."""
    files = {
        f"wheels/juesuan-{version}-py3-none-any.whl": version,
        "wheels/pandas-3.1.1-cp311-cp311-win_amd64.whl": "pandas",
        "wheels/pandas-3.1.1-cp312-cp312-win_amd64.whl": "pandas",
        "addin/juesuan.xlam": f"add-in {version}",
        "docs/用户手册.md": "手册",
        "docs/pictures/marked.png": "picture",
        "installer/drop/dropped.py": "print()",
        "installer/drop/决算公开核对.cmd": "@echo off",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder

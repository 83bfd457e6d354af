"""The adapter to the registry keeps its promises, over a module that answers as ``winreg`` is documented to.

The pretended registry of the other tests has to keep the same promises, or they would prove nothing.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, Self

import pytest

from installer.windows import registry as adapter
from installer.windows.registry import NUMBER, Registry, Value
from tests.install.pretended_windows import Failure, PretendedRegistry

KEY = r"HKCU\Software\juesuan"


class Winreg(ModuleType):
    """``winreg`` in memory: keys by hive and path, errors as Windows raises them."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE, HKEY_CLASSES_ROOT = 1, 2, 3
    KEY_READ, KEY_SET_VALUE = 0x20019, 2

    def __init__(self) -> None:
        super().__init__("winreg")
        self.keys: dict[tuple[int, str], dict[str, tuple[Any, int]]] = {(1, ""): {}, (1, "Software"): {}}
        self.HKEYType = Handle

    def OpenKey(self, hive: int, path: str, reserved: int, access: int) -> Handle:  # noqa: N802 - its name
        assert reserved == 0
        if (hive, path) not in self.keys:
            raise FileNotFoundError(2, "The system cannot find the file specified")
        return Handle((hive, path), access)

    def CreateKey(self, hive: int, path: str) -> Handle:  # noqa: N802
        parts = path.split("\\")
        for length in range(1, len(parts) + 1):
            self.keys.setdefault((hive, "\\".join(parts[:length])), {})
        return Handle((hive, path), self.KEY_SET_VALUE)

    def QueryInfoKey(self, key: Handle) -> tuple[int, int, int]:  # noqa: N802
        assert key.access == self.KEY_READ
        return len(self._below(key)), len(self.keys[key.place]), 0

    def EnumKey(self, key: Handle, index: int) -> str:  # noqa: N802
        return self._below(key)[index]

    def EnumValue(self, key: Handle, index: int) -> tuple[str, Any, int]:  # noqa: N802
        name, (data, kind) = list(self.keys[key.place].items())[index]
        return name, data, kind

    def SetValueEx(self, key: Handle, name: str, reserved: int, kind: int, data: object) -> None:  # noqa: N802
        assert key.access == self.KEY_SET_VALUE
        self.keys[key.place][name] = (data, kind)

    def DeleteValue(self, key: Handle, name: str) -> None:  # noqa: N802
        assert key.access == self.KEY_SET_VALUE
        if name not in self.keys[key.place]:
            raise FileNotFoundError(2, name)
        del self.keys[key.place][name]

    def DeleteKey(self, hive: int, path: str) -> None:  # noqa: N802
        if (hive, path) not in self.keys:
            raise FileNotFoundError(2, path)
        if self._below(Handle((hive, path), 0)):
            raise PermissionError(13, "Access is denied")
        del self.keys[hive, path]

    def _below(self, key: Handle) -> list[str]:
        hive, path = key.place
        start = f"{path}\\" if path else ""
        names = [
            name.removeprefix(start) for where, name in self.keys if where == hive and name.startswith(start)
        ]
        return [name for name in names if name and "\\" not in name]


class Handle:
    def __init__(self, place: tuple[int, str], access: int) -> None:
        self.place = place
        self.access = access

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.Close()

    def Close(self) -> None:  # noqa: N802
        self.place = (0, "closed")


@pytest.fixture(params=["adapter", "pretended"])
def registry(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Registry]:
    if request.param == "pretended":
        yield PretendedRegistry(Failure())
        return
    spec = importlib.util.spec_from_file_location("registry_on_windows", Path(adapter.__file__))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "winreg", Winreg())
        patch.setattr(sys, "platform", "win32")
        spec.loader.exec_module(module)
    yield module.WindowsRegistry()


def test_what_is_not_there_reads_as_empty(registry: Registry) -> None:
    assert not registry.exists(KEY)
    assert registry.values(KEY) == {}
    assert registry.subkeys(KEY) == []


def test_values_come_back_with_their_type(registry: Registry) -> None:
    registry.create(KEY)
    written = {"Home": Value("C:\\用户"), "": Value("default"), "n": Value(1, NUMBER), "b": Value(b"\0x", 3)}
    for name, value in written.items():
        registry.put(KEY, name, value)
    assert {name: tuple(value) for name, value in registry.values(KEY).items()} == written
    registry.delete(KEY, "n")
    assert "n" not in registry.values(KEY)
    with pytest.raises(FileNotFoundError):
        registry.delete(KEY, "n")


def test_keys_are_made_with_those_above_and_only_the_lowest_is_deleted(registry: Registry) -> None:
    registry.create(rf"{KEY}\a\b")
    registry.create(rf"{KEY}\c")
    assert registry.subkeys(KEY) == ["a", "c"]
    assert registry.subkeys(rf"{KEY}\a") == ["b"]
    registry.delete_key(rf"{KEY}\a\b")
    assert registry.exists(rf"{KEY}\a")
    assert registry.subkeys(rf"{KEY}\a") == []
    with pytest.raises(FileNotFoundError):
        registry.delete_key(rf"{KEY}\a\b")


def test_writing_to_a_key_that_is_not_there_is_an_error(registry: Registry) -> None:
    with pytest.raises(FileNotFoundError):
        registry.put(KEY, "Home", Value("x"))

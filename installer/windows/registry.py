r"""The registry of Windows, as far as the installer uses it; tests put a pretended one in its place.

A key is written with its hive in short: ``HKCU\Software\juesuan``.
"""

from __future__ import annotations

import sys
from typing import ClassVar, NamedTuple, Protocol

TEXT, NUMBER = 1, 4  # REG_SZ and REG_DWORD


class Value(NamedTuple):
    """What stands under a name: the data and its registry type, so that it can be put back as it was."""

    data: str | int | bytes
    kind: int = TEXT


class Registry(Protocol):
    """Reading never fails for what is not there; writing raises OSError."""

    def exists(self, key: str) -> bool:
        """Tell whether there is such a key."""

    def values(self, key: str) -> dict[str, Value]:
        """Return the values of a key by name; the default value has the name ``""``."""

    def subkeys(self, key: str) -> list[str]:
        """Return the names of the keys directly below."""

    def create(self, key: str) -> None:
        """Make a key and those above it that are missing."""

    def put(self, key: str, name: str, value: Value) -> None:
        """Set a value of a key that exists."""

    def delete(self, key: str, name: str) -> None:
        """Delete a value."""

    def delete_key(self, key: str) -> None:
        """Delete a key that has no keys below it."""


if sys.platform == "win32":
    import winreg

    class WindowsRegistry:
        """The real one. A 32-bit Python would see another HKLM, but such a Python is refused."""

        _HIVES: ClassVar = {
            "HKCU": winreg.HKEY_CURRENT_USER,
            "HKLM": winreg.HKEY_LOCAL_MACHINE,
            "HKCR": winreg.HKEY_CLASSES_ROOT,
        }

        def _open(self, key: str, access: int = winreg.KEY_READ) -> winreg.HKEYType:
            hive, _, path = key.partition("\\")
            return winreg.OpenKey(self._HIVES[hive], path, 0, access)

        def exists(self, key: str) -> bool:
            """Tell whether there is such a key that may be read."""
            try:
                self._open(key).Close()
            except OSError:
                return False
            return True

        def values(self, key: str) -> dict[str, Value]:
            """Return the values of a key by name; empty when it cannot be read."""
            try:
                with self._open(key) as opened:
                    count = winreg.QueryInfoKey(opened)[1]
                    rows = [winreg.EnumValue(opened, number) for number in range(count)]
            except OSError:
                return {}
            return {name: Value(data, kind) for name, data, kind in rows}

        def subkeys(self, key: str) -> list[str]:
            """Return the names of the keys directly below; empty when it cannot be read."""
            try:
                with self._open(key) as opened:
                    return [winreg.EnumKey(opened, n) for n in range(winreg.QueryInfoKey(opened)[0])]
            except OSError:
                return []

        def create(self, key: str) -> None:
            """Make a key and those above it that are missing."""
            hive, _, path = key.partition("\\")
            winreg.CreateKey(self._HIVES[hive], path).Close()

        def put(self, key: str, name: str, value: Value) -> None:
            """Set a value."""
            with self._open(key, winreg.KEY_SET_VALUE) as opened:
                winreg.SetValueEx(opened, name, 0, value.kind, value.data)

        def delete(self, key: str, name: str) -> None:
            """Delete a value."""
            with self._open(key, winreg.KEY_SET_VALUE) as opened:
                winreg.DeleteValue(opened, name)

        def delete_key(self, key: str) -> None:
            """Delete a key that has no keys below it."""
            hive, _, path = key.partition("\\")
            winreg.DeleteKey(self._HIVES[hive], path)

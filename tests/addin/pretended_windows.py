"""What the add-in asks of Windows, pretended: COM objects for pyOpenVBA's interpreter."""
# mypy: disable-error-code="misc, untyped-decorator"
# ruff: noqa: N802 - methods have the names that Windows and xlwings give them

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from pyopenvba.interpreter import (
    EMPTY,
    NULL,
    VBAArray,
    VBAErrorValue,
    VBAObject,
    VBARuntimeError,
    member,
    method,
)

from juesuan.excel import functions

_ERRORS_OF_CELLS = 0x7FF60000  # #N/A, 2042, reaches Python as -2146826246


class Windows:
    """What the pretended computer has, does, and has been asked."""

    def __init__(self) -> None:
        self.registry: dict[str, str] = {}
        self.environment = {"LOCALAPPDATA": r"C:\Local", "APPDATA": r"C:\Roaming"}
        self.files: dict[str, bytes] = {}
        self.libraries: set[str] = set()
        self.events: list[str] = []
        self.exit_code = 0
        self.on_start: Callable[[], None] = lambda: None

    def com_object(self, name: str) -> VBAObject:
        kinds: dict[str, Callable[[Windows], VBAObject]] = {
            "WScript.Shell": Shell,
            "Scripting.FileSystemObject": FileSystem,
            "Test.Probe": Probe,
            "Test.Server": Server,
        }
        return kinds[str(name)](self)


class Part(VBAObject):
    def __init__(self, windows: Windows) -> None:
        self._windows = windows


class Shell(Part):
    @method
    def RegRead(self, name: str) -> object:
        return _found(self._windows.registry, name)

    @method
    def Exec(self, line: str) -> object:
        self._windows.events.append(f"start {line}")
        self._windows.on_start()
        return Program(self._windows)

    @method
    def Popup(self, text: str, _seconds: object, title: str, kind: object) -> object:
        self._windows.events.append(f"popup {int(str(kind))} {title}: {text}")
        return 1

    @method
    def ExpandEnvironmentStrings(self, text: str) -> object:
        """What is not set stays as it is written."""
        known = self._windows.environment
        return re.sub("%(.*?)%", lambda found: known.get(found[1], found[0]), text)


class Program(Part):
    _looks = 0

    @member
    def Status(self) -> object:
        self._looks += 1
        return int(self._looks > 2)

    @member
    def ExitCode(self) -> object:
        return self._windows.exit_code


class FileSystem(Part):
    @method
    def FileExists(self, path: str) -> object:
        return path in self._windows.files

    @method
    def OpenTextFile(self, path: str, mode: object, create: object, form: object) -> object:
        for_reading, unicode_text = 1, -1
        assert (int(str(mode)), int(str(form)), create) == (for_reading, unicode_text, False)
        return Stream(_found(self._windows.files, path))

    @method
    def DeleteFile(self, path: str, _force: object) -> None:
        _found(self._windows.files, path)
        del self._windows.files[path]


class Stream(VBAObject):
    def __init__(self, content: bytes) -> None:
        self._content = content

    @method
    def ReadAll(self) -> object:
        return self._content.decode("utf-16-le")  # with the byte order mark, should Windows leave it


class Probe(Part):
    """Takes the calls of the functions that DLLs would have."""

    @method
    def Happened(self, what: str) -> None:
        self._windows.events.append(what)

    @method
    def Loaded(self, path: str) -> object:
        return int(path in self._windows.libraries)


class Server(Part):
    """The calls of xlwings' server that the add-in uses, over the real functions."""

    @method
    def Module(self, name: str) -> object:
        assert name == functions.__name__
        return name

    @method
    def TupleFromArray(self, elements: VBAArray) -> object:
        return Held(tuple(_python(element) for element in elements.items))

    @method
    def Call(self, _module: object, name: str, arguments: Held) -> object:
        return Held(getattr(functions, name)(*arguments.value))

    @method
    def Var(self, held: Held) -> object:
        return _vba(held.value)


class Held(VBAObject):
    """An object of Python that VBA only passes on."""

    def __init__(self, value: Any) -> None:
        self.value = value


def _found(things: Mapping[str, Any], name: str) -> Any:
    if name not in things:
        raise VBARuntimeError(53, f"no {name}")  # an error of VBA, as any call into Windows can raise
    return things[name]


def _python(value: Any) -> Any:
    """A value of VBA as pywin32 hands it to Python."""
    if isinstance(value, VBAArray):
        (top, bottom), (left, right) = value.bounds
        return tuple(
            tuple(_python(value.get([row, column])) for column in range(left, right + 1))
            for row in range(top, bottom + 1)
        )
    if isinstance(value, VBAErrorValue):
        return value.number - _ERRORS_OF_CELLS
    return None if value is EMPTY else value


def _vba(value: Any) -> Any:
    """A value of Python as pywin32 hands it to VBA."""
    if not isinstance(value, tuple):
        return NULL if value is None else value
    height, width = len(value), len(value[0])
    by_column = [_vba(value[row][column]) for column in range(width) for row in range(height)]
    return VBAArray([(0, height - 1), (0, width - 1)], items=by_column)

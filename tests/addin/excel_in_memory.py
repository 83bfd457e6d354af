"""The whole add-in as shipped, in pyOpenVBA's model of Excel, over a pretended Windows.

Where LibreOffice needs others in the place of ``Computer`` and ``PythonServer``, here they run themselves.
"""
# mypy: disable-error-code="misc, untyped-decorator"

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pyopenvba.apps.excel import Application, ExcelApplication, Workbook
from pyopenvba.interpreter import VBAObject, member

from addin.build.vba_project import Kind
from addin.build.vba_sources import vba_modules
from tests.addin.pretended_windows import Windows

_KINDS = {Kind.DOCUMENT: "document", Kind.STANDARD: "standard", Kind.CLASS: "class"}
_DECLARATION = re.compile(r"^ *Private Declare (?:.*_\n)*.*\n", re.MULTILINE)
# Of Excel's Application, what pyOpenVBA has not got, with the values that Excel starts with.
_MISSING = {"interactive": True, "cursor": -4143, "enablecancelkey": 1, "hwnd": 4711}
_DLLS = """
Public Function MsgWaitForMultipleObjects(ByVal nCount As Long, ByRef pHandles As Variant, _
    ByVal fWaitAll As Long, ByVal dwMilliseconds As Long, ByVal dwWakeMask As Long) As Long
    CreateObject("Test.Probe").Happened "wait " & dwMilliseconds & IIf(Application.Interactive, "", " held")
End Function
Public Sub DoEvents()
End Sub
Public Function LoadLibraryW(ByVal fileName As Variant) As Variant
    LoadLibraryW = CreateObject("Test.Probe").Loaded(fileName)
End Function
Public Function StrPtr(ByVal text As String) As String
    StrPtr = text
End Function
Public Function XLPyDLLActivateAuto(ByRef result As Variant, Optional ByVal config As String = "", _
    Optional ByVal mode As Long = 1) As Long
    CreateObject("Test.Probe").Happened "serve " & config
    Set result = CreateObject("Test.Server")
End Function
"""


class Control(VBAObject):
    """A button as Excel hands it to a callback."""

    def __init__(self, command: str, needs: str) -> None:
        self._command, self._needs = command, needs

    @member
    def ID(self) -> str:  # noqa: N802 - the name that Excel gives it
        return self._command

    @member
    def Tag(self) -> str:  # noqa: N802
        return self._needs


class ExcelInMemory:
    """An Excel that has loaded the add-in, and the computer it runs on."""

    def __init__(self, addin: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.windows = Windows()
        self.state: dict[str, Any] = dict(_MISSING)
        self.described: list[dict[str, Any]] = []
        self._complete(monkeypatch)
        self._app = ExcelApplication.open(addin, with_vba=False)
        self._app.interpreter.host.create = self.windows.com_object
        for module in vba_modules():
            source = _DECLARATION.sub("", module.source).replace("WithEvents ", "").replace("LongPtr", "Long")
            self._app.add_module(source, name=module.name, kind=_KINDS[module.kind])
        self._app.add_module(_DLLS, name="Dlls")

    def open(self, path: Path) -> None:
        self._app.open_workbook(path)

    def press(self, command: str, needs: str) -> list[str]:
        """Press a button; returns what Windows has been asked."""
        self.windows.events.clear()
        self._app.run("Ribbon_OnAction", Control(command, needs))
        return list(self.windows.events)

    def run(self, macro: str, *arguments: Any) -> Any:
        return self._app.run(macro, *arguments)

    def formula(self, call: str) -> Any:
        """What a cell would hold with this call of a worksheet function, written as VBA."""
        return self._app.evaluate(call)

    def put_error(self, address: str, number: int) -> None:
        """An error of Excel in a cell, as a formula leaves it there."""
        source = f'Sub PutError()\n    Range("{address}").Value = CVErr({number})\nEnd Sub\n'
        self._app.add_module(source, name="PutsError")
        self._app.run("PutError")

    @property
    def status_bar(self) -> Any:
        return self._app.application.vba_get("StatusBar")

    def _complete(self, monkeypatch: pytest.MonkeyPatch) -> None:
        get, put, state, described = Application.vba_get, Application.vba_set, self.state, self.described

        def vba_get(app: Any, name: str, args: Any = (), named: Any = None) -> Any:
            if name.lower() == "macrooptions":
                described.append(named)
                return None
            return state[name.lower()] if name.lower() in state else get(app, name, args, named)

        def vba_set(app: Any, name: str, value: Any, args: Any = (), named: Any = None, **how: Any) -> None:
            if name.lower() in state:
                state[name.lower()] = value
            else:
                put(app, name, value, args, named, **how)

        book_get = Workbook.vba_get

        def vba_get_of_book(book: Any, name: str, args: Any = (), named: Any = None) -> Any:
            return False if name.lower() == "readonly" else book_get(book, name, args, named)

        monkeypatch.setattr(Workbook, "vba_get", vba_get_of_book)
        monkeypatch.setattr(Application, "vba_get", vba_get)
        monkeypatch.setattr(Application, "vba_set", vba_set)

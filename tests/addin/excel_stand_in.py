"""The shipped add-in in LibreOffice: its buttons pressed, and what it asked of the computer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.engines.libreoffice_xlwings_office import Office, file_url, property_values, uno_module

INTERPRETER = r"C:\Program Files\决算 工具\Scripts\pythonw.exe"
RESULT, LOGS = r"C:\Local\juesuan\result.txt", r"C:\Roaming\juesuan\logs"
_LIBRARY = "JuesuanAddin"
_FAKES = Path(__file__).parent / "vba"
_STANDARD, _CLASS = 1, 2  # LibreOffice's kinds of modules


class ExcelStandIn:
    """LibreOffice with the add-in loaded as Excel would; the module that speaks to Windows is replaced."""

    def __init__(self, office: Office, addin: Path) -> None:
        self._office = office
        # Without the name of the filter LibreOffice does not load an .xlam.
        self._addin = self._load(
            file_url(addin), MacroExecutionMode=4, FilterName="Calc MS Excel 2007 VBA XML", Hidden=True
        )
        library = self._addin.BasicLibraries.getByName(_LIBRARY)
        self.modules: dict[str, str] = {name: library.getByName(name) for name in library.getElementNames()}
        for path in sorted(_FAKES.iterdir()):
            self._put(library, path)

    def open(self, path: Path, *, read_only: bool = False) -> Any:
        """Open a workbook, which becomes the active one."""
        return self._load(file_url(path), ReadOnly=read_only)

    def new_workbook(self) -> Any:
        """A workbook that was never saved."""
        return self._load("private:factory/scalc")

    def sheet(self, name: str) -> Any:
        """A new sheet in the add-in's own workbook."""
        self._addin.Sheets.insertNewByName(name, 1)
        return self._addin.Sheets.getByName(name)

    def remove_sheet(self, name: str) -> None:
        self._addin.Sheets.removeByName(name)

    def close_workbooks(self) -> None:
        for document in self.workbooks():
            document.close(True)

    def workbooks(self) -> list[Any]:
        """The documents that are open, without the add-in."""
        components = self._office.desktop.Components.createEnumeration()
        found = []
        while components.hasMoreElements():
            document = components.nextElement()
            if document.URL != self._addin.URL:
                found.append(document)
        return found

    def prepare(
        self, *, interpreter: str = INTERPRETER, result: str = "", exit_code: int = 0, behaviour: str = ""
    ) -> None:
        """What Windows will answer; ``result`` is the content of the file that the program leaves."""
        self.call("Press.Prepare", interpreter, result, str(exit_code), behaviour)

    def press(self, command: str, needs: str) -> list[str]:
        """Press a button; returns what the add-in asked of the computer, in order."""
        assert self.call("Press.Press", command, needs) == "pressed", "errors in Basic are silent"
        return [event for event in self.call("Press.Remembered").split(chr(30)) if event]

    def enabled(self, needs: str) -> bool:
        answer = self.call("Press.Enabled", needs)
        assert isinstance(answer, bool), "errors in Basic are silent"
        return answer

    def call(self, name: str, *arguments: Any) -> Any:
        """Call a public function of the add-in or of the fakes."""
        address = f"vnd.sun.star.script:{_LIBRARY}.{name}?language=Basic&location=document"
        return self._addin.getScriptProvider().getScript(address).invoke(arguments, (), ())[0]

    def _load(self, address: str, **how: Any) -> Any:
        return self._office.desktop.loadComponentFromURL(address, "_blank", 0, property_values(**how))

    def _put(self, library: Any, path: Path) -> None:
        name, source = path.stem, path.read_text("utf-8")
        if library.hasByName(name):
            library.replaceByName(name, source)
            return
        info = uno_module().createUnoStruct("com.sun.star.script.ModuleInfo")
        info.ModuleType = _CLASS if path.suffix == ".cls" else _STANDARD
        library.insertModuleInfo(name, info)
        library.insertByName(name, source)


def started(events: Sequence[str]) -> list[str]:
    """The command lines that were started."""
    return [event.removeprefix("start ") for event in events if event.startswith("start ")]


def said(events: Sequence[str]) -> list[str]:
    """The sentences that were shown."""
    return [event.removeprefix("say 决算公开: ") for event in events if event.startswith("say ")]

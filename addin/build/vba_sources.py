"""The modules of the add-in: the files of addin/vba, stamped with versions, and the generated wrappers."""

from __future__ import annotations

import re
from pathlib import Path

from addin.build.functions import wrapper_source
from addin.build.places import VBA, xlwings_version
from addin.build.vba_project import Kind, Module

_NAME = re.compile(r'^Attribute VB_Name = "(\w+)"$', re.MULTILINE)
_DOCUMENTS = ("ThisWorkbook", "Sheet1")


def vba_modules() -> list[Module]:
    """Return the modules, documents first. Raises ValueError when a source is not what Excel accepts."""
    texts = {path.name: path.read_text("utf-8") for path in sorted(VBA.iterdir())}
    texts["WorksheetFunctions.bas"] = wrapper_source()
    modules = [module_of(name, text.replace("{xlwings}", xlwings_version())) for name, text in texts.items()]
    return sorted(
        modules, key=lambda module: (module.kind is not Kind.DOCUMENT, module.name != _DOCUMENTS[0])
    )


def module_of(file: str, source: str) -> Module:
    """Return the module that a file holds.

    Raises ValueError when it is not pure ASCII (the editor reads sources in the code page of the computer),
    or does not name itself exactly once after the file (Excel drops a project with a doubled name).
    """
    if not source.isascii():
        line = next(number for number, text in enumerate(source.splitlines(), 1) if not text.isascii())
        raise ValueError(
            f"{file}, line {line}: VBA sources are pure ASCII; Chinese belongs into messages.csv"
        )
    name, suffix = Path(file).stem, Path(file).suffix
    if _NAME.findall(source) != [name]:
        raise ValueError(f'{file} must say Attribute VB_Name = "{name}" once')
    if name in _DOCUMENTS:
        return Module(name, Kind.DOCUMENT, source)
    return Module(name, Kind.STANDARD if suffix == ".bas" else Kind.CLASS, source)

"""vbaProject.bin from source text: [MS-OVBA], with no compiled code and no performance cache.

The ``_VBA_PROJECT`` stream says that nothing is compiled, so every host compiles the source when it loads it.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from addin.build.compound_file import compound_file
from addin.build.compression import compress
from addin.build.project_properties import project_stream

CODE_PAGE = 936  # what a Chinese Windows uses; sources are ASCII, so it decides nothing
_LCID = 0x409
_NO_COMPILED_CODE = bytes.fromhex("CC61FFFF000000")
_OLE_AUTOMATION = (
    r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#C:\Windows\System32\stdole2.tlb#OLE Automation"
)
_REFERENCES = (("stdole", _OLE_AUTOMATION),)  # nothing of Office: what is not referenced cannot go missing


class Kind(Enum):
    """What a module is, in the words of the PROJECT stream."""

    DOCUMENT = "Document"
    CLASS = "Class"
    STANDARD = "Module"


@dataclass(frozen=True, slots=True)
class Module:
    """A module as the VBA editor exports it: the source starts with its Attribute lines."""

    name: str
    kind: Kind
    source: str


def vba_project(name: str, modules: Sequence[Module]) -> bytes:
    """Return vbaProject.bin. Raises UnicodeEncodeError when a source is not ASCII."""
    storage = {"_VBA_PROJECT": _NO_COMPILED_CODE, "dir": compress(_dir_stream(name, modules))}
    storage |= {module.name: compress(_with_windows_line_ends(module.source)) for module in modules}
    kinds = [(module.kind.value, module.name) for module in modules]
    names = b"".join(_ansi(module.name) + b"\0" + _wide(module.name) + b"\0\0" for module in modules)
    return compound_file({
        "VBA": storage,
        "PROJECT": project_stream(name, kinds),
        "PROJECTwm": names + b"\0\0",
    })  # fmt: skip


def _with_windows_line_ends(source: str) -> bytes:
    lines = source.replace("\r\n", "\n").rstrip("\n").split("\n")
    return _ansi("\r\n".join(lines) + "\r\n")


def _dir_stream(project: str, modules: Sequence[Module]) -> bytes:
    """The records of [MS-OVBA] 2.3.4.2: the project, its references, its modules."""
    records = [
        _record(0x01, struct.pack("<I", 1)),  # 32-bit Windows, as every host writes
        _record(0x02, struct.pack("<I", _LCID)),
        _record(0x14, struct.pack("<I", _LCID)),
        _record(0x03, struct.pack("<H", CODE_PAGE)),
        _record(0x04, _ansi(project)),
        _record(0x05) + _record(0x40),  # description
        _record(0x06) + _record(0x3D),  # help files
        _record(0x07, bytes(4)),
        _record(0x08, bytes(4)),
        struct.pack("<HIIH", 0x09, 4, 0x6C919D94, 1),  # version, fixed: the same sources give the same file
        _record(0x0C) + _record(0x3C),  # constants
        *(_reference(name, library) for name, library in _REFERENCES),
        _record(0x0F, struct.pack("<H", len(modules))),
        _record(0x13, b"\xff\xff"),
        *(_module_records(module) for module in modules),
        _record(0x10),
    ]
    return b"".join(records)


def _reference(name: str, library: str) -> bytes:
    content = struct.pack("<I", len(library)) + _ansi(library) + bytes(6)
    return _record(0x16, _ansi(name)) + _record(0x3E, _wide(name)) + _record(0x0D, content)


def _module_records(module: Module) -> bytes:
    narrow, wide = _ansi(module.name), _wide(module.name)
    return b"".join([
        _record(0x19, narrow) + _record(0x47, wide),
        _record(0x1A, narrow) + _record(0x32, wide),  # the stream has the module's name
        _record(0x1C) + _record(0x48),
        _record(0x31, bytes(4)),  # source starts at offset 0: no compiled code before it
        _record(0x1E, bytes(4)),
        _record(0x2C, b"\xff\xff"),
        _record(0x21 if module.kind is Kind.STANDARD else 0x22),
        _record(0x2B),
    ])  # fmt: skip


def _record(identifier: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", identifier, len(data)) + data


def _ansi(text: str) -> bytes:
    return text.encode("ascii")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")

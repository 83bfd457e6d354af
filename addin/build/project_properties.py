"""The PROJECT stream of a VBA project: its properties as text, [MS-OVBA] 2.3.1."""

from __future__ import annotations

import struct
from collections.abc import Sequence

# Fixed, so that the same sources give the same file; nothing looks projects up by it.
_PROJECT_ID = "{6C1B24F0-3B0E-4C5B-9B0D-7C1D2A4E9F35}"
_VBE = "{3832D640-CF90-11CF-8E43-00A0C911005A}"
_NOT_PROTECTED, _NO_PASSWORD, _VISIBLE = bytes(4), bytes(1), bytes([255])


def project_stream(name: str, modules: Sequence[tuple[str, str]]) -> bytes:
    """Return the stream of a project that is not protected; ``modules`` are pairs of kind and name."""
    lines = [
        f'ID="{_PROJECT_ID}"',
        *(f"{kind}={module}{'/&H00000000' * (kind == 'Document')}" for kind, module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_obfuscated(_NOT_PROTECTED, 0x08)}"',
        f'DPB="{_obfuscated(_NO_PASSWORD, 0x10)}"',
        f'GC="{_obfuscated(_VISIBLE, 0x18)}"',
        "",
        "[Host Extender Info]",
        f"&H00000001={_VBE};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module}=0, 0, 0, 0, C" for _, module in modules),
    ]
    return ("\r\n".join(lines) + "\r\n").encode("ascii")


def _obfuscated(data: bytes, seed: int) -> str:
    """Data encryption of [MS-OVBA] 2.4.3.2, which hides nothing: hosts expect it."""
    key = sum(_PROJECT_ID.encode("ascii")) & 0xFF
    written = [seed, seed ^ 2, seed ^ key]
    plain, last, one_before = key, written[2], written[1]
    for byte in bytes((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        coded = byte ^ ((one_before + plain) & 0xFF)
        written.append(coded)
        one_before, last, plain = last, coded, byte
    return "".join(f"{byte:02X}" for byte in written)

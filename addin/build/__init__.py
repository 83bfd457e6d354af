"""Builds ``juesuan.xlam`` from the text of ``addin/``, on any system, with the standard library alone."""

from __future__ import annotations

import os
from pathlib import Path

from addin.build.messages import message_rows
from addin.build.package import addin_package
from addin.build.places import version
from addin.build.ribbon import ribbon_parts
from addin.build.vba_project import vba_project
from addin.build.vba_sources import vba_modules

FILE = "juesuan.xlam"
PROJECT = "JuesuanAddin"

__all__ = ["FILE", "build"]


def build(target: Path) -> Path:
    """Write the add-in and return its path; ``target`` is the file, or the folder it goes into.

    The same sources give the same bytes. Raises ValueError when the sources break a rule of the build.
    """
    path = target / FILE if target.is_dir() else target
    content = addin_package(
        version=version(),
        messages=message_rows(),
        ribbon=ribbon_parts(),
        vba_project=vba_project(PROJECT, vba_modules()),
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f"{path.name}.part")
    half.write_bytes(content)
    os.replace(half, path)  # noqa: PTH105 - what an old Excel has open stays whole until the new one is there
    return path

"""Where the sources of the add-in are, and the versions stamped into it."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ADDIN = Path(__file__).resolve().parents[1]
PROJECT = ADDIN.parent
RIBBON = ADDIN / "ribbon.xml"
VBA = ADDIN / "vba"
MESSAGES = ADDIN / "messages.csv"


def use_library() -> None:
    """Make the library of this checkout importable; the build runs without anything installed."""
    library = str(PROJECT / "pylib")
    if library not in sys.path:
        sys.path.insert(0, library)


def version() -> str:
    """The version of the library, which is the version of the add-in."""
    use_library()
    from juesuan.version import VERSION

    return VERSION


def xlwings_version() -> str:
    """The exact version that the project requires: the names of xlwings' libraries for Excel carry it."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    pins = [re.fullmatch(r"xlwings==([\d.]+)", requirement) for requirement in project["dependencies"]]
    found = [pin.group(1) for pin in pins if pin]
    if len(found) != 1:
        raise ValueError("pyproject.toml must require exactly one version of xlwings (xlwings==...)")
    return found[0]

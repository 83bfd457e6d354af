"""xlwings without the libraries it takes along when they are there: a click should not wait for pandas."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

_NOT_NEEDED = ("pandas", "numpy", "polars", "matplotlib", "plotly", "PIL", "jinja2", "cryptography")


def import_xlwings() -> ModuleType:
    """Import xlwings; libraries that are not loaded yet look as if they were not installed meanwhile."""
    if "xlwings" in sys.modules:
        return sys.modules["xlwings"]
    hidden = [name for name in _NOT_NEEDED if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment] # Python's way to say: not to be imported
    try:
        return import_module("xlwings")
    finally:
        for name in hidden:
            del sys.modules[name]

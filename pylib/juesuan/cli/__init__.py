"""The command line: one file per command, loaded when the command is called."""

from __future__ import annotations

import gc
from collections.abc import Sequence

_PATIENCE = 10_000  # new objects between two looks for garbage: sheets and rules are many that all stay


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``juesuan`` with arguments (by default the process's own) and return the exit code."""
    gc.set_threshold(_PATIENCE, *gc.get_threshold()[1:])
    from juesuan.cli.program import run

    return run(arguments)

"""The command line: one file per command, loaded when the command is called."""

from __future__ import annotations

from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run ``juesuan`` with arguments (by default the process's own) and return the exit code."""
    from juesuan.cli.program import run

    return run(arguments)

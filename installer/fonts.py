"""A Chinese font for the PDF, on computers that have none."""

from __future__ import annotations

from collections.abc import Collection

from installer.environment import Environment

EXTRA = "fonts"
NO_FONT = 3  # exit code of `python -m juesuan.publication.fonts`


def with_fonts(environment: Environment, extras: Collection[str]) -> Collection[str]:
    """The extras to install, with fonts where the installed program finds none that shows Chinese."""
    program = [environment.program("python"), "-m", "juesuan.publication.fonts"]
    code, _ = environment.machine.capture(program, environment.root)
    return {*extras, EXTRA} if code == NO_FONT else extras

"""The commands of the ribbon, known by their ids and imported when one is clicked."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from juesuan.excel.outcome import Outcome
    from juesuan.excel.workbook.session import Session


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its Chinese title, and ``module:function`` below ``juesuan.excel.commands``."""

    title: str
    target: str
    needs_book: bool = True

    def function(self) -> Callable[[Session], Outcome]:
        """Import what does the work."""
        module, _, name = self.target.partition(":")
        found: Callable[[Session], Outcome] = getattr(import_module(f"juesuan.excel.commands.{module}"), name)
        return found


COMMANDS: dict[str, Command] = {
    "check": Command("校验", "check:check"),
    "unmark": Command("清除标记", "check:unmark"),
}

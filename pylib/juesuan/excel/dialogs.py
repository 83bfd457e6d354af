"""What a command asks a person, as a protocol: windows in production, prepared answers in tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

TITLE = "决算公开"
WORKBOOKS = ("Excel 工作簿", "*.xlsx;*.xlsm")
_SHOWN = 12


def first_lines(lines: Sequence[str]) -> list[str]:
    """As many lines as a window shows, and how many more there are."""
    more = len(lines) - _SHOWN
    return [*lines[:_SHOWN], f"……另有 {more} 条"] if more > 1 else list(lines)


class Dialogs(Protocol):
    """Questions to the person at the screen; None or False when the person turns away."""

    def inform(self, text: str) -> None:
        """Show a text."""

    def confirm(self, text: str) -> bool:
        """Ask whether to go on."""

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        """Let the person pick one; returns its place, counted from 0."""

    def ask(self, question: str, suggestion: str = "") -> str | None:
        """Ask for a line of text."""

    def open_files(self, title: str, kind: tuple[str, str], *, several: bool = False) -> list[Path]:
        """Let the person pick files to read; empty when none was picked."""

    def save_file(self, title: str, suggestion: str, kind: tuple[str, str]) -> Path | None:
        """Let the person name a file to write."""

    def pick_folder(self, title: str) -> Path | None:
        """Let the person pick a folder to write to."""

    def show(self, target: Path | str) -> None:
        """Open a document or a web page in the program that shows such."""

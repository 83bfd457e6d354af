"""How far a batch has come, shown at a terminal only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from juesuan.cli.screen import screen

if TYPE_CHECKING:
    from pathlib import Path


class Progress:
    """A bar with the name of the file that is being checked; reports are printed above it."""

    def __init__(self, total: int) -> None:
        """Prepare a bar for so many files."""
        columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
        self._bar = Bar(*columns, console=screen(), transient=True)
        self._task = self._bar.add_task("", total=total)
        self._begun = False

    def update(self, path: Path) -> None:
        """Name the next file; the one before it is done."""
        self._bar.update(self._task, description=path.name, advance=1 if self._begun else 0)
        self._begun = True

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

"""A person in front of the screen, for tests: answers are prepared, what was shown is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Person:
    """Dialogs with prepared answers."""

    agrees: bool = True
    picks: int | None = 0
    answers: list[str | None] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    saves_as: Path | None = None
    seen: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def inform(self, text: str) -> None:
        self.seen.append(text)

    def confirm(self, text: str) -> bool:
        self.seen.append(text)
        return self.agrees

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        self.seen.append("\n".join([question, *options]))
        return self.picks

    def ask(self, question: str, suggestion: str = "") -> str | None:
        self.seen.append(question)
        return self.answers.pop(0) if self.answers else suggestion

    def open_files(self, title: str, kind: tuple[str, str], *, several: bool = False) -> list[Path]:
        self.seen.append(title)
        return self.files if several else self.files[:1]

    def save_file(self, title: str, suggestion: str, kind: tuple[str, str]) -> Path | None:
        self.seen.append(title)
        return self.saves_as

    def pick_folder(self, title: str) -> Path | None:
        self.seen.append(title)
        return self.saves_as

    def show(self, target: Path | str) -> None:
        self.opened.append(str(target))

"""What a command has to say when it is done."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """One Chinese sentence, shown in the status bar."""

    sentence: str = ""

"""A document as text: its paragraphs in order, each with the page and the part it stands in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph as it was found. ``number`` counts paragraphs from 1, ``page`` is known of a PDF only."""

    text: str
    number: int
    page: int | None = None

    @property
    def place(self) -> str:
        """Where it stands, for people."""
        page = f"第 {self.page} 页，" if self.page else ""
        return f"{page}第 {self.number} 段"


@dataclass(frozen=True, slots=True)
class Writing:
    """A whole document. ``notices`` are Chinese sentences about what was left out or may have been lost."""

    path: str
    passages: tuple[Passage, ...]
    notices: tuple[str, ...] = ()

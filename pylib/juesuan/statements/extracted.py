"""What was found in a text: statements, and the numbers that are none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.model.statement import Statement
    from juesuan.statements.subject_names import Found, Title


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its unit in a compact paragraph."""

    paragraph: int
    start: int
    end: int
    unit: str
    text: str


@dataclass(slots=True)
class Extraction:
    """Everything that was found. ``titles`` are the subjects gone through one by one, by paragraph.

    ``asides`` are amounts of projects and within reasons, which no table holds, each with the kind of number
    that an enumerated one has; ``reasons`` are all numbers within reasons and uses.
    """

    statements: list[Statement] = field(default_factory=list)
    asides: list[tuple[Statement, str]] = field(default_factory=list)
    not_understood: list[Numeral] = field(default_factory=list)
    reasons: list[Numeral] = field(default_factory=list)
    titles: list[tuple[int, str, Title, Found | None]] = field(default_factory=list)

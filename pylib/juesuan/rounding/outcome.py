"""What balanced rounding gives back: the figures, what was moved and why, and what could not be kept."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef


class Standing(StrEnum):
    """How far the search came. Only ``BEST`` says that nothing nearer to the 元 figures exists."""

    BEST = "best"
    TIME = "time"  # the time was up: the best rounding found so far
    STOPPED = "stopped"  # the caller asked to stop: likewise


@dataclass(frozen=True, slots=True)
class Move:
    """One figure that is not its plain rounding. ``refs`` are all cells that show it, the first one counts.

    ``exact`` is in fen, ``plain`` and ``chosen`` in hundredths of 万元; ``why`` (Chinese) names identities.
    """

    refs: tuple[CellRef, ...]
    exact: int
    plain: int
    chosen: int
    why: str

    @property
    def ref(self) -> CellRef:
        """The cell the figure is named after."""
        return self.refs[0]


@dataclass(frozen=True, slots=True)
class Violation:
    """An identity that does not hold. ``identity`` is its wording, ``size`` left side less right side.

    ``size`` is in hundredths of 万元 for rounded figures, in fen where the 元 figures themselves are wrong.
    """

    identity: str
    rule: str
    refs: tuple[CellRef, ...]
    size: int
    why: str


@dataclass(frozen=True, slots=True)
class Size:
    """How large the problem was: figures that are not whole, identities between them, independent parts."""

    figures: int = 0
    identities: int = 0
    parts: int = 0


@dataclass(frozen=True, slots=True)
class Rounding:
    """A balanced rounding. ``disclosure`` is in 万元.

    ``source_errors`` are identities that the 元 figures themselves break: they come first in every report and
    were left out. ``violations`` hold exactly in 元 but not in 万元. ``hidden`` are cells whose figure is not
    zero but is 0.00 in 万元, which the published form does not show. ``gap`` is the number of 元 by which the
    figures might still come nearer, None when nothing is known, 0 when the rounding is the best.
    """

    disclosure: Disclosure
    moved: tuple[Move, ...]
    violations: tuple[Violation, ...]
    source_errors: tuple[Violation, ...]
    hidden: tuple[CellRef, ...]
    seconds: float
    standing: Standing
    gap: float | None
    size: Size

    @property
    def holds(self) -> bool:
        """Whether every identity that holds in 元 holds in 万元."""
        return not self.violations


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the search is: the aim it works on (Chinese), the part it is at, and the time gone by."""

    aim: str
    part: int
    parts: int
    seconds: float

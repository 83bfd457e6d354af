"""Which single mistake explains the numbers: every plausible one is tried on all comparisons at once.

A mistake is one wrong cell, or one amount in the wrong cell of a row or in the neighbouring row; each with
the totals above it left alone (typed figures) or moved along (live formulas). A mistake that would break
something that holds now is none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.reference import CellRef
    from juesuan.rules.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Suspect:
    """One possible mistake: the cell, the change (hundredths) that would undo it, and what that explains.

    ``corrections`` is every cell that the change moves. ``exact`` counts comparisons that become exact less
    those that cease to be, ``soft`` the hints that would go away.
    """

    ref: CellRef
    change: int
    corrections: dict[CellRef, int] = field(hash=False)
    explained: frozenset[int]
    exact: int
    soft: int
    moved_to: CellRef | None = None

    @property
    def rank(self) -> tuple[int, int, int]:
        """More comparisons explained first, then more made exact, then more hints gone."""
        return (len(self.explained), self.exact, self.soft)


def suspects(evidence: Evidence) -> list[Suspect]:
    """All mistakes that explain at least one failing comparison and break none."""
    found = []
    tried: set[tuple[tuple[CellRef, int], ...]] = set()
    for index in sorted(evidence.failing):
        for origin in _changes(evidence, index):
            for corrections in (origin, evidence.spread(origin)):
                key = tuple(sorted(corrections.items()))
                if key not in tried:
                    tried.add(key)
                    suspect = _judged(evidence, origin, corrections)
                    if suspect:
                        found.append(suspect)
    return found


def _changes(evidence: Evidence, index: int) -> Iterator[dict[CellRef, int]]:
    """Changes of one cell, or of two by opposite amounts, that would settle one comparison."""
    from juesuan.rules.evidence import coefficients

    residual = evidence.residuals[index]
    for ref, coefficient in coefficients(evidence.results[index]).items():
        change = -residual * coefficient
        yield {ref: change}
        for other in _companions(evidence, ref):
            yield {ref: change, other: -change}


def _companions(evidence: Evidence, ref: CellRef) -> Iterator[CellRef]:
    """Cells that an amount may have been confused with: other parts of its row, the rows next to it."""
    for total, sign in evidence.totals_of(ref):
        addends = [addend.ref for addend in evidence.sums[total] if addend.sign == sign]
        if addends and addends[0].row == addends[-1].row:
            yield from (other for other in addends if other != ref)
        elif ref in addends:
            place = addends.index(ref)
            yield from (addends[near] for near in (place - 1, place + 1) if 0 <= near < len(addends))


def _judged(
    evidence: Evidence, origin: dict[CellRef, int], corrections: dict[CellRef, int]
) -> Suspect | None:
    explained, exact, soft = set(), 0, 0
    for index, residual in evidence.tried(corrections).items():
        before = evidence.residuals[index]
        failed, fails = evidence.fails(index, before), evidence.fails(index, residual)
        if not evidence.hard(index):
            soft += failed - fails
            continue
        if fails and not failed:
            return None
        if failed and not fails and index in evidence.failing:
            explained.add(index)
        exact += (before != 0) - (residual != 0)
    if not explained:
        return None
    ref, *others = origin
    return Suspect(
        ref, origin[ref], corrections, frozenset(explained), exact, soft, others[0] if others else None
    )

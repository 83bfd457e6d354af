"""Which single mistake explains the numbers: every plausible one is tried on all comparisons at once.

A mistake is one wrong cell, or one amount in the wrong one of two neighbouring cells; each with the totals
above it left alone (typed figures) or moved along (live formulas). A mistake that would break something that
holds now is none.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

from juesuan.rules.evidence import coefficients

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan.model.reference import CellRef
    from juesuan.rules.evidence import Evidence
    from juesuan.rules.neighbours import Neighbours

    Rank = tuple[int, int, int, int]
    Key = tuple[tuple[CellRef, int], ...]


class Likelihood(IntEnum):
    """How likely a mistake is in itself, where several explain as much."""

    NEGATIVE = 0  # a figure should have been negative where none is stated
    PART = 1  # a part of an amount stands in the wrong cell
    WHOLE = 2  # a whole amount stands in the wrong cell
    SINGLE = 3  # one figure is wrong, or two are exchanged


@dataclass(frozen=True, slots=True)
class Suspect:
    """One possible mistake: the cell, the change (hundredths) that would undo it, and what that explains.

    ``expected`` is what the cell would hold then, ``corrections`` every cell that the change moves. ``exact``
    counts comparisons that become exact less those that cease to be, ``soft`` the hints that would go away.
    ``likely`` weighs mistakes that explain as much.
    """

    ref: CellRef
    change: int
    expected: int
    corrections: dict[CellRef, int] = field(hash=False)
    explained: frozenset[int]
    exact: int
    soft: int
    likely: Likelihood
    moved_to: CellRef | None = None

    @property
    def whole(self) -> bool:
        """Whether a figure is missing, or one too many, as a whole."""
        return self.moved_to is None and 0 in {self.expected, self.expected - self.change}

    @property
    def rank(self) -> Rank:
        """More comparisons explained first, then more made exact, then more hints gone."""
        return (len(self.explained), self.exact, self.soft, self.likely)


class Search:
    """The suspects of what is not explained yet, kept up to date while mistakes are accepted.

    Only what an accepted mistake touches is worked out anew: many mistakes take little longer than few.
    """

    def __init__(self, evidence: Evidence, neighbours: Neighbours) -> None:
        """Nothing has been tried yet."""
        self._evidence = evidence
        self._neighbours = neighbours
        self._ranks: dict[Rank, dict[Key, Suspect]] = defaultdict(dict)
        self._suspects: dict[Key, Suspect | None] = {}
        self._forms: dict[Key, tuple[Key, ...]] = {}
        self._origins: dict[Key, set[int]] = defaultdict(set)
        self._touching: dict[int, set[Key]] = defaultdict(set)
        self._stale = set(evidence.failing)

    def leaders(self) -> list[Suspect]:
        """The mistakes that explain most, all of one rank; none when nothing explains anything."""
        for index in sorted(self._stale & self._evidence.failing):
            for origin in self._changes(index):
                self._consider(index, origin)
        self._stale.clear()
        filled = [rank for rank, suspects in self._ranks.items() if suspects]
        return list(self._ranks[max(filled)].values()) if filled else []

    def misplaced_instead(self, suspect: Suspect) -> bool:
        """Whether a figure in the wrong place elsewhere would explain what a missing one explains."""
        rank = (*suspect.rank[:3], Likelihood.WHOLE)
        return suspect.whole and any(
            suspect.explained & other.explained and suspect.ref not in {other.ref, other.moved_to}
            for other in self._ranks.get(rank, {}).values()
        )

    def forget(self, indexes: Iterable[int]) -> None:
        """Work out anew what touches these comparisons: they have changed, or they are explained."""
        for index in indexes:
            self._stale.add(index)
            for key in self._touching.pop(index, set()):
                suspect = self._suspects.pop(key, None)
                if suspect:
                    del self._ranks[suspect.rank][key]
                self._stale |= self._origins.pop(key, set())

    def _consider(self, index: int, origin: dict[CellRef, int]) -> None:
        """Try a change alone and with the totals above it, unless that has been done."""
        first = tuple(sorted(origin.items()))
        keys = self._forms.get(first, ())
        if not keys or not all(key in self._suspects for key in keys):
            spread = self._evidence.spread(origin)
            keys = self._forms[first] = (first, tuple(sorted(spread.items())))
            self._try(keys[0], origin, origin)
            self._try(keys[1], origin, spread)
        for key in keys:
            self._origins[key].add(index)

    def _try(self, key: Key, origin: dict[CellRef, int], corrections: dict[CellRef, int]) -> None:
        if key in self._suspects:
            return
        changed = self._evidence.tried(corrections)
        suspect = self._judged(origin, corrections, changed)
        self._suspects[key] = suspect
        for touched in changed:
            self._touching[touched].add(key)
        if suspect:
            self._ranks[suspect.rank][key] = suspect

    def _changes(self, index: int) -> Iterator[dict[CellRef, int]]:
        """Changes of one cell, or of two by opposite amounts, that would settle one comparison."""
        residual = self._evidence.residuals[index]
        cells = coefficients(self._evidence.results[index])
        for ref, coefficient in cells.items():
            change = -residual * coefficient
            yield {ref: change}
            yield from ({below: amount} for below, amount in self._below(ref, change))
            for other in self._neighbours.of(ref):
                if other in cells:  # then the two changes would cancel here, or double
                    continue
                yield {ref: change, other: -change}
                if self._in_failing(other):
                    yield from self._pairs_below(ref, other, change)

    def _below(self, ref: CellRef, change: int) -> Iterator[tuple[CellRef, int]]:
        """Cells whose change would reach this one through totals that hold exactly, as live formulas do."""
        evidence = self._evidence
        if not evidence.calculated(ref) or self._contradicted(ref, change):
            return
        for addend in evidence.sums[ref]:
            yield addend.ref, addend.sign * change
            yield from self._below(addend.ref, addend.sign * change)

    def _in_failing(self, ref: CellRef) -> bool:
        return any(index in self._evidence.failing for index, _ in self._evidence.uses.get(ref, ()))

    def _pairs_below(self, ref: CellRef, other: CellRef, change: int) -> Iterator[dict[CellRef, int]]:
        """Pairs of cells in one row whose opposite changes would reach two totals of one row."""
        evidence = self._evidence
        if ref.row != other.row or not (evidence.calculated(ref) and evidence.calculated(other)):
            return
        partners = {addend.ref.row: addend for addend in evidence.sums[other]}
        for addend in evidence.sums[ref]:
            partner = partners.get(addend.ref.row)
            if partner is not None and partner.ref.column == other.column and addend.ref.column == ref.column:
                yield {addend.ref: addend.sign * change, partner.ref: -partner.sign * change}
                yield from self._pairs_below(addend.ref, partner.ref, addend.sign * change)

    def _contradicted(self, total: CellRef, change: int) -> bool:
        """Whether a figure elsewhere says that the total is right; other sums may change along with it."""
        evidence = self._evidence
        return any(
            evidence.breaks(index, residual)
            for index, residual in evidence.tried(evidence.spread({total: change})).items()
            if evidence.hard(index) and not evidence.results[index].instance.rule.computes
        )

    def _judged(
        self, origin: dict[CellRef, int], corrections: dict[CellRef, int], changed: dict[int, int]
    ) -> Suspect | None:
        evidence = self._evidence
        explained, exact, soft = set(), 0, 0
        for index, residual in changed.items():
            before = evidence.residuals[index]
            failed, fails = evidence.fails(index, before), evidence.fails(index, residual)
            if not evidence.hard(index):
                soft += failed - fails
                continue
            if fails and not failed:
                return None
            if failed and not fails and index in evidence.failing:
                explained.add(index)
            if evidence.equates(index) and index not in evidence.settled:
                exact += (before != 0) - (residual != 0)
        if not explained:
            return None
        likely = _likelihood(evidence, origin, corrections)
        ref, *others = origin
        return Suspect(
            ref=ref,
            change=origin[ref],
            expected=evidence.value(ref) + origin[ref],
            corrections=corrections,
            explained=frozenset(explained),
            exact=exact,
            soft=soft,
            likely=likely,
            moved_to=others[0] if others else None,
        )


def _likelihood(
    evidence: Evidence, origin: dict[CellRef, int], corrections: dict[CellRef, int]
) -> Likelihood:
    if any(evidence.value(ref) >= 0 > evidence.value(ref) + change for ref, change in corrections.items()):
        return Likelihood.NEGATIVE
    if len(origin) == 1:
        return Likelihood.SINGLE
    source, target = sorted(origin, key=lambda ref: origin[ref])
    left = evidence.value(source) + origin[source]
    if left and left == evidence.value(target):
        return Likelihood.SINGLE
    return Likelihood.PART if left else Likelihood.WHOLE

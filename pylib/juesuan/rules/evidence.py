"""All comparisons as linear relations between cells, to try a suspected correction on all of them at once."""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

from juesuan.model.finding import Status
from juesuan.model.rule import Severity
from juesuan.rules.evaluate import Result, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from juesuan.model.amount import Amount
    from juesuan.model.reference import CellRef
    from juesuan.rules.instances import Addend


class Evidence:
    """Residuals of every comparison, and which cells enter each with which sign.

    ``failing`` holds the indexes of hard comparisons that do not hold and are not explained yet, ``settled``
    those that were set aside without a correction. ``sums`` is the definition of every total (rules.totals),
    in an order in which they can be computed.
    """

    def __init__(
        self,
        results: Sequence[Result],
        sums: Mapping[CellRef, tuple[Addend, ...]],
        amount: Callable[[CellRef], Amount],
    ) -> None:
        """Index results by cell, and totals by addend."""
        self.results = results
        self.sums = sums
        self._hard = [result.instance.rule.severity is not Severity.HINT for result in results]
        self._terms = [(result.instance.relation, result.allowed) for result in results]
        self.residuals = [result.residual for result in results]
        self.uses: dict[CellRef, list[tuple[int, int]]] = defaultdict(list)
        for index, result in enumerate(results):
            for ref, coefficient in coefficients(result).items():
                self.uses[ref].append((index, coefficient))
        self.failing = {
            index
            for index, result in enumerate(results)
            if result.status is Status.FAILED and self.hard(index)
        }
        self.settled: set[int] = set()
        self._amount = amount
        self._values: dict[CellRef, int] = {}
        self._calculated: dict[CellRef, bool] = {}
        self._order = {ref: position for position, ref in enumerate(sums)}
        self._totals_of: dict[CellRef, list[CellRef]] = defaultdict(list)
        for total, addends in sums.items():
            for addend in addends:
                self._totals_of[addend.ref].append(total)

    def hard(self, index: int) -> bool:
        """True when a comparison must hold (a hint need not)."""
        return self._hard[index]

    def equates(self, index: int) -> bool:
        """True for an equality: only there does a difference of nothing confirm anything."""
        return self._terms[index][0] == "="

    def fails(self, index: int, residual: int) -> bool:
        """Whether a comparison would fail with this residual."""
        relation, allowed = self._terms[index]
        if relation == "=":
            return not -allowed <= residual <= allowed
        return verdict(relation, residual, allowed) is Status.FAILED

    def breaks(self, index: int, residual: int) -> bool:
        """Whether a comparison that holds now would fail with this residual."""
        return self.fails(index, residual) and not self.fails(index, self.residuals[index])

    def value(self, ref: CellRef) -> int:
        """The figure in a cell, with the corrections accepted so far."""
        value = self._values.get(ref)
        if value is None:
            value = self._values[ref] = self._amount(ref).value
        return value

    def tried(self, corrections: Mapping[CellRef, int]) -> dict[int, int]:
        """The residuals that corrections (cell to change in hundredths) would give."""
        changed: dict[int, int] = {}
        for ref, change in corrections.items():
            for index, coefficient in self.uses.get(ref, ()):
                changed[index] = changed.get(index, self.residuals[index]) + coefficient * change
        return changed

    def accept(self, corrections: Mapping[CellRef, int], explained: Iterable[int]) -> set[int]:
        """Go on as if the corrections had been made; returns the comparisons that this changes."""
        changed = self.tried(corrections)
        for index, residual in changed.items():
            self.residuals[index] = residual
        for ref, change in corrections.items():
            self._values[ref] = self.value(ref) + change
            for total in (ref, *self._totals_of.get(ref, ())):
                self._calculated.pop(total, None)
        self.failing -= set(explained)
        return {*changed, *explained}

    def set_aside(self, explained: Iterable[int]) -> set[int]:
        """Go on without comparisons of which it cannot be told which figure is wrong."""
        self.settled.update(explained)
        self.failing -= self.settled
        return set(explained)

    def spread(self, corrections: Mapping[CellRef, int]) -> dict[CellRef, int]:
        """Carry corrections up through the totals that hold exactly, as a live formula would.

        A total that is not the sum of its addends now was not calculated from them, so it stays.
        """
        spread = {ref: change for ref, change in corrections.items() if change}
        reached = [entry for ref in spread for entry in self._reachable(ref)]
        heapq.heapify(reached)
        seen: set[CellRef] = set()
        while reached:
            _, total = heapq.heappop(reached)
            if total in seen or total in corrections:
                continue
            seen.add(total)
            change = sum(addend.sign * spread.get(addend.ref, 0) for addend in self.sums[total])
            if change and self.calculated(total):
                spread[total] = change
                for entry in self._reachable(total):
                    heapq.heappush(reached, entry)
        return spread

    def calculated(self, ref: CellRef) -> bool:
        """Whether a cell is a total that is exactly the sum of its addends now."""
        known = self._calculated.get(ref)
        if known is None:
            addends = self.sums.get(ref)
            known = self._calculated[ref] = addends is not None and self.value(ref) == sum(
                addend.sign * self.value(addend.ref) for addend in addends
            )
        return known

    def _reachable(self, ref: CellRef) -> list[tuple[int, CellRef]]:
        return [(self._order[total], total) for total in self._totals_of.get(ref, ())]


def coefficients(result: Result) -> dict[CellRef, int]:
    """How each cell enters left less right."""
    total: dict[CellRef, int] = {}
    for addend in result.instance.left:
        total[addend.ref] = total.get(addend.ref, 0) + addend.sign
    for addend in result.instance.right:
        total[addend.ref] = total.get(addend.ref, 0) - addend.sign
    return total

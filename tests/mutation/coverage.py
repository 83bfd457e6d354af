"""How the identities hold a cell: what there is to notice a wrong figure by, before anybody changes one."""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum

from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rules.evidence import coefficients
from juesuan.rules.examination import examine
from tests.making.disclosures import amount_cells, recomputed, sums_of

SOME_CHANGE = 1234  # hundredths


class Hold(StrEnum):
    """From best to worst: what notices a change of a cell."""

    TWO_WAYS = "two equalities or more"
    ONE_SUM = "one sum only"
    ONE_SUM_ALONE = "one sum that nothing repeats"


class Holds:
    """The comparisons that must hold exactly, by the cells in them; those that do not apply are left out."""

    def __init__(self, figures: Disclosure) -> None:
        self._figures, self._sums = figures, sums_of(figures)
        self._equalities: dict[CellRef, list[dict[CellRef, int]]] = defaultdict(list)
        for result in examine(figures, figures.layout.rules).results:
            if result.instance.relation == "=" and result.instance.rule.severity is not Severity.HINT:
                cells = coefficients(result)
                for ref in cells:
                    self._equalities[ref].append(cells)

    def of(self, ref: CellRef) -> Hold:
        """What notices a change of this cell.

        A live total follows its addends and cannot contradict them: then something else must.
        """
        if len(self._equalities[ref]) > 1:
            return Hold.TWO_WAYS
        value = self._figures.amount
        after = recomputed(self._figures, {ref: value(ref).value + SOME_CHANGE}, self._sums)
        moved = {cell: (hundredths or 0) - value(cell).value for cell, hundredths in after.items()}
        for cell in moved:
            for cells in self._equalities[cell]:
                if sum(sign * moved.get(each, 0) for each, sign in cells.items()):
                    return Hold.ONE_SUM
        return Hold.ONE_SUM_ALONE

    def all(self) -> dict[Hold, list[CellRef]]:
        """Every cell for an amount by what holds it."""
        held: dict[Hold, list[CellRef]] = {hold: [] for hold in Hold}
        for ref in amount_cells(self._figures):
            held[self.of(ref)].append(ref)
        return held

"""Which cells a formula adds up, held against the figures that its total is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from juesuan.model.reference import CellRef
from juesuan.recalc.formula import Formula, area_of
from juesuan.recalc.formula.syntax import Binary, Call, Constant, Slot, Unary
from juesuan.recalc.places import Place
from juesuan.rules.instances import Addend

_LARGEST = 20_000  # cells
Form = dict[Place, int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """``missing`` figures are left out, ``extra`` ones counted too often; ``foreign`` sums of other things.

    Figures of 0 and blank ones are in neither.
    """

    missing: tuple[CellRef, ...] = ()
    extra: tuple[CellRef, ...] = ()
    foreign: bool = False

    @property
    def complete(self) -> bool:
        """True when the formula adds up exactly what it should."""
        return not (self.missing or self.extra or self.foreign)


FOREIGN = Coverage(foreign=True)


def summed_cells(formula: Formula, sheet: str) -> Form | None:
    """How often a formula adds (or takes off) each cell; None when it is no plain sum of cells."""
    form: Form = {}
    pending = [(formula.form, 1)]
    while pending:
        node, sign = pending.pop()
        match node:
            case Binary("+" | "-" as operator, left, right):
                pending += [(left, sign), (right, sign if operator == "+" else -sign)]
            case Unary("+" | "-" as operator, operand):
                pending.append((operand, sign if operator == "+" else -sign))
            case Call("SUM", arguments):
                pending += [(argument, sign) for argument in arguments]
            case Call("ROUND", (argument, Constant(Decimal() as places))) if places >= 2:
                pending.append((argument, sign))
            case Slot(index) if area_of(formula.references[index]).size <= _LARGEST:
                area = area_of(formula.references[index])
                for row, column in area.places():
                    place = Place(area.sheet or sheet, row, column)
                    form[place] = form.get(place, 0) + sign
            case Constant(Decimal() as number) if number == 0:
                pass
            case _:
                return None
    return form


class Ledger:
    """Knows what each total is made of down to the figures that are no totals."""

    def __init__(
        self,
        sums: Mapping[CellRef, Sequence[Addend]],
        cells: Mapping[Place, CellRef],
        value: Callable[[CellRef], int],
        number_in: Callable[[Place], bool],
    ) -> None:
        """``value`` gives hundredths; ``number_in`` tells whether a cell that is no figure holds a number."""
        self._sums = sums
        self._cells = {(place.sheet.casefold(), place.row, place.column): ref for place, ref in cells.items()}
        self._value = value
        self._number_in = number_in
        self._leaves: dict[CellRef, Counter[CellRef]] = {}

    def coverage(self, total: CellRef, form: Form | None) -> Coverage:
        """Compare what a formula adds up with what its total is the sum of."""
        if form is None:
            return FOREIGN
        counted: Counter[CellRef] = Counter()
        for place, times in form.items():
            ref = self._cells.get((place.sheet.casefold(), place.row, place.column))
            if ref is not None:
                counted[ref] += times
            elif self._number_in(place):
                return FOREIGN
        wanted = Counter({addend.ref: addend.sign for addend in self._sums[total]})
        tables = {ref.table for ref in wanted}
        if counted[total] or any(ref.table not in tables and self._value(ref) for ref in counted):
            return FOREIGN
        balance: Counter[CellRef] = Counter()
        for refs, sign in ((wanted, 1), (counted, -1)):
            for ref, times in refs.items():
                for leaf, inner in self.leaves(ref).items():
                    balance[leaf] += sign * times * inner
        balance = Counter({leaf: times for leaf, times in balance.items() if times and self._value(leaf)})
        if balance and any(times < 0 for times in wanted.values()):
            return FOREIGN
        missing = {leaf for leaf, times in balance.items() if times > 0}
        extra = {leaf for leaf, times in balance.items() if times < 0}
        others = [ref for ref in counted if ref not in wanted]
        return Coverage(self._named(missing, list(wanted)), self._named(extra, [*others, *wanted]))

    def leaves(self, ref: CellRef) -> Counter[CellRef]:
        """The figures that a figure is the sum of, each with how often; itself when it is no total."""
        if ref not in self._leaves:
            found: Counter[CellRef] = Counter()
            for addend in self._sums.get(ref, ()):
                for leaf, times in self.leaves(addend.ref).items():
                    found[leaf] += addend.sign * times
            self._leaves[ref] = found or Counter({ref: 1})
        return self._leaves[ref]

    def _named(self, leaves: set[CellRef], names: Sequence[CellRef]) -> tuple[CellRef, ...]:
        """Say the same with subtotals where all of a subtotal is meant."""
        named = []
        for ref in names:
            own = {leaf for leaf in self.leaves(ref) if self._value(leaf)}
            if own and own <= leaves:
                named.append(ref)
                leaves = leaves - own
        return (*named, *sorted(leaves))

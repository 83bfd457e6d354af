"""Signs that a blank cell of a unit's supporting sheet is not nothing, read off the rules of the layout.

A whole with a remainder that its stated parts do not explain, a published figure of the same thing, a cost
whose number is not stated, an amount of which the blank is a part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind, Severity
from juesuan.rules.evaluate import tolerance
from juesuan.rules.instances import NotInLayout, expand, universe_of
from juesuan.rules.totals import defining_sums

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan.model.disclosure import Disclosure
    from juesuan.rules.instances import Instance

_DETAIL = "three_public_detail"
_YEARS = (("决算数", "本年数"), ("上年决算数", "上年数"))  # the column of a cost, that of its number
_VEHICLES = (("公务用车购置费", "公务用车购置数"), ("公务用车运行维护费", "公务用车保有量"))


class Sum(NamedTuple):
    """A whole and its parts; ``closed`` where the parts must come to the whole, else they may be less."""

    whole: CellRef
    parts: tuple[CellRef, ...]
    closed: bool


class Cost(NamedTuple):
    """A cost and its number; ``instead`` is the cost where it is not divided."""

    amount: CellRef
    instead: CellRef
    number: CellRef


class Signs:
    """What the rules of a layout say about which cells of its supporting sheets belong together."""

    def __init__(self, department: Disclosure) -> None:
        """Sort the comparisons of the supporting sheets by what they say."""
        self._supporting = department.layout.supporting
        universe = universe_of(department)
        self.sums: list[Sum] = []
        self._same: list[tuple[CellRef, CellRef]] = []  # published, of a supporting sheet
        self.included: list[tuple[CellRef, CellRef]] = []  # a whole, its 其中
        self._within: list[tuple[CellRef, CellRef]] = []  # the same, and what is usually less than another
        self._costs: list[Cost] = list(_costs(_VEHICLES))
        for rule in department.layout.rules:
            if rule.check == "count_and_amount":
                amount, count = str(rule.options["amount"]), str(rule.options["count"])
                self._costs += _costs([(amount, count)], str(rule.options.get("instead", amount)))
            try:
                instances = expand(rule, universe) if rule.expect else []
            except NotInLayout:
                continue
            for instance in instances:
                self._sort(instance)
        self._computed = defining_sums(universe).keys()
        self._entered = {whole for whole, _, _ in self.sums} - self._computed
        self.unit_rows = {row.id for spec in self._supporting.values() for row in spec.rows if row.unit}
        self.cells = {
            CellRef(name, row.id, column.id)
            for name, spec in self._supporting.items()
            for block in spec.blocks
            for row in block.rows
            for column in block.amounts
        }

    def _sort(self, instance: Instance) -> None:
        left, right = ([addend.ref for addend in side] for side in (instance.left, instance.right))
        tables = {ref.table for ref in (*left, *right)}
        if len(left) != 1 or not right or any(addend.sign < 0 for addend in instance.right):
            return
        one, supporting = len(right) == 1, tables <= self._supporting.keys()
        if supporting and instance.relation in {"=", ">="}:
            self.sums.append(Sum(left[0], tuple(right), instance.relation == "="))
        elif supporting and one:
            self._limit(instance.rule.severity, left[0], right[0])
        elif one and instance.relation == "=" and right[0].table in self._supporting:
            self._same.append((left[0], right[0]))

    def _limit(self, severity: Severity, less: CellRef, more: CellRef) -> None:
        """An 其中, an amount that is usually less, or numbers of which neither is there without the other."""
        if less.table == more.table:
            self._within.append((more, less))
        if severity is Severity.ERROR:
            self.included.append((more, less))
        elif self._counts(less):
            self._within.append((less, more))

    def _counts(self, ref: CellRef) -> bool:
        return any(column.count for column in self._supporting[ref.table].amounts if column.id == ref.column)

    def unknown(
        self, figures: Mapping[CellRef, int], known: Iterable[CellRef], there: Mapping[CellRef, int]
    ) -> set[CellRef]:
        """The cells that a unit leaves blank though there may be something.

        ``known`` cells are not asked about; ``there`` are amounts that a cell must have if it is blank.
        """
        stated = self._stated(figures)
        shown = {own: figures.get(published, 0) for published, own in self._same}
        amounts = {**shown, **there, **stated}  # what a cell has, as far as can be told
        self._add_up(amounts, stated)
        nothing = set(known) | {ref for ref in shown if not amounts[ref]}
        self._explained(amounts, stated, nothing)
        blank = {ref for ref in self.cells if ref not in stated and ref not in nothing}
        unknown = {ref for ref in blank & (shown.keys() | there.keys() | self._entered) if amounts.get(ref)}
        while True:
            found = set(self._following(amounts, unknown)) & blank
            if found <= unknown:
                return unknown
            unknown |= found

    def _stated(self, figures: Mapping[CellRef, int]) -> dict[CellRef, int]:
        """The figures of the sheets; a total that a formula makes 0 of blanks states nothing."""
        stated = {ref: amount for ref, amount in figures.items() if ref.table in self._supporting}
        for whole, parts, _ in self.sums:
            if whole in self._computed and stated.get(whole) == 0 and stated.keys().isdisjoint(parts):
                del stated[whole]
        return stated

    def _add_up(self, amounts: dict[CellRef, int], stated: Mapping[CellRef, int]) -> None:
        """Put what its parts come to for every whole that is not stated."""
        changed = True
        while changed:
            changed = False
            for whole, parts, _ in self.sums:
                total = sum(amounts.get(part, 0) for part in parts)
                if whole not in stated and total > amounts.get(whole, 0):
                    amounts[whole] = total
                    changed = True

    def _explained(
        self, amounts: dict[CellRef, int], stated: Mapping[CellRef, int], nothing: set[CellRef]
    ) -> None:
        """Add to ``nothing`` the blanks beside parts that come to the whole already."""
        changed = True
        while changed:
            changed = False
            for whole, parts, closed in self.sums:
                counted = whole in amounts and (closed or whole in stated)
                if counted and not _remainder(amounts, whole, parts):
                    rest = {part for part in parts if part not in amounts}
                    amounts |= dict.fromkeys(rest, 0)
                    nothing |= rest
                    changed = changed or bool(rest)

    def _following(self, amounts: Mapping[CellRef, int], unknown: set[CellRef]) -> Iterator[CellRef]:
        """What is unknown where there are such amounts and these cells are unknown."""

        def something(ref: CellRef) -> bool:
            return bool(amounts.get(ref)) or ref in unknown

        for whole, parts, _ in self.sums:
            undivided = whole in unknown and whole not in amounts and unknown.isdisjoint(parts)
            if undivided or _remainder(amounts, whole, parts):
                yield from parts
            if any(part in unknown for part in parts):
                yield whole
        for whole, part in self._within:
            if something(whole):
                yield part
        for amount, instead, number in self._costs:
            if something(amount) or (amount not in amounts and something(instead)):
                yield number


def _remainder(amounts: Mapping[CellRef, int], whole: CellRef, parts: Iterable[CellRef]) -> bool:
    """Whether a whole is more than its parts, by more than rounding explains."""
    shown = [amounts[part] for part in parts if part in amounts]
    return amounts.get(whole, 0) - sum(shown) > (tolerance(Kind.SUM, 1, len(shown)) if shown else 0)


def _costs(pairs: Iterable[tuple[str, str]], instead: str = "") -> Iterator[Cost]:
    for amount, count in pairs:
        for money, number in _YEARS:
            cost = CellRef(_DETAIL, amount, money)
            yield Cost(cost, cost._replace(row=instead or amount), CellRef(_DETAIL, count, number))

"""Which identities the published figures have to keep: those that hold in the 元 figures they come from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Status
from juesuan.model.reference import CellRef
from juesuan.model.rule import Kind, RuleSpec, Severity
from juesuan.rules.evaluate import evaluate
from juesuan.rules.instances import Addend, Instance, NotInLayout, Universe, expand, universe_of
from juesuan.rules.knowledge import Knowledge


class Pair(NamedTuple):
    """Two cells that state one figure."""

    left: CellRef
    right: CellRef


@dataclass(slots=True)
class Identities:
    """The comparisons of one disclosure in 元.

    ``binding`` have to hold in 万元. ``wrong`` do not even hold in 元. ``same`` are pairs of cells with
    one 元 figure that a rule sets side by side, also where it does not demand that they be equal (a limit, a
    hint, a rule whose condition is not met): a reader would stumble over two 万元 figures for one 元 figure.
    """

    binding: list[Instance] = field(default_factory=list)
    wrong: list[Instance] = field(default_factory=list)
    same: list[Pair] = field(default_factory=list)


class RuleBook:
    """Every identity of a disclosure's layout as concrete comparisons, worked out once."""

    def __init__(self, exact: Disclosure) -> None:
        """Remember the 元 figures; nothing is worked out yet."""
        self._exact = exact
        self.universe: Universe = universe_of(exact)
        self._knowledge = Knowledge(exact)

    def identities(self) -> Identities:
        """Sort the comparisons by what the 元 figures say."""
        result = Identities()
        for rule, instances in self._expanded:
            demanded = rule.severity is Severity.ERROR and not self._knowledge.hindrance(rule.when)
            for instance in instances:
                compared = evaluate(instance, self._exact.amount, exact=True)
                if demanded:
                    (result.wrong if compared.status is Status.FAILED else result.binding).append(instance)
                if compared.left == compared.right:
                    result.same += self._pair(instance)
        return result

    def in_force(self, rounded: Disclosure) -> Iterator[Instance]:
        """The comparisons that a check of the 万元 figures makes.

        They can be more than in 元: where small sums vanish, a stricter rule may apply.
        """
        knowledge = Knowledge(rounded)
        for rule, instances in self._expanded:
            if rule.id and rule.severity is Severity.ERROR and not knowledge.hindrance(rule.when):
                yield from instances

    def still_false(self, rounded: Disclosure) -> Iterator[Instance]:
        """What keeps a circumstance from seeming to hold in 万元 that does not hold in 元.

        A balance of 40 元 is a balance: shown as 0.00, all that holds without balances would be demanded. For
        each such circumstance, its first comparison that differs in 元 as one that differs the same way.
        """
        seeming = Knowledge(rounded)
        for name in self._exact.layout.conditions:
            if self._knowledge.hindrance([name]) and not seeming.hindrance([name]):
                own = (
                    each
                    for rule, found in self._expanded
                    if not rule.id and rule.title == name
                    for each in found
                )
                for instance in own:
                    compared = evaluate(instance, self._exact.amount, exact=True)
                    if instance.relation == "=" and compared.residual:
                        left, right = instance.left, instance.right
                        sides = (left, right) if compared.residual > 0 else (right, left)
                        yield instance._replace(left=sides[0], relation=">", right=sides[1])
                        break

    @cached_property
    def _expanded(self) -> list[tuple[RuleSpec, list[Instance]]]:
        """Rules and the comparisons they make; conditions too, as hints: both sides of one are one figure."""
        layout = self._exact.layout
        conditions = [
            RuleSpec("", name, Kind.COPY, Severity.HINT, "", "", "", expect=expression)
            for name, condition in layout.conditions.items()
            for expression in condition.all_of
        ]
        found = []
        for rule in (*layout.rules, *conditions):
            if rule.expect:
                try:
                    instances, _ = self._knowledge.known(expand(rule, self.universe))
                except NotInLayout:
                    continue
                found.append((rule, instances))
        return found

    def _pair(self, instance: Instance) -> list[Pair]:
        left, right = self._stated(instance.left), self._stated(instance.right)
        if len(left) == len(right) == 1 and left[0].sign == right[0].sign:
            return [Pair(left[0].ref, right[0].ref)]
        return []

    def _stated(self, side: tuple[Addend, ...]) -> list[Addend]:
        return [addend for addend in side if self._exact.amount(addend.ref).value]

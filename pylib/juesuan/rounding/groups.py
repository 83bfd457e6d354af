"""Things that turn out to be one thing (union-find)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Groups(Generic[Thing]):
    """Groups of things; each is found by its first member, so results do not depend on the order of joins."""

    def __init__(self, things: Iterable[Thing]) -> None:
        """Every thing is a group of its own; the order given is the order that counts."""
        self._order = {thing: place for place, thing in enumerate(things)}
        self._above: dict[Thing, Thing] = {}

    def __contains__(self, thing: object) -> bool:
        return thing in self._order

    def find(self, thing: Thing) -> Thing:
        """The first member of the thing's group."""
        root = thing
        while root in self._above:
            root = self._above[root]
        while thing != root:
            self._above[thing], thing = root, self._above[thing]
        return root

    def join(self, one: Thing, other: Thing) -> bool:
        """Make two groups one; False when they were one already."""
        one, other = self.find(one), self.find(other)
        if one == other:
            return False
        if self._order[other] < self._order[one]:
            one, other = other, one
        self._above[other] = one
        return True

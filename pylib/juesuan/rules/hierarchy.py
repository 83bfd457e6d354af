"""Parents and children among subject codes: 208 holds 20805 holds 2080505, all under 合计."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from collections.abc import Mapping


class Hierarchy:
    """The tree of one table's codes; a code whose parent is not listed hangs under its nearest ancestor.

    ``codes`` maps each code, in ascending order, to the id of its row. In a ``rooted`` table codes without
    any listed ancestor hang under 合计.
    """

    def __init__(self, codes: Mapping[str, str], *, rooted: bool) -> None:
        """Sort the codes; children are found when first asked for."""
        self.codes = dict(sorted(codes.items()))
        self.rooted = rooted

    def parent(self, code: str) -> str | None:
        """The nearest listed ancestor, 合计 for the topmost rows of a rooted table, else None."""
        for length in range(len(code) - 1, 2, -1):
            if code[:length] in self.codes:
                return code[:length]
        return TOTAL_ROW if self.rooted else None

    @cached_property
    def _children(self) -> dict[str, list[str]]:
        tree: dict[str, list[str]] = {}
        for code in self.codes:
            parent = self.parent(code)
            if parent:
                tree.setdefault(parent, []).append(code)
        return tree

    def children(self, key: str) -> list[str]:
        """Codes directly below a code, or below 合计."""
        return self._children.get(key, [])

    @cached_property
    def parents(self) -> list[str]:
        """合计 (in a rooted table that lists anything) and every code that has children."""
        return [key for key in [TOTAL_ROW, *self.codes] if key in self._children]

    @cached_property
    def leaves(self) -> list[str]:
        """Codes that have no children: the figures that are not sums."""
        return [code for code in self.codes if code not in self._children]

"""The language of identities: ``total[本年收入合计].金额 = sum(total[收入明细..其他收入].金额)``.

A side is a signed list of items; an item is one figure ``table[row].column``, a ``sum(...)`` of several, or a
number. Rows and columns may be an id, a range ``first..last`` in printed order, a placeholder ``{row}`` or
``{column}``, or (rows) ``classes`` and ``children``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_RELATIONS = ("<=", ">=", "=", ">")
_ITEM = re.compile(
    r"""\s*(?P<sign>[+-])?\s*(?:
        (?P<number>\d+)(?![^\s+\-])
      | (?P<sum>sum\(\s*)?(?P<table>[a-z_]+)\[(?P<row>[^\[\]]+)\]\.(?P<column>[^\s+\-=<>]+?)(?(sum)\s*\))
    )(?=\s|$)""",
    re.VERBOSE,
)


class ExpressionError(ValueError):
    """An expression that cannot be understood, with the part that was not."""


@dataclass(frozen=True, slots=True)
class Item:
    """One signed item of a side; ``summed`` items may stand for several figures."""

    sign: int
    table: str = ""
    row: str = ""
    column: str = ""
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and the relation that should hold between them (``=``, ``<=``, ``>=``, ``>``)."""

    left: tuple[Item, ...]
    relation: str
    right: tuple[Item, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """Both sides' items."""
        return self.left + self.right


@lru_cache(maxsize=1024)
def parse(text: str) -> Comparison:
    """Parse one expression. Raises ExpressionError when it is not of the language."""
    for relation in _RELATIONS:
        left, found, right = text.partition(f" {relation} ")
        if found:
            return Comparison(_side(left, text), relation, _side(right, text))
    raise ExpressionError(f"“{text}”里没有 =、<= 或 >=（两边要有空格）")


def _side(text: str, whole: str) -> tuple[Item, ...]:
    items: list[Item] = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _ITEM.match(text, position)
        if match is None or (items and not match["sign"]):
            raise ExpressionError(f"看不懂“{text[position:].strip()}”（在“{whole}”里）")
        sign = -1 if match["sign"] == "-" else 1
        if match["number"]:
            if int(match["number"]):
                raise ExpressionError(f"常数只能是 0（在“{whole}”里）")
        else:
            items.append(
                Item(sign, match["table"], match["row"].strip(), match["column"], bool(match["sum"]))
            )
        position = match.end()
    return tuple(items)

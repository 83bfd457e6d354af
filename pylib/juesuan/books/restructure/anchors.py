"""Pictures, charts and controls that stand on a sheet: the cells they are anchored to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package.markup import Markup, Node

if TYPE_CHECKING:
    from juesuan.books.restructure.plan import RowMap


def moved_anchor(markup: Markup, anchor: Node, rows: RowMap, *, sizes: bool) -> None:
    """Note the new rows of an anchor; it grows with the rows under it when it ``sizes``."""
    ends = [end.child("row") for name in ("from", "to") if (end := anchor.child(name))]
    nodes = [node for node in ends if node is not None]
    if not nodes:
        return
    old = [int(markup.text(node)) for node in nodes]
    new = anchored(old[0], old[-1], rows, sizes=sizes)
    for node, before, after in zip(nodes, old, new, strict=False):
        if before != after:
            markup.replace(node.opened, node.closing, str(after).encode())


def anchored(top: int, bottom: int, rows: RowMap, *, sizes: bool) -> tuple[int, int]:
    """Return the rows, counted from 0 as anchors do, between which something now stands."""
    if sizes and top < bottom:
        span = rows.span(top + 1, bottom + 1)
        if span is not None and span.exact:
            return span.top - 1, span.bottom - 1
    first = rows.near(top + 1) - 1
    return first, first + bottom - top

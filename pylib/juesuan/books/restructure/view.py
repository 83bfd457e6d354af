"""What a sheet shows first: scrolling, frozen rows, selection; and where its pages break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package.markup import Markup, Node
from juesuan.books.restructure.areas import area, areas

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.restructure.plan import RowMap

_FROZEN = {"frozen", "frozenSplit"}


def moved_view(view: Node, rows: RowMap) -> Iterator[tuple[Node, dict[str, str | None]]]:
    """Yield the changed attributes of a view, its pane and its selections: they keep their places."""
    tops = (1, 1)  # the first row shown, before and now
    if view.get("topLeftCell"):
        shown = _steady(view.get("topLeftCell"), rows)
        tops = (area(view.get("topLeftCell")).top, area(shown).top)
        yield view, {"topLeftCell": shown}
    for pane in view.all("pane"):
        yield pane, _moved_pane(pane, tops, rows)
    for selection in view.all("selection"):
        changes: dict[str, str | None] = {
            name: " ".join(_steady(part, rows) for part in selection.get(name).split())
            for name in ("activeCell", "sqref")
            if selection.get(name)
        }
        yield selection, changes


def moved_breaks(markup: Markup, breaks: Node, rows: RowMap) -> None:
    """Note the page breaks on their new rows; a break stands above the row below its ``id``."""
    moved: dict[int, bytes] = {}
    manual = 0
    for node in breaks.all("brk"):
        above = (rows.ranked(int(node.get("id") or 0) + 1) or rows.new_last + 1) - 1
        if above < 1 or above in moved:
            continue
        manual += node.get("man") in {"1", "true"}
        changed = node.get("id") != str(above)
        moved[above] = markup.source(node) if not changed else (
            markup.opening(node, {"id": str(above)}) + markup.data[node.opened : node.end]
        )  # fmt: skip
    content = b"".join(moved[row] for row in sorted(moved))
    if [str(row) for row in sorted(moved)] != [node.get("id") for node in breaks.all("brk")]:
        opening = markup.opening(breaks, {"count": str(len(moved)), "manualBreakCount": str(manual)})
        markup.replace_node(
            breaks, opening + content + f"</{breaks.prefix}rowBreaks>".encode() if moved else b""
        )


def _moved_pane(pane: Node, tops: tuple[int, int], rows: RowMap) -> dict[str, str | None]:
    changes: dict[str, str | None] = {}
    first_scrolled = 1
    if pane.get("state") in _FROZEN and pane.get("ySplit"):
        border = tops[0] + round(float(pane.get("ySplit")))
        # A border in the region stays, one below it moves along; rows put in at the border are not frozen.
        moved = border + rows.delta if border > rows.last and border > rows.first else border
        first_scrolled = max(moved, tops[1] + 1)
        if first_scrolled - tops[1] != border - tops[0]:
            changes["ySplit"] = str(first_scrolled - tops[1])
    if pane.get("topLeftCell"):
        shown = area(_steady(pane.get("topLeftCell"), rows))
        changes["topLeftCell"] = str(shown.at(row := max(shown.top, first_scrolled), row))
    return changes


def _steady(ref: str, rows: RowMap) -> str:
    old = areas(ref)[0]
    return str(old.at(rows.steady(old.top), rows.steady(old.bottom)))

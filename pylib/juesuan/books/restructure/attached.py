"""Parts that belong to the sheet and name its cells: comments and their boxes, drawings, tables, pivots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package.markup import Markup, MarkupError, Node, text
from juesuan.books.restructure.anchors import anchored, moved_anchor
from juesuan.books.restructure.areas import area
from juesuan.books.restructure.lists import tidied
from juesuan.books.restructure.notices import Concern, RestructureError

if TYPE_CHECKING:
    from juesuan.books.restructure.following import Following

_ANCHORS = {
    "oneCellAnchor": False,
    "twoCellAnchor": True,
}  # whether it grows with rows, unless it says otherwise


def moved_comments(data: bytes, following: Following) -> bytes:
    """Return comments, or the conversations of newer Excel, on the new rows; those of removed rows go."""
    markup = Markup(data)
    for node in markup.root.walk():
        if node.name not in {"comment", "threadedComment"}:
            continue
        old = area(node.get("ref"))
        place = following.rows.place(old.top)
        if place is None:
            markup.replace_node(node, b"")
            if node.name == "comment":  # a conversation has a comment as well, for older programs
                following.notice(Concern.REMOVED, (following.sheet, str(old)), "批注")
        elif place != old.top:
            markup.set_attributes(node, {"ref": str(old.at(place, place))})
    return markup.result()


def moved_boxes(data: bytes, following: Following) -> bytes:
    """Return a VML drawing on the new rows: the boxes of comments, and controls."""
    try:
        markup = Markup(data)
    except MarkupError:  # Excel writes the line breaks of a button's text as in HTML
        markup = Markup(data.replace(b"<br>", b"<br/>"))
    for shape in markup.root.walk():
        client = shape.child("ClientData")
        if client is not None:
            _move_box(markup, shape, client, following)
    return markup.result()


def _move_box(markup: Markup, shape: Node, client: Node, following: Following) -> None:
    rows = following.rows
    row, anchor = client.child("Row"), client.child("Anchor")
    by = None
    if client.get("ObjectType") == "Note" and row is not None:
        old = int(markup.text(row)) + 1
        place = rows.place(old)
        if place is None:
            markup.replace_node(shape, b"")
            return
        by = place - old
        _set_text(markup, row, str(place - 1))
    for link in client.children:
        if link.name in {"FmlaLink", "FmlaRange", "FmlaTxbx"}:
            written = markup.text(link)
            _set_text(markup, link, following.formula(written, (following.sheet, "控件"), home=True))
    if anchor is None:
        return
    numbers = [int(part) for part in markup.text(anchor).split(",")]
    if len(numbers) != 8:
        return
    ends = (
        (numbers[2] + by, numbers[6] + by)
        if by is not None
        else anchored(numbers[2], numbers[6], rows, sizes=False)
    )
    lift = max(0, -ends[0])
    moved = [*numbers[:2], ends[0] + lift, *numbers[3:6], ends[1] + lift, numbers[7]]
    if moved != numbers:
        _set_text(markup, anchor, ", ".join(map(str, moved)))


def moved_drawing(data: bytes, following: Following) -> bytes:
    """Return a drawing whose pictures, charts and shapes stand on the new rows."""
    markup = Markup(data)
    for node in markup.root.walk():
        if node.name in _ANCHORS and node.get("editAs") != "absolute":
            sizes = _ANCHORS[node.name] and node.get("editAs", "twoCell") == "twoCell"
            moved_anchor(markup, node, following.rows, sizes=sizes)
    return markup.result()


def moved_table(data: bytes, following: Following) -> bytes:
    """Return a table's definition on the new rows. Raises RestructureError when its heading would move."""
    markup = Markup(data)
    root, rows = markup.root, following.rows
    name = root.get("displayName") or root.get("name")
    for node in root.walk():
        if not node.get("ref"):
            continue
        old = area(node.get("ref"))
        span = rows.covering(old.top, old.bottom)
        if span is None or not span.exact:
            raise _torn(following.sheet, name)
        if node is root:
            heading = int(root.get("headerRowCount") or 1)
            totals = int(root.get("totalsRowCount") or 0)
            stay = (heading == 0 or rows.place(old.top) == span.top) and (
                totals == 0 or rows.place(old.bottom) == span.bottom
            )
            if not stay or span.bottom - span.top < heading + totals:
                raise _torn(following.sheet, name)
        if span[:2] != (old.top, old.bottom):
            markup.set_attributes(node, {"ref": str(old.at(span.top, span.bottom))})
    return markup.result()


def moved_pivot(data: bytes, following: Following) -> bytes:
    """Return a pivot table's definition on the new rows. Raises RestructureError when it stands on them."""
    markup = Markup(data)
    node = markup.root.child("location")
    if node is None:
        return data
    old, rows = area(node.get("ref")), following.rows
    if old.top <= rows.last and old.bottom >= rows.first:
        raise RestructureError(
            f"工作表“{following.sheet}”要调整的行里有数据透视表（{old}），请先把它移到别处。"
        )
    if old.top > rows.last and rows.delta:
        moved = old.at(old.top + rows.delta, old.bottom + rows.delta)
        markup.set_attributes(node, {"ref": str(moved)})
    return markup.result()


def moved_cells(data: bytes, following: Following) -> bytes:
    """Return the cells bound to XML data on the new rows, without those whose rows are gone."""
    markup = Markup(data)
    for node in markup.root.all("singleXmlCell"):
        old = area(node.get("r"))
        place = following.rows.place(old.top)
        if place is None:
            markup.replace_node(node, b"")
        elif place != old.top:
            markup.set_attributes(node, {"r": str(old.at(place, place))})
    return tidied(markup.result())


def _set_text(markup: Markup, node: Node, new: str) -> None:
    if new != markup.text(node):
        markup.replace(node.opened, node.closing, text(new).encode())


def _torn(sheet: str, table: str) -> RestructureError:
    return RestructureError(
        f"工作表“{sheet}”的表格“{table}”不能这样调整行（标题行、汇总行不能移动，至少留一行数据），请先把它转换为区域。"
    )

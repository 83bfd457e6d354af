"""Lists that spreadsheets do not accept empty, taken out when their last entry went."""

from __future__ import annotations

from juesuan.books.package.markup import Markup

_LISTS = {
    "cellWatches", "conditionalFormatting", "conditionalFormattings", "dataValidations", "ext", "extLst",
    "hyperlinks", "ignoredErrors", "mergeCells", "protectedRanges", "singleXmlCells", "sparklineGroups",
    "sparklines",
}  # fmt: skip
_COUNTED = {"dataValidations"}


def tidied(data: bytes) -> bytes:
    """Return a part without empty lists, and with the right number where a list states how long it is."""
    while True:
        markup = Markup(data)
        for node in markup.root.walk():
            emptied = node.name in _LISTS and not node.children and (node.name != "ext" or node.get("uri"))
            gone = node.name == "sparklineGroup" and node.child("sparklines") is None
            if emptied or gone:
                markup.replace_node(node, b"")
            elif (
                node.name in _COUNTED
                and node.get("count", "0") != str(len(node.children))
                and node.get("count")
            ):
                markup.set_attributes(node, {"count": str(len(node.children))})
        tidy = markup.result()
        if tidy == data:
            return data
        data = tidy

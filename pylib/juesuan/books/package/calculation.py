"""How a workbook asks to be calculated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package.sheets import workbook_part

if TYPE_CHECKING:
    from juesuan.books.package.archive import Package

# What stands in front of calcPr in a workbook part, in the order that the format asks for.
_IN_FRONT = (
    "definedNames", "externalReferences", "functionGroups", "sheets", "bookViews", "workbookProtection",
    "workbookPr", "fileSharing", "fileVersion",
)  # fmt: skip


def recalculate_on_opening(package: Package) -> None:
    """Let spreadsheet programs work out every formula when they open the workbook."""
    part = workbook_part(package)
    markup = package.markup(part)
    properties = markup.root.child("calcPr")
    if properties is not None:
        if properties.get("fullCalcOnLoad") in {"1", "true"}:
            return
        markup.set_attributes(properties, {"fullCalcOnLoad": "1"})
    else:
        new = f'<{markup.root.prefix}calcPr fullCalcOnLoad="1"/>'.encode()
        before = next(filter(None, map(markup.root.child, _IN_FRONT)))
        markup.insert_after(before, new)
    package.write(part, markup.result())

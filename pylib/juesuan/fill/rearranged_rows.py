"""Listed tables in a workbook package get the rows they need, with the formulas beside the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package import sheet_parts
from juesuan.books.package.markup import Markup
from juesuan.books.restructure import restructure_rows
from juesuan.fill.formulas_beside import copy_formulas
from juesuan.fill.stretched_ranges import stretch_ranges

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.listed_region import ListedRegion
    from juesuan.books.package import Package
    from juesuan.books.restructure import Notice
    from juesuan.fill.arranging import Arrangement


def rearrange(package: Package, region: ListedRegion, arrangement: Arrangement) -> list[Notice]:
    """Carry out an arrangement, in memory. Raises ReadError when the workbook does not allow it."""
    sheet = region.sheet.name
    notices: list[Notice] = []
    if arrangement.insertion is not None:
        notices += restructure_rows(package, sheet, arrangement.insertion).notices
        if region.last < region.first:
            _take_merges_apart(package, sheet, arrangement.new_rows)
    below = copy_formulas(package, region, arrangement) if region.last >= region.first else 0
    _stretch(package, region, arrangement, below)
    if arrangement.order is not None:
        notices += restructure_rows(package, sheet, arrangement.order).notices
    return notices


def _stretch(package: Package, region: ListedRegion, arrangement: Arrangement, below: int) -> None:
    """Ranges over several rows have grown; those over one row, or over 合计 for want of any, have not.

    Nor have those that end above rows typed ``below`` the last one.
    """
    rows = region.first, region.last + len(arrangement.new_rows)
    if below:
        end = region.last - below
        end += len(arrangement.new_rows) * (end > region.first)
        stretch_ranges(package, region.sheet.name, end, region.total, rows)
    elif arrangement.insertion is None:
        return
    elif region.first == region.last:
        stretch_ranges(package, region.sheet.name, region.first, region.total, rows)
    elif region.last < region.first and region.total is not None:
        total = region.total + (len(arrangement.new_rows) if region.total >= region.first else 0)
        stretch_ranges(package, region.sheet.name, total, None, rows)


def _take_merges_apart(package: Package, sheet: str, rows: range) -> None:
    """New rows that look like 合计 have no label across code and name."""
    part = sheet_parts(package)[sheet].part
    markup = Markup(package.read(part))
    merges = markup.root.child("mergeCells")
    if merges is None:
        return
    gone = [node for node in merges.children if _rows_of(node.get("ref")) in {(row, row) for row in rows}]
    for node in gone:
        markup.replace_node(node, b"")
    if len(gone) == len(merges.children):
        markup.replace_node(merges, b"")
    elif merges.get("count"):
        markup.set_attributes(merges, {"count": str(len(merges.children) - len(gone))})
    if gone:
        package.write(part, markup.result())


def _rows_of(reference: str) -> tuple[int, ...]:
    return tuple(_digits(reference))


def _digits(reference: str) -> Iterator[int]:
    for corner in reference.split(":"):
        yield int("".join(filter(str.isdigit, corner)) or 0)

"""Listed tables in a workbook package get the rows they need, with the formulas beside the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.formulas import scan_sheet
from juesuan.books.package import CellEdit, edit_cells, sheet_parts
from juesuan.books.package.markup import Markup
from juesuan.books.package.sheets import drop_calculation_chain
from juesuan.books.restructure import restructure_rows
from juesuan.books.shared_formulas import moved
from juesuan.fill.stretched_ranges import stretch_ranges
from juesuan.model.reference import a1

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
        else:
            _copy_formulas(package, region, arrangement)
        _stretch(package, region, arrangement)
    if arrangement.order is not None:
        notices += restructure_rows(package, sheet, arrangement.order).notices
    return notices


def _copy_formulas(package: Package, region: ListedRegion, arrangement: Arrangement) -> None:
    """New rows get the formulas that stand beside the other rows, such as the template's checks."""
    part = sheet_parts(package)[region.sheet.name].part
    beside: dict[int, dict[int, str]] = {}
    for (row, column), formula in scan_sheet(package.read(part).decode()).formulas.items():
        if column not in region.own_columns and _in_region(row + 1, region, arrangement):
            beside.setdefault(row + 1, {})[column] = formula
    if not beside:
        return
    model = max(beside, key=lambda row: (len(beside[row]), -row))
    edits = {
        a1(row - 1, column): CellEdit(value="", formula=moved(formula.removeprefix("="), row - model, 0))
        for row in arrangement.new_rows
        for column, formula in beside[model].items()
    }
    edit_cells(package, {region.sheet.name: edits})
    drop_calculation_chain(package)


def _stretch(package: Package, region: ListedRegion, arrangement: Arrangement) -> None:
    """Ranges over several rows have grown; those over one row, or over 合计 for want of any, have not."""
    rows = region.first, region.last + len(arrangement.new_rows)
    if region.first == region.last:
        stretch_ranges(package, region.sheet.name, region.first, region.total, rows)
    elif region.last < region.first and region.total is not None:
        total = region.total + (len(arrangement.new_rows) if region.total >= region.first else 0)
        stretch_ranges(package, region.sheet.name, total, None, rows)


def _in_region(row: int, region: ListedRegion, arrangement: Arrangement) -> bool:
    return region.first <= row <= region.last + len(arrangement.new_rows)


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

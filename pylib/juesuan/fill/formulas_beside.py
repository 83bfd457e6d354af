"""The formulas that stand beside a listed table, such as the template's checks: every row gets them.

Row numbers are those of the sheet with the new rows in it, counted from 1.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from juesuan.books.formulas import scan_sheet
from juesuan.books.package import CellEdit, edit_cells, sheet_parts
from juesuan.books.package.sheets import drop_calculation_chain
from juesuan.books.shared_formulas import moved
from juesuan.model.reference import a1

if TYPE_CHECKING:
    from juesuan.books.listed_region import ListedRegion
    from juesuan.books.package import Package
    from juesuan.fill.arranging import Arrangement


def copy_formulas(package: Package, region: ListedRegion, arrangement: Arrangement) -> int:
    """Copy them into new rows and into rows typed by hand; return how many of the last rows were typed.

    A row was put in by hand when it has nothing where most rows have a formula: Excel inserts rows without
    them. A blank one counts too, it may become a parent's row; a subject does not when no other of its level
    has the formula, as where a person works something out for the 项 only. Ranges that stand for all rows
    end above those typed below the last row.
    """
    new = arrangement.new_rows
    rows = range(region.first, region.last + len(new) + 1)
    beside = _beside(package, region, rows)
    if not beside:
        return 0
    model = max(beside, key=lambda row: (len(beside[row]), -row))
    typed = _typed(region, beside, model, new)
    edits = {
        a1(row - 1, column): CellEdit(value="", formula=moved(formula.removeprefix("="), row - model, 0))
        for row in (*new, *typed)
        for column, formula in beside[model].items()
        if row in new or column in typed[row]
    }
    if edits:
        edit_cells(package, {region.sheet.name: edits})
        drop_calculation_chain(package)
    last = rows[-1]
    return next((count for count in range(len(rows)) if last - count not in typed), 0)


def _beside(package: Package, region: ListedRegion, rows: range) -> dict[int, dict[int, str]]:
    """Formulas by row and column (counted from 0), without those of the table itself."""
    part = sheet_parts(package)[region.sheet.name].part
    beside: dict[int, dict[int, str]] = {}
    for (row, column), formula in scan_sheet(package.read(part).decode()).formulas.items():
        if column not in region.own_columns and row + 1 in rows:
            beside.setdefault(row + 1, {})[column] = formula
    return beside


def _typed(
    region: ListedRegion, beside: dict[int, dict[int, str]], model: int, new: range
) -> dict[int, set[int]]:
    """The rows put in by hand, each with the columns in which it gets the formula that most rows have."""
    counts = Counter(column for row in beside.values() for column in row)
    rows = (*region.codes, *region.blanks)
    usual = {column for column in beside[model] if 2 * counts[column] > len(rows)}
    now = {row: row + len(new) * (row > region.first) for row in rows}
    levels = {len(code) for row, code in region.codes.items() if now[row] in beside}
    return {
        now[row]: usual
        for row in rows
        if usual
        and now[row] not in beside
        and not any(region.text(row, column) for column in usual)
        and (row not in region.codes or len(region.codes[row]) in levels)
    }

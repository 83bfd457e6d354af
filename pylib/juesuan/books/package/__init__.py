"""Office files as packages of parts, changed where they must be and otherwise byte for byte the same."""

from juesuan.books.package.archive import Package, Relationship
from juesuan.books.package.cells import KEEP, CellEdit, set_cells
from juesuan.books.package.markup import Markup, MarkupError
from juesuan.books.package.sheets import SheetPart, add_sheet, edit_cells, remove_sheet, sheet_parts

__all__ = [
    "KEEP",
    "CellEdit",
    "Markup",
    "MarkupError",
    "Package",
    "Relationship",
    "SheetPart",
    "add_sheet",
    "edit_cells",
    "remove_sheet",
    "set_cells",
    "sheet_parts",
]

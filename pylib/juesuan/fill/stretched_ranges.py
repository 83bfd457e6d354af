"""Ranges over the rows of a table that do not grow by themselves.

Rows put below a single row, or typed below the last one, are outside of a range that ends there; so ranges
that stand for all rows of the table are written anew. Row numbers are those of the sheet, counted from 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.formulas import scan_sheet
from juesuan.books.package import CellEdit, edit_cells, sheet_parts
from juesuan.model.reference import a1

if TYPE_CHECKING:
    from juesuan.books.package import Package

_TOKEN = re.compile(
    r"""
    "(?:[^"]|"")*"                                                        # texts: kept
    | (?P<sheet>'(?:[^']|'')*'!|[^\W\d][\w.]*!)?
      (?P<left>\$?[A-Z]{1,3})(?P<fixed>\$?)(?P<top>[0-9]+)
      :(?P<right>\$?[A-Z]{1,3})\$?(?P<bottom>[0-9]+)(?![\w(])
    """,
    re.VERBOSE,
)


def stretch_ranges(package: Package, sheet: str, row: int, total: int | None, rows: tuple[int, int]) -> None:
    """Let ranges fixed with $ that end at ``row``, and those from 合计 to ``row``, stand for all ``rows``.

    Only ranges that begin at ``row`` or with the first of ``rows`` stand for the whole table.
    """
    for name, part in sheet_parts(package).items():
        formulas = scan_sheet(package.read(part.part).decode()).formulas
        edits = {}
        for (line, column), formula in formulas.items():
            new = _stretched(formula, sheet, (row, total, rows), home=name == sheet)
            if new != formula:
                edits[a1(line, column)] = CellEdit(formula=new.removeprefix("="))
        if edits:
            edit_cells(package, {name: edits})


def _stretched(
    formula: str, sheet: str, where: tuple[int, int | None, tuple[int, int]], *, home: bool
) -> str:
    row, total, (first, last) = where

    def replaced(found: re.Match[str]) -> str:
        if found["left"] is None:
            return found[0]
        named = found["sheet"]
        if not (home if named is None else named[:-1].strip("'").replace("''", "'") == sheet):
            return found[0]
        top, bottom, fixed = int(found["top"]), int(found["bottom"]), found["fixed"]
        if bottom != row or not ((top in (row, first) and fixed) or (top == total and top < row)):
            return found[0]
        start = top if top == total and top < row else first
        return f"{named or ''}{found['left']}{fixed}{start}:{found['right']}{fixed}{last}"

    return _TOKEN.sub(replaced, formula)

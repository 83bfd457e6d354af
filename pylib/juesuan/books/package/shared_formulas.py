"""Shared formulas: one cell holds the text, the others only point at it. Written out before it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package.markup import Markup, Node, text
from juesuan.books.shared_formulas import moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


def without_shared_masters(sheet: bytes, changed: Iterable[str]) -> bytes:
    """Return a worksheet part in which no changed cell is the one that others take their formula from.

    ``changed`` are the addresses about to lose their formula. The part is returned as it is when none of them
    is the first cell of a shared formula.
    """
    wanted = set(changed)
    return _written_out(sheet, lambda address, _: address in wanted) if wanted else sheet


def without_shared(sheet: bytes, matters: Callable[[str], bool]) -> bytes:
    """Return a worksheet part with those shared formulas written out in each cell whose text ``matters``."""
    return _written_out(sheet, lambda _, formula: matters(formula))


def _written_out(sheet: bytes, chosen: Callable[[str, str], bool]) -> bytes:
    if b"shared" not in sheet:
        return sheet
    markup = Markup(sheet)
    masters = {
        formula.get("si"): (address, markup.text(formula))
        for address, formula in _shared(markup)
        if not formula.empty and chosen(address, markup.text(formula))
    }
    for address, formula in _shared(markup):
        if formula.get("si") in masters:
            origin, written = masters[formula.get("si")]
            own = markup.text(formula) if not formula.empty else _translated(written, origin, address)
            markup.replace_node(formula, f"<{formula.prefix}f>{text(own)}</{formula.prefix}f>".encode())
    return markup.result() if masters else sheet


def _shared(markup: Markup) -> Iterator[tuple[str, Node]]:
    from juesuan.books.package.cells import join_a1, placed

    data = markup.root.child("sheetData")
    for row, node in placed(data.all("row")) if data else ():
        for column, cell in placed(node.all("c")):
            formula = cell.child("f")
            if formula is not None and formula.get("t") == "shared":
                yield join_a1(row, column), formula


def _translated(formula: str, origin: str, target: str) -> str:
    from juesuan.books.package.cells import split_a1

    (row, column), (new_row, new_column) = split_a1(origin), split_a1(target)
    return moved(formula, new_row - row, new_column - column)

"""Shared formulas: one cell holds the text, the others only point at it. Written out before it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package.markup import Markup, Node, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def without_shared_masters(sheet: bytes, changed: Iterable[str]) -> bytes:
    """Return a worksheet part in which no changed cell is the one that others take their formula from.

    ``changed`` are the addresses about to lose their formula. The part is returned as it is when none of them
    is the first cell of a shared formula.
    """
    wanted = set(changed)
    if not wanted or b"shared" not in sheet:
        return sheet
    markup = Markup(sheet)
    masters = {
        formula.get("si"): (cell.get("r"), markup.text(formula))
        for cell, formula in _shared(markup)
        if not formula.empty and cell.get("r") in wanted
    }
    for cell, formula in _shared(markup):
        if formula.get("si") in masters:
            origin, written = masters[formula.get("si")]
            own = _translated(written, origin, cell.get("r"))
            markup.replace_node(formula, f"<{formula.prefix}f>{text(own)}</{formula.prefix}f>".encode())
    return markup.result() if masters else sheet


def _shared(markup: Markup) -> Iterator[tuple[Node, Node]]:
    for cell in markup.root.walk():
        if cell.name == "c":
            formula = cell.child("f")
            if formula is not None and formula.get("t") == "shared":
                yield cell, formula


def _translated(formula: str, origin: str, target: str) -> str:
    from openpyxl.formula.translate import Translator

    moved: str = Translator(f"={formula}", origin=origin).translate_formula(target)
    return moved.removeprefix("=")

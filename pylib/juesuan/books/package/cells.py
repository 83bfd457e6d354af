"""Single cells of a sheet part changed in place: value, formula, style. Everything around them stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from juesuan.books.package.markup import Markup, Node, attribute, text
from juesuan.books.package.shared_formulas import without_shared_masters

if TYPE_CHECKING:
    from collections.abc import Mapping

_A1 = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class Keep(Enum):
    """Says that something stays as it is."""

    KEEP = "keep"


KEEP = Keep.KEEP
CellValue: TypeAlias = Decimal | int | float | bool | str | None


@dataclass(frozen=True, slots=True)
class CellEdit:
    """What to change in one cell; what is not named is kept.

    ``value`` is the constant, or the cached result where there is a formula (None empties it). ``formula`` is
    written without its ``=``; None turns a formula into a constant. ``style`` is an index into the cell
    formats, None takes the attribute away. ``remove`` takes the whole cell out.
    """

    value: CellValue | Keep = KEEP
    formula: str | Keep | None = KEEP
    style: int | Keep | None = KEEP
    remove: bool = False

    @property
    def drops_formula(self) -> bool:
        """True when a formula the cell may hold is gone after the edit."""
        return self.remove or self.formula is None

    @property
    def fills(self) -> bool:
        """True when the edit puts something into the cell."""
        return not self.remove and (self.value not in {KEEP, None} or isinstance(self.formula, str))


def set_cells(sheet: bytes, edits: Mapping[str, CellEdit]) -> bytes:
    """Return a worksheet part with some cells changed; rows and cells that do not exist are made.

    Texts are written inline, numbers as their decimal digits. Shared formulas whose first cell is changed are
    written out in the other cells. Raises MarkupError on a broken part, ValueError on a malformed address.
    """
    wanted = {split_a1(a1): edit for a1, edit in edits.items()}
    sheet = without_shared_masters(
        sheet, {a1 for a1, edit in edits.items() if edit.formula is not KEEP or edit.remove}
    )
    markup = Markup(sheet)
    data = markup.root.child("sheetData")
    if data is None:
        raise ValueError("the part is not a worksheet")
    by_row: dict[int, dict[int, CellEdit]] = {}
    for (row, column), edit in sorted(wanted.items()):
        by_row.setdefault(row, {})[column] = edit
    _set_rows(markup, data, by_row)
    _widen_dimension(markup, wanted)
    return markup.result()


@lru_cache(maxsize=1 << 14)  # a sheet is gone through again and again
def split_a1(a1: str) -> tuple[int, int]:
    """Turn ``D12`` into row and column, both counted from 1. Raises ValueError on anything else."""
    match = _A1.fullmatch(a1.replace("$", ""))
    if match is None:
        raise ValueError(f"not a cell address: {a1!r}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def join_a1(row: int, column: int) -> str:
    """Turn row and column, both counted from 1, into ``D12``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def quoted(sheet: str) -> str:
    """Write a sheet's name so that it can stand in a formula: in quotation marks, its own ones doubled."""
    return "'" + sheet.replace("'", "''") + "'"


def placed(nodes: list[Node], first: int = 1) -> list[tuple[int, Node]]:
    """Number rows by their ``r``; one that states none follows the one before it, as readers take it."""
    numbered = []
    position = first - 1
    for node in nodes:
        stated = node.get("r")
        position = (int(stated) if stated.isdigit() else split_a1(stated)[1]) if stated else position + 1
        numbered.append((position, node))
    return numbered


def find_cell(markup: Markup, row: int, column: int) -> Node | None:
    """Return the element of a cell, None where the sheet does not write one."""
    data = markup.root.child("sheetData")
    for number, node in placed(data.all("row")) if data else ():
        if number == row:
            return next((cell for place, cell in placed(node.all("c")) if place == column), None)
    return None


def _set_rows(markup: Markup, data: Node, by_row: Mapping[int, Mapping[int, CellEdit]]) -> None:
    existing = placed(data.all("row"))
    known = dict(existing)
    for row, edits in by_row.items():
        node = known.get(row)
        if node is not None:
            _set_in_row(markup, node, row, edits)
            continue
        cells = b"".join(_new_cell(data.prefix, row, column, edit) for column, edit in sorted(edits.items()))
        if not cells:
            continue
        new = f'<{data.prefix}row r="{row}">'.encode() + cells + f"</{data.prefix}row>".encode()
        following = next((other for number, other in existing if number > row), None)
        if following is not None:
            markup.insert_before(following, new)
        else:
            markup.append(data, new)


def _set_in_row(markup: Markup, node: Node, row: int, edits: Mapping[int, CellEdit]) -> None:
    existing = placed(node.all("c"))
    known = dict(existing)
    added: list[bytes] = []
    for column, edit in sorted(edits.items()):
        cell = known.get(column)
        if cell is not None:
            markup.replace_node(cell, b"" if edit.remove else _changed(markup, cell, edit))
            continue
        new = _new_cell(node.prefix, row, column, edit)
        following = next((other for number, other in existing if number > column), None)
        if following is not None:
            markup.insert_before(following, new)
        else:
            added.append(new)
    if added:
        markup.append(node, b"".join(added))


def _new_cell(prefix: str, row: int, column: int, edit: CellEdit) -> bytes:
    if edit.remove:
        return b""
    formula = edit.formula if isinstance(edit.formula, str) else None
    kind, content = _content(
        prefix, None if edit.value is KEEP else edit.value, is_formula=formula is not None
    )
    style = "" if edit.style is KEEP or edit.style is None else f' s="{edit.style}"'
    typed = f' t="{kind}"' if kind else ""
    inner = (f"<{prefix}f>{text(formula)}</{prefix}f>" if formula is not None else "") + content
    return f'<{prefix}c r="{join_a1(row, column)}"{style}{typed}>{inner}</{prefix}c>'.encode()


def _changed(markup: Markup, cell: Node, edit: CellEdit) -> bytes:
    changes: dict[str, str | None] = {}
    if edit.style is not KEEP:
        changes["s"] = None if edit.style is None else str(edit.style)
    if edit.value is KEEP and edit.formula is KEEP:
        return markup.opening(cell, changes) + markup.data[cell.opened : cell.end]
    prefix = cell.prefix
    old = cell.child("f")
    if edit.formula is KEEP:
        formula = markup.source(old) if old else b""
    else:
        formula = f"<{prefix}f>{text(edit.formula)}</{prefix}f>".encode() if edit.formula is not None else b""
    if edit.value is KEEP:
        content = b"".join(markup.source(child) for child in cell.children if child.name in {"v", "is"})
    else:
        kind, written = _content(prefix, edit.value, is_formula=bool(formula))
        changes["t"] = kind or None
        content = written.encode()
    rest = b"".join(markup.source(child) for child in cell.children if child.name == "extLst")
    opening = markup.opening(cell, changes)
    if opening.endswith(b"/>"):
        opening = opening[:-2].rstrip() + b">"
    return opening + formula + content + rest + f"</{prefix}c>".encode()


def _content(prefix: str, value: CellValue, *, is_formula: bool) -> tuple[str, str]:
    """Return the type attribute and the elements that hold a value."""
    match value:
        case None:
            return "", ""
        case bool():
            return "b", f"<{prefix}v>{int(value)}</{prefix}v>"
        case str() if is_formula:
            return "str", f"<{prefix}v>{text(value)}</{prefix}v>"
        case str():
            space = ' xml:space="preserve"' if value != value.strip() or "\n" in value else ""
            return "inlineStr", f"<{prefix}is><{prefix}t{space}>{text(value)}</{prefix}t></{prefix}is>"
        case Decimal():
            return "", f"<{prefix}v>{value:f}</{prefix}v>"
    return "", f"<{prefix}v>{value!r}</{prefix}v>"


def _widen_dimension(markup: Markup, cells: Mapping[tuple[int, int], CellEdit]) -> None:
    dimension = markup.root.child("dimension")
    kept = [place for place, edit in cells.items() if edit.fills]
    if dimension is None or not kept:
        return
    first, _, last = dimension.get("ref").partition(":")
    try:
        corners = [split_a1(first), split_a1(last or first)]
    except ValueError:
        return
    rows = [row for row, _ in (*corners, *kept)]
    columns = [column for _, column in (*corners, *kept)]
    wider = f"{join_a1(min(rows), min(columns))}:{join_a1(max(rows), max(columns))}"
    if [split_a1(part) for part in wider.split(":")] != corners:
        markup.replace_node(dimension, f"<{dimension.prefix}dimension ref={attribute(wider)}/>".encode())

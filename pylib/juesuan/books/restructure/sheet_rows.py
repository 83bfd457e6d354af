"""The rows of a worksheet part in their new order, each cell with its new address and formula."""

from __future__ import annotations

import re
from dataclasses import dataclass

from juesuan.books.package.cells import join_a1, placed
from juesuan.books.package.markup import Markup, Node, text
from juesuan.books.restructure.areas import area
from juesuan.books.restructure.following import Following, is_broken
from juesuan.books.restructure.notices import RestructureError
from juesuan.books.restructure.plan import LAST_ROW, NewRow

_NOT_CLONED = ("hidden", "collapsed", "ph")
_ADDRESS = re.compile(rb"(\sr\s*=\s*)(?:\"[^\"]*\"|'[^']*')")


@dataclass(slots=True)
class SheetRows:
    """Puts the rows of a parsed worksheet in their new order, or only lets formulas follow (``home`` False).

    Shared formulas have been written out before. ``shown`` is the sheet's name, for notices.
    """

    markup: Markup
    following: Following
    shown: str
    home: bool

    def rearrange(self, data: Node) -> None:
        """Note the replacement of the rows. Raises RestructureError when an array formula would be torn."""
        nodes = data.all("row")
        old = dict(placed(nodes))
        plan, rows = self.following.rows.plan, self.following.rows
        if len(old) < len(nodes):
            raise RestructureError(f"工作表“{self.shown}”的行编号有重复，请用 Excel 或 WPS 另存一份再试。")
        beyond = [row for row in old if row > LAST_ROW - rows.delta]
        if any(old[row].children for row in beyond):
            raise RestructureError(f"工作表“{self.shown}”放不下增加的行，请先删除表格下方多余的内容。")
        for empty in beyond:  # rows without a cell, as LibreOffice writes them, give way to the new ones
            del old[empty]
        pieces = [self._row(node, row, row) for row, node in old.items() if row < plan.first]
        for place, row in enumerate(plan.rows, plan.first):
            if isinstance(row, NewRow):
                pieces.append(self._clone(old[row.like], place) if row.like in old else b"")
            elif row in old:
                pieces.append(self._row(old[row], row, place))
        pieces += [self._row(node, row, row + rows.delta) for row, node in old.items() if row > plan.last]
        self.markup.replace(data.opened, data.closing, b"".join(pieces))

    def formulas(self, data: Node) -> None:
        """Note the replacement of formulas, on a sheet whose own rows stay."""
        for row, node in placed(data.all("row")):
            for column, cell in placed(node.all("c")):
                formula = cell.child("f")
                if formula is not None and not formula.empty and b"!" in self.markup.content(formula):
                    old = self.markup.text(formula)
                    new = self._followed(old, join_a1(row, column))
                    if new != old:
                        self.markup.replace(formula.opened, formula.closing, text(new).encode())

    def _row(self, node: Node, old: int, new: int) -> bytes:
        data, moves = self.markup.data, old != new
        pieces = []
        if moves or not node.get("r"):
            pieces.append(self.markup.opening(node, {"r": str(new)}))
        else:
            pieces.append(data[node.start : node.opened])
        position = node.opened
        for column, cell in placed(node.all("c")):
            formula = cell.child("f")
            if formula is not None or moves:
                pieces += [data[position : cell.start], self._cell(cell, formula, (old, column), new)]
                position = cell.end
        return b"".join([*pieces, data[position : node.end]])

    def _cell(self, cell: Node, formula: Node | None, old: tuple[int, int], row: int) -> bytes:
        data, column = self.markup.data, old[1]
        opening = data[cell.start : cell.opened]
        address = join_a1(row, column)
        if row != old[0]:
            opening = _at(opening, address)
        if formula is None:
            return opening + data[cell.opened : cell.end]
        return b"".join([
            opening,
            data[cell.opened : formula.start],
            self._formula(formula, join_a1(*old), address),
            data[formula.end : cell.end],
        ])  # fmt: skip

    def _formula(self, node: Node, old: str, address: str) -> bytes:
        changes: dict[str, str | None] = {}
        if node.get("ref"):
            changes["ref"] = self._kept_together(node.get("ref"), old)
        for name in ("r1", "r2"):  # the cells that a what-if table puts its values into
            if node.get(name):
                changes[name] = self._input(node.get(name), address)
        changes = {name: value for name, value in changes.items() if value != node.get(name)}
        opening = (
            self.markup.opening(node, changes) if changes else self.markup.data[node.start : node.opened]
        )
        if node.empty:
            return opening + self.markup.data[node.opened : node.end]
        formula = self.markup.text(node)
        followed = self._followed(formula, address)
        content = text(followed).encode() if followed != formula else self.markup.content(node)
        return opening + content + self.markup.data[node.closing : node.end]

    def _followed(self, formula: str, address: str) -> str:
        return self.following.formula(formula, (self.shown, address), home=self.home)

    def _input(self, written: str, address: str) -> str:
        moved = self._followed(written, address)
        return written if is_broken(moved) else moved

    def _kept_together(self, ref: str, address: str) -> str:
        """Where the cells of an array formula go; they can only move as one."""
        block = area(ref)
        ends = self.following.rows.together(block.top, block.bottom)
        if ends is None:
            raise RestructureError(
                f"工作表“{self.shown}”{address} 的数组公式占 {ref} 多行，不能拆开，请先改成普通公式。"
            )
        return str(block.at(*ends)) if ends != (block.top, block.bottom) else ref

    def _clone(self, node: Node, row: int) -> bytes:
        changes: dict[str, str | None] = {"r": str(row)}
        changes |= dict.fromkeys(name for name in _NOT_CLONED if node.get(name))
        opening = self.markup.opening(node, changes)
        cells = "".join(
            f'<{cell.prefix}c r="{join_a1(row, column)}" s="{cell.get("s")}"/>'
            for column, cell in placed(node.all("c"))
            if cell.get("s")
        )
        if opening.endswith(b"/>"):
            return opening
        return opening + cells.encode() + f"</{node.prefix}row>".encode()


def _at(opening: bytes, address: str) -> bytes:
    """Return the opening tag of a cell with another address."""
    found = _ADDRESS.search(opening)
    if found is None:
        return opening
    return b"".join([opening[: found.end(1)], b'"', address.encode(), b'"', opening[found.end() :]])

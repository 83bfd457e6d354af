"""Everything in a worksheet part besides its rows: what stands on them, and formulas that look at them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.package.markup import Markup, Node, attribute, text
from juesuan.books.restructure.anchors import moved_anchor
from juesuan.books.restructure.areas import area, relocated
from juesuan.books.restructure.merges import moved_merges
from juesuan.books.restructure.notices import Concern
from juesuan.books.restructure.rules import RuleFormulas
from juesuan.books.restructure.view import moved_breaks, moved_view

if TYPE_CHECKING:
    from juesuan.books.restructure.following import Following

_RULES = {"conditionalFormatting", "dataValidation"}
_FORMULAS = {"formula", "formula1", "formula2", "f"}
_FORMULA_ATTRIBUTES = ("linkedCell", "listFillRange")  # of the controls on a sheet
_WITH_RANGES = {"protectedRange", "ignoredError", "scenarios"}
_WITH_CELL = {"cellWatch", "inputCells", "cellSmartTags"}
_FILTERS = {"autoFilter", "sortState", "sortCondition"}


@dataclass(slots=True)
class Furniture:
    """Moves what stands on the rows of a sheet (``home``), or only lets formulas on another sheet follow.

    ``shown`` is the sheet's name, for notices.
    """

    markup: Markup
    following: Following
    shown: str
    home: bool

    def move(self, node: Node) -> None:
        """Note the changes in an element and all below it."""
        if node.name == "sheetData":
            return
        if node.name in _RULES:
            self._rule(node)
        elif node.name == "sparkline":
            self._sparkline(node)
        elif node.name == "hyperlink":
            self._hyperlink(node)
        elif node.name == "f" and not node.children:  # the dates of a group of sparklines
            self._set_text(node, self._followed(self.markup.text(node), "迷你图"))
        elif not (self.home and self._stands_on_rows(node)):
            self._control(node)
            for child in node.children:
                self.move(child)

    def _stands_on_rows(self, node: Node) -> bool:
        """Move an element of the sheet whose rows move; True when nothing below it is left to do."""
        rows = self.following.rows
        match node.name:
            case "mergeCells":
                self._merges(node)
            case "rowBreaks":
                moved_breaks(self.markup, node, rows)
            case "anchor":
                if node.get("moveWithCells") in {"1", "true"}:
                    moved_anchor(self.markup, node, rows, sizes=node.get("sizeWithCells") in {"1", "true"})
            case "dimension":
                old = area(node.get("ref"))
                runs = rows.runs(old.top, old.bottom, likes=True) or [(1, 1)]
                self._set(node, {"ref": str(old.at(runs[0][0], runs[-1][1]))})
            case "sheetView" | "customSheetView":
                for part, changes in moved_view(node, rows):
                    self._set(part, changes)
                return False
            case _:
                return self._names_cells(node)
        return True

    def _names_cells(self, node: Node) -> bool:
        """Move an element that names cells in an attribute; True when it is gone."""
        if node.name in _WITH_RANGES:
            return self._ranges(node)
        if node.name in _WITH_CELL:
            return self._cell(node)
        return node.name in _FILTERS and self._filter(node)

    # Rules

    def _rule(self, node: Node) -> None:
        inner = _descendant(node, "sqref")
        before = self.markup.text(inner) if inner is not None else node.get("sqref")
        formulas = [part for part in node.walk() if part.name in _FORMULAS and not part.children]
        after = self._on_rows(before, likes=True)
        if after and after != before:
            tried = RuleFormulas(self.following, self.shown, self.home, before, after)
            if any(tried.leaves_sheet(self.markup.text(part)) for part in formulas):
                after = self._on_rows(before, likes=False)  # not for new rows that have no such row above
        if not after:
            self.markup.replace_node(node, b"")
            return
        if inner is None:
            self._set(node, {"sqref": after})
        else:
            self._set_text(inner, after)
        rule = RuleFormulas(self.following, self.shown, self.home, before, after)
        for part in formulas:
            self._set_text(part, rule.followed(self.markup.text(part)))
        for part in node.walk():
            if part.name == "cfvo" and part.get("type") == "formula" and part.get("val"):
                self._set(part, {"val": rule.followed(part.get("val"))})

    def _sparkline(self, node: Node) -> None:
        cell, formula = node.child("sqref"), node.child("f")
        place = self._on_rows(self.markup.text(cell), likes=False) if cell else ""
        if cell and not place:
            self.markup.replace_node(node, b"")
            return
        if cell:
            self._set_text(cell, place)
        if formula:
            self._set_text(formula, self._followed(self.markup.text(formula), place))

    def _ranges(self, node: Node) -> bool:
        inner = node.child("sqref")
        before = self.markup.text(inner) if inner is not None else node.get("sqref")
        after = self._on_rows(before, likes=True) if before else before
        if before and not after:
            self.markup.replace_node(node, b"")
            return True
        if inner is not None:
            self._set_text(inner, after)
        elif before:
            self._set(node, {"sqref": after})
        return False

    # What stands on single cells or one range

    def _cell(self, node: Node) -> bool:
        place = self._on_rows(node.get("r"), likes=False)
        if place:
            self._set(node, {"r": place})
        else:
            self.markup.replace_node(node, b"")
        return not place

    def _hyperlink(self, node: Node) -> None:
        location = node.get("location")
        changes: dict[str, str | None] = {}
        if "!" in location or (location and self.home):
            changes["location"] = self.following.link(location, home=self.home)
        if not self.home:
            self._set(node, changes)
            return
        before = node.get("ref")
        places = self._on_rows(before, likes=False).split()
        if not places:
            self.following.notice(Concern.REMOVED, (self.shown, before), "超链接")
            self.markup.replace_node(node, b"")
            return
        self._set(node, {**changes, "ref": places[0]})
        uid = next((name for name in node.attributes if name.endswith(":uid")), None)
        for place in places[1:]:  # the link covered several rows that are apart now
            copied = self.markup.opening(node, {**changes, "ref": place, **({uid: None} if uid else {})})
            self.markup.insert_after(node, copied + self.markup.data[node.opened : node.end])

    def _filter(self, node: Node) -> bool:
        old = area(node.get("ref"))
        span = self.following.rows.covering(old.top, old.bottom)
        if span is None:
            self.markup.replace_node(node, b"")
            return True
        self._set(node, {"ref": str(old.at(span.top, span.bottom))})
        return False

    def _merges(self, node: Node) -> None:
        before = [merge.get("ref") for merge in node.all("mergeCell")]
        after, split = moved_merges(before, self.following.rows)
        for ref in split:
            self.following.notice(Concern.SPLIT_MERGE, (self.shown, ref))
        if after != before:
            cells = "".join(f"<{node.prefix}mergeCell ref={attribute(ref)}/>" for ref in after)
            opening = self.markup.opening(node, {"count": str(len(after))})
            closing = f"</{node.prefix}mergeCells>"
            self.markup.replace_node(node, opening + cells.encode() + closing.encode() if after else b"")

    def _control(self, node: Node) -> None:
        changes: dict[str, str | None] = {
            name: self._followed(node.get(name), "控件") for name in _FORMULA_ATTRIBUTES if node.get(name)
        }
        sheet = node.get("sheet")
        if node.name == "dataRef" and node.get("ref") and sheet.casefold() == self.following.sheet.casefold():
            old = area(node.get("ref"))
            span = self.following.rows.span(old.top, old.bottom)
            changes["ref"] = str(old.at(span.top, span.bottom)) if span else node.get("ref")
        self._set(node, changes)

    def _followed(self, formula: str, place: str) -> str:
        return self.following.formula(formula, (self.shown, place), home=self.home)

    def _on_rows(self, ranges: str, *, likes: bool) -> str:
        if not self.home:
            return ranges
        rows = self.following.rows
        return relocated(ranges, lambda top, bottom: rows.runs(top, bottom, likes=likes))

    def _set(self, node: Node, changes: dict[str, str | None]) -> None:
        changes = {name: value for name, value in changes.items() if value != node.get(name)}
        if changes:
            self.markup.set_attributes(node, changes)

    def _set_text(self, node: Node, new: str) -> None:
        if new != self.markup.text(node):
            self.markup.replace(node.opened, node.closing, text(new).encode())


def _descendant(node: Node, name: str) -> Node | None:
    return next((part for part in node.walk() if part.name == name), None)

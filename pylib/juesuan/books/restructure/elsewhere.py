"""Formulas outside of worksheets that refer to the sheet: names, charts, shapes, controls, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from juesuan.books.package.markup import Markup, Node, attribute, text
from juesuan.books.restructure.following import is_broken
from juesuan.books.restructure.notices import Concern
from juesuan.books.restructure.references import Reference, rewritten

if TYPE_CHECKING:
    from juesuan.books.restructure.following import Following

_BUILT_IN = "_xlnm."
_COVERING = {
    "_xlnm._FilterDatabase",
    "_xlnm.Print_Area",
}  # take in new rows at their ends, as what they belong to
_BEFORE_CALCULATION = (
    "definedNames", "externalReferences", "functionGroups", "sheets", "bookViews", "workbookPr",
)  # fmt: skip
_LEAVES = {"f", "sqref", "calculatedColumnFormula", "totalsRowFormula"}
_ATTRIBUTES = ("textlink", "fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx")


def moved_names(data: bytes, following: Following) -> bytes:
    """Return the workbook part with its names on the new rows; spreadsheets calculate when they open it next.

    A print area or print title of which nothing is left goes.
    """
    markup = Markup(data)
    sheets = [node.get("name") for node in _children(markup.root, "sheets")]
    for node in _children(markup.root, "definedNames"):
        local = node.get("localSheetId")
        home = local.isdigit() and int(local) < len(sheets) and sheets[int(local)] == following.sheet
        old, name = markup.text(node), node.get("name")
        place = ("", f"名称“{name}”")
        if _is_relative(old, following.sheet, home=home):
            following.notice(Concern.RELATIVE_NAME, place, old)
            continue
        new = following.formula(old, place, home=home, covering=name in _COVERING)
        if name.startswith(_BUILT_IN) and new != old and is_broken(new):
            markup.replace_node(node, b"")
        elif new != old:
            markup.replace(node.opened, node.closing, text(new).encode())
    _calculate_on_load(markup)
    return markup.result()


def moved_formulas(data: bytes, following: Following, place: str, *, home: bool) -> bytes:
    """Return a chart, drawing, control or table with its formulas on the new rows."""
    markup = Markup(data)
    for node in markup.root.walk():
        if node.name in _LEAVES and not node.children and not node.empty:
            old = markup.text(node)
            new = following.formula(old, ("", place), home=home)
            if new != old:
                markup.replace(node.opened, node.closing, text(new).encode())
        changes: dict[str, str | None] = {
            name: following.formula(node.get(name), ("", place), home=home)
            for name in _ATTRIBUTES
            if node.get(name)
        }
        changes = {name: value for name, value in changes.items() if value != node.get(name)}
        if changes:
            markup.set_attributes(node, changes)
    return markup.result()


def moved_links(data: bytes, following: Following, *, home: bool) -> bytes:
    """Return a sheet's relations with links such as ``#公开03!D9`` on the new rows."""
    markup = Markup(data)
    for node in markup.root.all("Relationship"):
        target = node.get("Target")
        if node.get("Type").endswith("/hyperlink") and target.startswith("#"):
            written = unquote(target)
            moved = following.link(written[1:], home=home)
            if moved != written[1:]:
                moved = quote(moved, safe="!'$:") if "%" in target else moved
                markup.set_attributes(node, {"Target": f"#{moved}"})
    return markup.result()


def named_as_pivot_source(data: bytes, sheet: str) -> str:
    """Return the range of the sheet that a pivot cache takes its data from, empty when it is another one."""
    for node in Markup(data).root.walk():
        if node.name == "worksheetSource" and node.get("sheet").casefold() == sheet.casefold():
            return node.get("ref") or node.get("name")
    return ""


def _is_relative(formula: str, sheet: str, *, home: bool) -> bool:
    """Tell whether a name means another row in every cell that uses it."""
    found: list[bool] = []

    def look(reference: Reference) -> None:
        ours = reference.names(sheet, home=home) and not reference.elsewhere
        ends = [reference.first, *([reference.last] if reference.last else [])]
        found.append(ours and not all(end.fixed for end in ends))

    rewritten(formula, look)
    return any(found)


def _calculate_on_load(markup: Markup) -> None:
    root = markup.root
    node = root.child("calcPr")
    if node is not None:
        if node.get("fullCalcOnLoad") not in {"1", "true"}:
            markup.set_attributes(node, {"fullCalcOnLoad": "1"})
        return
    before = next((found for name in _BEFORE_CALCULATION if (found := root.child(name))), None)
    entry = f"<{root.prefix}calcPr fullCalcOnLoad={attribute('1')}/>".encode()
    if before is not None:
        markup.insert_after(before, entry)


def _children(root: Node, name: str) -> list[Node]:
    parent = root.child(name)
    return parent.children if parent else []

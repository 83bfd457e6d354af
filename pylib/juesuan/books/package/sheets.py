"""The sheets of a workbook package: which part holds which sheet, adding one, taking one out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.package.archive import Package
from juesuan.books.package.cells import CellEdit, set_cells
from juesuan.books.package.markup import Markup, attribute

if TYPE_CHECKING:
    from collections.abc import Mapping

_WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, its number, the part that holds it."""

    name: str
    id: str
    part: str


def workbook_part(package: Package) -> str:
    """Return the part that is the workbook. Raises ReadError when the package is another kind of document."""
    part = package.related("", "officeDocument")
    if part is None or "sheet" not in package.content_type(part):
        raise ReadError(f"文件不是 Excel 工作簿：{package.path}（请另存为 .xlsx）")
    return part


def sheet_parts(package: Package) -> dict[str, SheetPart]:
    """Map sheet names to their parts, in the order of the tabs; chart and dialog sheets are left out."""
    book = workbook_part(package)
    targets = {rel.id: rel for rel in package.relationships(book)}
    listed = package.markup(book).root.child("sheets")
    found = {}
    for node in listed.children if listed else ():
        identity = next(
            (value for name, value in node.attributes.items() if name.rpartition(":")[2] == "id"), ""
        )
        relation = targets.get(identity)
        if relation and relation.kind == "worksheet":
            found[node.get("name")] = SheetPart(node.get("name"), node.get("sheetId"), relation.target)
    return found


def edit_cells(package: Package, edits: Mapping[str, Mapping[str, CellEdit]]) -> None:
    """Change cells, given by sheet name and address. Raises ReadError when a sheet is not there.

    Where a formula gives way to a constant the calculation chain is dropped: spreadsheets rebuild it, but
    call a file damaged whose chain names a cell without formula.
    """
    parts = sheet_parts(package)
    for sheet, cells in edits.items():
        if sheet not in parts:
            raise ReadError(f"工作簿里没有工作表“{sheet}”：{package.path}")
        part = parts[sheet].part
        package.write(part, set_cells(package.read(part), cells))
    if any(edit.drops_formula for cells in edits.values() for edit in cells.values()):
        drop_calculation_chain(package)


def drop_calculation_chain(package: Package) -> None:
    """Take the calculation chain out; nothing happens when there is none."""
    book = workbook_part(package)
    chain = package.related(book, "calcChain")
    if chain is not None:
        package.unrelate(book, chain)
        package.remove(chain)


def add_sheet(package: Package, name: str, sheet: bytes, *, state: str = "") -> str:
    """Add a worksheet behind the last one, hidden by ``state`` ``veryHidden``, and return its part's name."""
    book = workbook_part(package)
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.write(part, sheet)
    package.set_content_type(part, _WORKSHEET)
    markup = package.markup(book)
    identity = package.relate(book, f"{_base(markup)}/worksheet", part)
    listed = markup.root.child("sheets")
    if listed is None:
        raise ReadError(f"工作簿没有工作表：{package.path}")
    number = 1 + max((int(node.get("sheetId") or 0) for node in listed.children), default=0)
    hidden = f' state="{state}"' if state else ""
    entry = (
        f"<{listed.prefix}sheet xmlns:juesuan={attribute(_base(markup))} name={attribute(name)} "
        f'sheetId="{number}"{hidden} juesuan:id="{identity}"/>'
    )
    prefix = _relation_prefix(markup)
    if prefix:
        entry = entry.replace(f" xmlns:juesuan={attribute(_base(markup))}", "").replace(
            "juesuan:id", f"{prefix}:id"
        )
    markup.append(listed, entry.encode())
    package.write(book, markup.result())
    return part


def remove_sheet(package: Package, name: str) -> None:
    """Take a sheet out with its parts, wherever it stands; nothing happens when there is none."""
    found = sheet_parts(package).get(name)
    if found is None:
        return
    book = workbook_part(package)
    markup = package.markup(book)
    listed = markup.root.child("sheets")
    for index, node in enumerate(listed.children if listed else ()):
        if node.get("name") == name:
            markup.replace_node(node, b"")
            _close_gap(markup, index)
    package.write(book, markup.result())
    package.unrelate(book, found.part)
    for relation in package.relationships(found.part):
        if not relation.external:
            package.remove(relation.target)
    package.remove(found.part)


def _close_gap(markup: Markup, gone: int) -> None:
    """Let everything that counts sheets count without the one at index ``gone``."""
    for view in (markup.root.child("bookViews") or markup.root).all("workbookView"):
        counters = [
            (key, int(view.get(key))) for key in ("firstSheet", "activeTab") if view.get(key).isdigit()
        ]
        changes: dict[str, str | None] = {key: str(n - 1) for key, n in counters if n >= gone and n > 0}
        if changes:
            markup.set_attributes(view, changes)
    for name in (markup.root.child("definedNames") or markup.root).all("definedName"):
        local = name.get("localSheetId")
        if local and int(local) == gone:
            markup.replace_node(name, b"")
        elif local and int(local) > gone:
            markup.set_attributes(name, {"localSheetId": str(int(local) - 1)})


def _base(markup: Markup) -> str:
    """The root of relation types, which the strict form of the format spells differently."""
    return _STRICT if "purl.oclc.org" in markup.root.get("xmlns") else _RELATIONS


def _relation_prefix(markup: Markup) -> str:
    for name, value in markup.root.attributes.items():
        if value == _base(markup) and name.startswith("xmlns:"):
            return name.removeprefix("xmlns:")
    return ""

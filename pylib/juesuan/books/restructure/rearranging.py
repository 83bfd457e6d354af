"""The rows of a sheet inside a workbook file put in another order, with everything that refers to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.package.archive import relationships_name
from juesuan.books.package.markup import Markup, as_utf8
from juesuan.books.package.shared_formulas import without_shared
from juesuan.books.package.sheets import drop_calculation_chain, sheet_parts, workbook_part
from juesuan.books.restructure import attached, elsewhere
from juesuan.books.restructure.following import Following
from juesuan.books.restructure.furniture import Furniture
from juesuan.books.restructure.lists import tidied
from juesuan.books.restructure.notices import Concern, Notice
from juesuan.books.restructure.plan import RowMap, RowPlan
from juesuan.books.restructure.sheet_rows import SheetRows

if TYPE_CHECKING:
    from juesuan.books.package.archive import Package

_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_ATTACHED = {
    "comments": attached.moved_comments,
    "drawing": attached.moved_drawing,
    "pivotTable": attached.moved_pivot,
    "table": attached.moved_table,
    "tableSingleCells": attached.moved_cells,
    "threadedComment": attached.moved_comments,
    "vmlDrawing": attached.moved_boxes,
}
_FORMULA_ROOTS = {"chartSpace", "wsDr", "userShapes", "formControlPr", "table"}


@dataclass(frozen=True, slots=True)
class Restructured:
    """What a plan did: where each kept row of the region is now, and what to look at."""

    rows: dict[int, int]
    notices: tuple[Notice, ...]


def restructure_rows(package: Package, sheet: str, plan: RowPlan) -> Restructured:
    """Give a region of a sheet's rows another order, in memory; the package is saved by the caller.

    Everything that stands on the rows or refers to them goes along, in all parts of the workbook; all other
    parts keep their bytes. Cached results stay; spreadsheets calculate when they open the file. Raises
    ReadError when there is no such sheet or a part cannot be understood, RestructureError (a ReadError) when
    a feature of the workbook does not allow the plan. The package is unchanged then.
    """
    parts = sheet_parts(package)
    found = next((name for name in parts if name.casefold() == sheet.casefold()), None)
    if found is None:
        raise ReadError(f"工作簿里没有工作表“{sheet}”：{package.path}")
    rows = RowMap(plan)
    moved = {row: place for row in range(plan.first, plan.last + 1) if (place := rows.place(row))}
    if plan.changes_nothing:
        return Restructured(moved, ())
    rearranging = _Rearranging(package, Following(found, rows))
    for name, data in rearranging.changed().items():
        package.write(name, data)
    drop_calculation_chain(package)
    return Restructured(moved, tuple(rearranging.following.notices))


@dataclass(slots=True)
class _Rearranging:
    """One plan at work on a package: which part is what, and how it changes."""

    package: Package
    following: Following
    names: dict[str, str] = field(default_factory=dict)  # worksheet part -> name of the sheet
    kinds: dict[str, str] = field(default_factory=dict)  # part that belongs to the sheet -> kind of relation
    book: str = ""  # the workbook's own part

    def changed(self) -> dict[str, bytes]:
        """Return the parts that change."""
        self.names = {part.part: name for name, part in sheet_parts(self.package).items()}
        self.book = workbook_part(self.package)
        own = next(part for part, name in self.names.items() if name == self.following.sheet)
        self.kinds = {rel.target: rel.kind for rel in self.package.relationships(own) if not rel.external}
        changes: dict[str, bytes] = {}
        for part in self.package.names:
            old = self.package.read(part)
            try:
                new = self._new(part, old)
                if new != old and new != as_utf8(old):
                    changes[part] = new
            except ValueError as error:  # MarkupError is one
                raise ReadError(
                    f"工作簿的部件 {part} 看不懂，没有改动：{self.package.path}"
                    "（请用 Excel 或 WPS 打开后另存一份再试）"
                ) from error
        return changes

    def _new(self, part: str, data: bytes) -> bytes:
        if part in self.names:
            return self._worksheet(data, self.names[part])
        if part == self.book:
            return elsewhere.moved_names(data, self.following)
        sheet = next((name for sheet, name in self.names.items() if relationships_name(sheet) == part), None)
        if sheet is not None:
            return elsewhere.moved_links(data, self.following, home=sheet == self.following.sheet)
        home = part in self.kinds
        if home:
            data = self._attached(data, self.kinds[part])
        root = _root_name(data)
        if root in _FORMULA_ROOTS and (home or b"!" in data):
            data = elsewhere.moved_formulas(data, self.following, f"部件 {part}", home=home)
        elif root == "pivotCacheDefinition":
            source = elsewhere.named_as_pivot_source(data, self.following.sheet)
            if source:
                self.following.notice(Concern.PIVOT_SOURCE, (self.following.sheet, source))
        return data

    def _worksheet(self, data: bytes, name: str) -> bytes:
        home = name == self.following.sheet
        if not home and not self.following.may_be_named_in(unescape(as_utf8(data).decode())):
            return data
        written = without_shared(data, lambda formula: home or "!" in formula)
        markup = Markup(written)
        rows = SheetRows(markup, self.following, name, home)
        listed = markup.root.child("sheetData")
        if listed is not None and home:
            rows.rearrange(listed)
        elif listed is not None:
            rows.formulas(listed)
        Furniture(markup, self.following, name, home).move(markup.root)
        new = markup.result()
        if home:
            return tidied(new)
        return data if new == as_utf8(written) else new

    def _attached(self, data: bytes, kind: str) -> bytes:
        change = _ATTACHED.get(kind)
        return change(data, self.following) if change else data


def _root_name(data: bytes) -> str:
    found = _ROOT.search(data[:4096])
    return found[1].decode() if found else ""

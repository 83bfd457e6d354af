"""The shapes in which a sheet shows its notes: an old drawing language that is often not well-formed.

So it is handled as text: shapes are put in before the end, and taken out as whole blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.package.cells import split_a1
from juesuan.books.package.markup import attribute

if TYPE_CHECKING:
    from juesuan.books.package import Package

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPE = re.compile(rb"<v:shape\b(?!type).*?</v:shape>", re.DOTALL)
_ROW = re.compile(rb"<x:Row>\s*(\d+)\s*</x:Row>")
_COLUMN = re.compile(rb"<x:Column>\s*(\d+)\s*</x:Column>")
_AFTER_DRAWING = {"legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls"} | {
    "webPublishItems",
    "tableParts",
    "extLst",
}
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_EMPTY = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{number}"/></o:shapelayout>' + _KIND + "</xml>"
)
_NOTE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:5pt;'
    'width:240pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 1</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_CELLS_A_LINE = 38
_IDS_A_SHEET = 1024


class NoteShapes:
    """The drawing that holds the note shapes of one sheet."""

    def __init__(self, package: Package, sheet: str, number: int) -> None:
        """Read the drawing of a sheet part, if it has one."""
        self._package = package
        self._sheet = sheet
        self._number = number
        self._part = self._existing()
        self._data = package.read(self._part) if self._part else _EMPTY.format(number=number).encode()
        self._changed = False

    def add(self, a1: str, note: str) -> None:
        """Add the shape of a note, large enough for its text."""
        row, column = (number - 1 for number in split_a1(a1))
        lines = sum(1 + len(line) * 2 // _CELLS_A_LINE for line in note.splitlines())
        shape = _NOTE.format(
            id=self._free_id(),
            height=14 * lines + 10,
            left=column + 1,
            top=max(row - 1, 0),
            right=column + 5,
            bottom=max(row - 1, 0) + lines + 1,
            row=row,
            column=column,
        )
        kind = b"" if b"_x0000_t202" in self._data else _KIND.encode()
        head, end, tail = self._data.rpartition(b"</xml>")
        self._data = head + kind + shape.encode() + end + tail
        self._changed = True

    def remove(self, a1: str) -> None:
        """Take the shape of a cell's note out."""
        row, column = (str(number - 1).encode() for number in split_a1(a1))

        def kept(match: re.Match[bytes]) -> bytes:
            place = _ROW.findall(match[0]), _COLUMN.findall(match[0])
            return b"" if b'ObjectType="Note"' in match[0] and place == ([row], [column]) else match[0]

        self._data = _SHAPE.sub(kept, self._data)
        self._changed = True

    def save(self) -> None:
        """Write the drawing, tie a new one to its sheet, take one without shapes out."""
        if not self._changed:
            return
        if _SHAPE.search(self._data):
            if self._part is None:
                self._tie()
            self._package.write(self._part or "", self._data)
        elif self._part:
            self._untie(self._part)

    def _existing(self) -> str | None:
        drawing = self._package.markup(self._sheet).root.child("legacyDrawing")
        named = drawing.attributes.items() if drawing else ()
        identity = next((value for name, value in named if name.rpartition(":")[2] == "id"), "")
        for relation in self._package.relationships(self._sheet):
            if relation.id == identity and relation.target in self._package:
                return relation.target
        return None

    def _tie(self) -> None:
        self._part = self._package.free_name("xl/drawings/vmlDrawing{}.vml")
        self._package.set_default_type("vml", _TYPE)
        identity = self._package.relate(self._sheet, f"{_RELATION}/vmlDrawing", self._part)
        markup = self._package.markup(self._sheet)
        before = [child for child in markup.root.children if child.name not in _AFTER_DRAWING]
        prefix = next(
            (k[6:] for k, v in markup.root.attributes.items() if v == _RELATION and k[:6] == "xmlns:"), ""
        )
        named = f"{prefix}:id" if prefix else f"xmlns:r={attribute(_RELATION)} r:id"
        entry = f'<{markup.root.prefix}legacyDrawing {named}="{identity}"/>'
        markup.insert_after(before[-1], entry.encode())
        self._package.write(self._sheet, markup.result())

    def _untie(self, part: str) -> None:
        markup = self._package.markup(self._sheet)
        drawing = markup.root.child("legacyDrawing")
        if drawing is not None:
            markup.replace_node(drawing, b"")
        self._package.write(self._sheet, markup.result())
        self._package.unrelate(self._sheet, part)
        self._package.remove(part)
        if not any(name.casefold().endswith(".vml") for name in self._package.names):
            self._package.drop_default_type("vml")

    def _free_id(self) -> int:
        taken = [int(number) for number in re.findall(rb"_x0000_s(\d+)", self._data)]
        return max(taken, default=self._number * _IDS_A_SHEET) + 1

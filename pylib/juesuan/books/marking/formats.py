"""Cell formats with another fill: a format is cloned and appended, none that exists is ever changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.package.markup import Node
from juesuan.books.package.sheets import workbook_part

if TYPE_CHECKING:
    from juesuan.books.package import Package

_FILL_ATTRIBUTES = (b"fillId", b"applyFill")
_LISTS = ("fonts", "fills", "cellXfs")


@dataclass(frozen=True, slots=True)
class Sizes:
    """How many fonts, fills and cell formats a workbook has."""

    fonts: int
    fills: int
    formats: int

    def __str__(self) -> str:
        return f"{self.fonts} {self.fills} {self.formats}"


class Formats:
    """The fonts, fills and cell formats of a workbook, read once, with those added since."""

    def __init__(self, package: Package) -> None:
        """Read the styles part. Raises ReadError when it is damaged or missing."""
        self._package = package
        self._part = package.related(workbook_part(package), "styles") or "xl/styles.xml"
        self._markup = package.markup(self._part)
        self._items = {name: self._read(name) for name in _LISTS}
        self._before = {name: len(items) for name, items in self._items.items()}

    @property
    def prefix(self) -> str:
        """The prefix of the part's element names."""
        return self._markup.root.prefix

    @property
    def sizes(self) -> Sizes:
        """How many of each there are now."""
        return Sizes(*(len(self._items[name]) for name in _LISTS))

    def fill_of(self, style: int) -> bytes:
        """Return the fill of a cell format as it is written."""
        fills = self._items["fills"]
        number = _number(self._format(style), b"fillId")
        return fills[number] if number < len(fills) else b""

    def font_of(self, style: int) -> bytes:
        """Return the font of a cell format as it is written."""
        fonts = self._items["fonts"]
        number = _number(self._format(style), b"fontId")
        return fonts[number] if number < len(fonts) else b""

    def written_as(self, style: int) -> bytes:
        """Return a cell format as it is written."""
        return self._format(style)

    def with_fill(self, style: int, fill: bytes) -> int:
        """Return a cell format that is like another but for its fill; an existing one where there is one."""
        wanted = self._find_or_add("fills", fill)
        base = self._format(style)
        for number, candidate in enumerate(self._items["cellXfs"]):
            if _number(candidate, b"fillId") == wanted and _without_fill(candidate) == _without_fill(base):
                return number
        return self._add("cellXfs", _with_attributes(base, {b"fillId": b"%d" % wanted, b"applyFill": b"1"}))

    def like(self, style: int, other: int) -> bool:
        """Tell whether two cell formats differ in nothing but their fill."""
        known = len(self._items["cellXfs"])
        return (
            other < known
            and style < known
            and _without_fill(self._format(style)) == _without_fill(self._format(other))
        )

    def solid(self, colour: str) -> bytes:
        """Return the fill of one colour (eight hexadecimal digits, the first two its opacity)."""
        p = self.prefix
        return (
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/>'
            f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
        ).encode()

    def written(self, font: str, colour: str | None) -> int:
        """Return a cell format for running text: wrapped, at the top, with a font and perhaps a fill."""
        p = self.prefix
        number = self._find_or_add("fonts", font.encode()) if font else 0
        fill = self._find_or_add("fills", self.solid(colour)) if colour else 0
        entry = (
            f'<{p}xf numFmtId="0" fontId="{number}" fillId="{fill}" borderId="0" xfId="0" applyFont="1" '
            f'applyFill="1" applyAlignment="1"><{p}alignment vertical="top" wrapText="1"/></{p}xf>'
        )
        return self._find_or_add("cellXfs", entry.encode())

    def amounts(self) -> int:
        """Return a cell format for amounts: #,##0.00."""
        look = 'numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
        return self._find_or_add("cellXfs", f"<{self.prefix}xf {look}/>".encode())

    def cut_back(self, before: str, after: str) -> None:
        """Drop what was appended since ``before``, provided nobody has touched the lists since ``after``."""
        if str(self.sizes) != after:
            return
        for name, size in zip(_LISTS, before.split(), strict=True):
            keep = int(size)
            node = self._markup.root.child(name)
            if node is None or keep >= len(node.children):
                continue
            first, last = node.children[keep], node.children[-1]
            self._markup.replace(first.start, last.end, b"")
            self._count(node, keep)
        self._package.write(self._part, self._markup.result())

    def save(self) -> None:
        """Write what was added into the package."""
        changed = False
        for name, items in self._items.items():
            added = items[self._before[name] :]
            node = self._markup.root.child(name)
            if added and node is not None:
                self._markup.append(node, b"".join(added))
                self._count(node, len(items))
                changed = True
        if changed:
            self._package.write(self._part, self._markup.result())

    def _read(self, name: str) -> list[bytes]:
        node = self._markup.root.child(name)
        return [self._markup.source(child) for child in node.children] if node else []

    def _count(self, node: Node, count: int) -> None:
        if "count" in node.attributes:
            self._markup.set_attributes(node, {"count": str(count)})

    def _format(self, style: int) -> bytes:
        formats = self._items["cellXfs"]
        return formats[style] if style < len(formats) else formats[0]

    def _find_or_add(self, name: str, item: bytes) -> int:
        items = self._items[name]
        return items.index(item) if item in items else self._add(name, item)

    def _add(self, name: str, item: bytes) -> int:
        self._items[name].append(item)
        return len(self._items[name]) - 1


def _number(element: bytes, name: bytes) -> int:
    match = re.search(rb"\s" + name + rb"\s*=\s*[\"'](\d+)[\"']", element)
    return int(match[1]) if match else 0


def _with_attributes(element: bytes, changes: dict[bytes, bytes]) -> bytes:
    for name, value in changes.items():
        pattern = rb"(\s" + name + rb"\s*=\s*)[\"'][^\"']*[\"']"
        element, found = re.subn(pattern, rb'\g<1>"' + value + rb'"', element, count=1)
        if not found:
            element = re.sub(rb"^(<[^\s/>]+)", rb"\g<1> " + name + rb'="' + value + rb'"', element, count=1)
    return element


def _without_fill(element: bytes) -> bytes:
    for name in _FILL_ATTRIBUTES:
        element = re.sub(rb"\s" + name + rb"\s*=\s*[\"'][^\"']*[\"']", b"", element, count=1)
    return element

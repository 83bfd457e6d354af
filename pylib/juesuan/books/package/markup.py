"""XML edited in place: find elements with their byte positions, replace just those bytes.

A part that is parsed and written again loses what the writer does not know (prefixes that ``mc:Ignorable``
names, the order of attributes, entities). Here everything that is not replaced stays byte for byte as it was.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(rb"<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?encoding=[\"']([A-Za-z0-9._-]+)[\"'][^>]*\?>")
_IN_ATTRIBUTES = str.maketrans({'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


class MarkupError(ValueError):
    """A part that is not well-formed XML, or that declares entities of its own."""


class Node:
    """One element: name without prefix, attributes, and where it stands in the bytes.

    ``start`` to ``end`` is the whole element, ``start`` to ``opened`` its opening tag, ``opened`` to
    ``closing`` its content.
    """

    __slots__ = ("attributes", "children", "closing", "end", "name", "opened", "prefix", "start")

    def __init__(self, qualified: str, attributes: dict[str, str], start: int, opened: int) -> None:
        """Begin an element whose end is not known yet."""
        prefix, colon, name = qualified.rpartition(":")
        self.name = name
        self.prefix = prefix + colon
        self.attributes = attributes
        self.start = start
        self.opened = self.closing = self.end = opened
        self.children: list[Node] = []

    @property
    def empty(self) -> bool:
        """True when the element has no content, written either way."""
        return self.opened == self.closing

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute by its name as written (with its prefix)."""
        return self.attributes.get(name, default)

    def child(self, name: str) -> Node | None:
        """Return the first child element of a name."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> list[Node]:
        """Return the child elements of a name."""
        return [child for child in self.children if child.name == name]

    def walk(self) -> Iterator[Node]:
        """Yield this element and everything below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))  # & is the last


class Markup:
    """A parsed part with the replacements to be made in it."""

    def __init__(self, data: bytes) -> None:
        """Parse a part; other encodings than UTF-8 are brought to it first. Raises MarkupError."""
        self.data = as_utf8(data)
        self.root = _parse(self.data)
        self._edits: list[tuple[int, int, bytes]] = []
        self._filled: dict[int, tuple[Node, list[bytes]]] = {}

    def source(self, node: Node) -> bytes:
        """Return the element as it is written."""
        return self.data[node.start : node.end]

    def content(self, node: Node) -> bytes:
        """Return what stands between the element's tags."""
        return self.data[node.opened : node.closing]

    def text(self, node: Node) -> str:
        """Return the element's own text; only for elements that hold nothing but text."""
        return _plain(self.content(node))

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Note a replacement of bytes ``start`` to ``end``."""
        self._edits.append((start, end, new))

    def replace_node(self, node: Node, new: bytes) -> None:
        """Note the replacement of an element; ``b""`` removes it."""
        self.replace(node.start, node.end, new)

    def insert_before(self, node: Node, new: bytes) -> None:
        """Note an insertion in front of an element."""
        self.replace(node.start, node.start, new)

    def insert_after(self, node: Node, new: bytes) -> None:
        """Note an insertion behind an element."""
        self.replace(node.end, node.end, new)

    def append(self, node: Node, new: bytes) -> None:
        """Note an insertion at the end of an element's content, opening it if it was written ``<x/>``."""
        if self.data[node.start : node.opened].endswith(b"/>"):
            self._filled.setdefault(node.start, (node, []))[1].append(new)
        else:
            self.replace(node.closing, node.closing, new)

    def set_attributes(self, node: Node, changes: dict[str, str | None]) -> None:
        """Note changed attributes of an element; None removes one."""
        self.replace(node.start, node.opened, self.opening(node, changes))

    def opening(self, node: Node, changes: dict[str, str | None]) -> bytes:
        """Return the element's opening tag with changed attributes, the others as and where they were."""
        tag = self.data[node.start : node.opened].decode()
        for name, value in changes.items():
            written = "" if value is None else f" {name}={attribute(value)}"
            pattern = re.compile(rf"\s+{re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')")
            if pattern.search(tag):
                tag = pattern.sub(written.replace("\\", r"\\"), tag, count=1)
            else:
                at = len(tag) - (2 if tag.endswith("/>") else 1)
                tag = tag[:at].rstrip() + written + tag[at:]
        return tag.encode()

    def result(self) -> bytes:
        """Return the part with all replacements made. Insertions at one place keep the order they came in."""
        pieces: list[bytes] = []
        position = 0
        edits = [*self._edits, *(self._opened(*filled) for filled in self._filled.values())]
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            if start < position:
                raise MarkupError("two changes to the same element")
            pieces += [self.data[position:start], new]
            position = end
        return b"".join([*pieces, self.data[position:]])

    def _opened(self, node: Node, contents: list[bytes]) -> tuple[int, int, bytes]:
        """The replacement that gives an element written ``<x/>`` its content."""
        opening = self.data[node.start : node.opened][:-2].rstrip() + b">"
        closing = f"</{node.prefix}{node.name}>".encode()
        return (node.start, node.end, b"".join([opening, *contents, closing]))


def text(value: str) -> str:
    """Write a text so that it can stand in XML; characters that XML cannot hold are left out."""
    return _FORBIDDEN.sub("", value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(value: str) -> str:
    """Write a text as a quoted attribute value; line ends are written so that they are read back as such."""
    return '"' + text(value).translate(_IN_ATTRIBUTES) + '"'


def as_utf8(data: bytes) -> bytes:
    """Return a part in UTF-8 without a byte order mark; one that already is comes back as it is."""
    encoding = next((name for bom, name in _BOMS.items() if data.startswith(bom)), "")
    declared = _DECLARED.match(data)
    if not encoding and declared and declared[1].lower() not in {b"utf-8", b"us-ascii"}:
        encoding = declared[1].decode()
    if not encoding:
        return data
    try:
        decoded = data.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise MarkupError(str(error)) from error
    return re.sub(r"^\s*<\?xml.*?\?>", '<?xml version="1.0" encoding="UTF-8"?>', decoded, count=1).encode()


def _parse(data: bytes) -> Node:
    parser = expat.ParserCreate()
    stack: list[Node] = []
    top: list[Node] = []
    find, count = data.find, data.count  # looked up once: a sheet has thousands of elements

    def opened(name: str, attributes: dict[str, str]) -> None:
        start = parser.CurrentByteIndex
        end = find(b">", start) + 1
        if count(b'"', start, end) % 2 or find(b"'", start, end) >= 0:  # a > that stands in an attribute
            match = _OPENING.match(data, start)
            end = match.end() if match else start
        node = Node(name, attributes, start, end)
        (stack[-1].children if stack else top).append(node)
        stack.append(node)

    def closed(_name: str) -> None:
        node = stack.pop()
        if data[node.opened - 2 : node.opened] != b"/>":
            node.closing = parser.CurrentByteIndex
            node.end = data.index(b">", node.closing) + 1

    def declared(*_: object) -> None:
        raise MarkupError("the part declares a document type")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = declared
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no keyword
    except expat.ExpatError as error:
        raise MarkupError(str(error)) from error
    finally:  # parser and functions hold each other, and with them all nodes, long after they are done with
        parser.StartElementHandler = parser.EndElementHandler = parser.StartDoctypeDeclHandler = None
    return top[0]


def _plain(content: bytes) -> str:
    written = content.decode()
    if "<" not in written and "&#" not in written:  # formulas are full of &amp; and &lt;
        for entity, character in _ENTITIES:
            written = written.replace(entity, character)
    elif "<![CDATA[" in written or "&" in written:
        found: list[str] = []
        parser = expat.ParserCreate()
        parser.CharacterDataHandler = found.append
        parser.Parse(f"<t>{written}</t>".encode(), True)  # noqa: FBT003 - expat takes no keyword
        return "".join(found)
    return written

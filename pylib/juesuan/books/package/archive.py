"""An Office file as the package it is: a zip of parts, their content types and the relations between them.

Parts that are not written keep their bytes; the order of the zip stays. So a user's file keeps everything
this program does not know: formats, macros, charts, print settings.
"""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from juesuan.books.archive import open_archive
from juesuan.books.errors import ReadError
from juesuan.books.package.markup import Markup, MarkupError, Node, attribute
from juesuan.books.saving import written_beside

CONTENT_TYPES = "[Content_Types].xml"
_NEW_PART_DATE = (1980, 1, 1, 0, 0, 0)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONSHIP_FILE = "application/vnd.openxmlformats-package.relationships+xml"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relation of one part to another: ``target`` is the other part's name, or an address outside."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type, equal in the strict and the transitional form of the format."""
        return self.type.rpartition("/")[2]


class Package:
    """The parts of one file, held in memory. Part names have no leading slash: ``xl/workbook.xml``."""

    def __init__(self, path: Path, entries: dict[str, zipfile.ZipInfo], parts: dict[str, bytes]) -> None:
        """Take parts that have been read; use :meth:`open`."""
        self.path = path
        self._entries = entries
        self._parts = parts
        self._by_folded = {name.casefold(): name for name in parts}

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Read all parts of a file. Raises ReadError when it is no Office package or a part is damaged."""
        archive = open_archive(path)
        entries = {info.filename.replace("\\", "/"): info for info in archive.parts.infolist()}
        parts = {name: archive.read(name) for name in entries}
        if CONTENT_TYPES not in parts:
            raise ReadError(f"文件不是 .xlsx 工作簿：{path}（请另存为 .xlsx）")
        return cls(Path(path), entries, parts)

    @property
    def names(self) -> list[str]:
        """All part names in the order of the zip."""
        return list(self._parts)

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._by_folded

    def read(self, name: str) -> bytes:
        """Return a part's bytes. Raises ReadError when the package does not have it."""
        try:
            return self._parts[self._by_folded[name.casefold()]]
        except KeyError:
            raise ReadError(f"工作簿缺少部件 {name}：{self.path}（文件可能已损坏，请另存一份再试）") from None

    def markup(self, name: str) -> Markup:
        """Return a part parsed for editing. Raises ReadError when it is missing or not well-formed."""
        try:
            return Markup(self.read(name))
        except MarkupError as error:
            raise ReadError(
                f"工作簿的部件 {name} 已损坏：{self.path}（请用 Excel 或 WPS 打开后另存一份）"
            ) from error

    def write(self, name: str, data: bytes) -> None:
        """Replace a part, or add it at the end."""
        known = self._by_folded.setdefault(name.casefold(), name)
        self._parts[known] = data

    def remove(self, name: str) -> None:
        """Take a part out, with its own relations and its content type; nothing happens when it is absent."""
        for gone in (name, relationships_name(name)):
            known = self._by_folded.pop(gone.casefold(), None)
            if known:
                del self._parts[known]
        markup = self.markup(CONTENT_TYPES)
        for node in markup.root.all("Override"):
            if node.get("PartName").casefold() == f"/{name}".casefold():
                markup.replace_node(node, b"")
        self.write(CONTENT_TYPES, markup.result())

    def free_name(self, pattern: str) -> str:
        """Return a part name that is not taken: ``free_name("xl/comments{}.xml")``."""
        return next(name for name in (pattern.format(n) for n in range(1, 100_000)) if name not in self)

    # Content types

    def content_type(self, name: str) -> str:
        """Return a part's content type, by its own entry or by its extension."""
        root = self.markup(CONTENT_TYPES).root
        for node in root.all("Override"):
            if node.get("PartName").casefold() == f"/{name}".casefold():
                return node.get("ContentType")
        extension = name.rpartition(".")[2].casefold()
        defaults = {node.get("Extension").casefold(): node.get("ContentType") for node in root.all("Default")}
        return defaults.get(extension, "")

    def set_content_type(self, name: str, content_type: str) -> None:
        """State a part's content type, unless its extension already says the same."""
        if self.content_type(name) == content_type:
            return
        markup = self.markup(CONTENT_TYPES)
        prefix = markup.root.prefix
        for node in markup.root.all("Override"):
            if node.get("PartName").casefold() == f"/{name}".casefold():
                markup.replace_node(node, b"")
        entry = f"<{prefix}Override PartName={attribute('/' + name)} ContentType={attribute(content_type)}/>"
        markup.append(markup.root, entry.encode())
        self.write(CONTENT_TYPES, markup.result())

    def set_default_type(self, extension: str, content_type: str) -> None:
        """State the content type of an extension, where the package does not state one yet."""
        markup = self.markup(CONTENT_TYPES)
        known = {node.get("Extension").casefold() for node in markup.root.all("Default")}
        if extension.casefold() in known:
            return
        prefix = markup.root.prefix
        entry = f"<{prefix}Default Extension={attribute(extension)} ContentType={attribute(content_type)}/>"
        first = markup.root.children[0] if markup.root.children else None
        if first:
            markup.insert_before(first, entry.encode())
        else:
            markup.append(markup.root, entry.encode())
        self.write(CONTENT_TYPES, markup.result())

    def drop_default_type(self, extension: str) -> None:
        """Take the content type of an extension out; nothing happens when there is none."""
        markup = self.markup(CONTENT_TYPES)
        for node in markup.root.all("Default"):
            if node.get("Extension").casefold() == extension.casefold():
                markup.replace_node(node, b"")
        self.write(CONTENT_TYPES, markup.result())

    # Relations

    def relationships(self, part: str) -> list[Relationship]:
        """List the relations of a part (``""`` for the package itself)."""
        name = relationships_name(part)
        if name not in self:
            return []
        return [_relationship(node, part) for node in self.markup(name).root.all("Relationship")]

    def related(self, part: str, kind: str) -> str | None:
        """Return the part that a part relates to by a kind, such as ``comments``."""
        return next(
            (rel.target for rel in self.relationships(part) if rel.kind == kind and not rel.external), None
        )

    def relate(self, part: str, relation_type: str, target: str) -> str:
        """Add a relation from a part to another part and return its id."""
        name = relationships_name(part)
        if name not in self:
            self.write(
                name,
                f'<?xml version="1.0" encoding="UTF-8"?>\n<Relationships xmlns="{_RELATIONSHIPS}"/>'.encode(),
            )
            self.set_default_type("rels", _RELATIONSHIP_FILE)
        taken = {rel.id for rel in self.relationships(part)}
        identity = next(f"rId{n}" for n in range(1, 100_000) if f"rId{n}" not in taken)
        markup = self.markup(name)
        entry = (
            f'<{markup.root.prefix}Relationship Id="{identity}" Type={attribute(relation_type)} '
            f"Target={attribute(posixpath.relpath(target, posixpath.dirname(part) or '.'))}/>"
        )
        markup.append(markup.root, entry.encode())
        self.write(name, markup.result())
        return identity

    def unrelate(self, part: str, target: str) -> None:
        """Take out every relation from a part to another part."""
        name = relationships_name(part)
        if name not in self:
            return
        markup = self.markup(name)
        for node in markup.root.all("Relationship"):
            relation = _relationship(node, part)
            if not relation.external and relation.target.casefold() == target.casefold():
                markup.replace_node(node, b"")
        self.write(name, markup.result())
        if not self.relationships(part):
            self.remove(name)

    def save(self, target: Path | str) -> None:
        """Write the package beside the target, then put it in its place. Raises OSError."""
        with (
            written_beside(Path(target)) as beside,
            zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for name, data in self._parts.items():
                archive.writestr(_entry(name, self._entries.get(name)), data)


def relationships_name(part: str) -> str:
    """Return the name of the part that holds a part's relations."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationship(node: Node, part: str) -> Relationship:
    external = node.get("TargetMode") == "External"
    target = node.get("Target")
    if not external:
        base = posixpath.dirname(part)
        target = posixpath.normpath(posixpath.join("/", base, target.replace("\\", "/"))).lstrip("/")
    return Relationship(node.get("Id"), node.get("Type"), target, external)


def _entry(name: str, old: zipfile.ZipInfo | None) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, old.date_time if old else _NEW_PART_DATE)
    entry.compress_type = zipfile.ZIP_STORED if old and old.compress_type == 0 else zipfile.ZIP_DEFLATED
    entry.external_attr = old.external_attr if old else 0
    return entry

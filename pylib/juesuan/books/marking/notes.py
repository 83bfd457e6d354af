"""Notes of a sheet: the part that holds their texts. A person's own note keeps its text in front of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.marking.note_shapes import NoteShapes
from juesuan.books.package.markup import Markup, Node, attribute, text

if TYPE_CHECKING:
    from juesuan.books.package import Package

MARK = "【决算校验】"
AUTHOR = "juesuan"
_BETWEEN = "\n\n"  # between passages of a note
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_EMPTY = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<comments xmlns="{_MAIN}"><authors/><commentList/></comments>'
)


class Notes:
    """The notes of one sheet, changed in memory and written at the end."""

    def __init__(self, package: Package, sheet: str, number: int) -> None:
        """Read the notes of a sheet part. ``number`` is the sheet's place among the sheets."""
        self._package = package
        self._sheet = sheet
        self._part = package.related(sheet, "comments")
        self._markup = package.markup(self._part) if self._part else Markup(_EMPTY.encode())
        listed = self._markup.root.child("commentList")
        self._notes = {node.get("ref"): node for node in listed.all("comment")} if listed else {}
        self._authors = self._read_authors()
        self._new: dict[str, bytes | None] = {}
        self._shapes = NoteShapes(package, sheet, number)
        self._threads = b"".join(
            package.read(relation.target)
            for relation in package.relationships(sheet)
            if relation.kind == "threadedComment"
        )

    def in_discussion(self, a1: str) -> bool:
        """Tell whether a cell has a thread of comments, for which its note only stands in."""
        return f'ref="{a1}"'.encode() in self._threads

    def source(self, a1: str) -> bytes:
        """Return the note of a cell as it is written, empty when it has none."""
        node = self._notes.get(a1)
        return self._markup.source(node) if node else b""

    def author(self, a1: str) -> str:
        """Return who wrote the note of a cell."""
        node = self._notes.get(a1)
        number = int(node.get("authorId", "0")) if node else -1
        return self._authors[number] if 0 <= number < len(self._authors) else ""

    def plain(self, a1: str) -> str:
        """Return the text of a cell's note, without its formats."""
        node = self._notes.get(a1)
        written = node.child("text") if node else None
        if written is None:
            return ""
        return "".join(self._markup.text(part) for part in written.walk() if part.name == "t")

    def add(self, a1: str, note: str) -> None:
        """Give a cell a note, behind the person's own where there is one."""
        p = self._markup.root.prefix
        own = self._notes.get(a1)
        ours = f'<{p}r><{p}t xml:space="preserve">{text(note)}</{p}t></{p}r>'
        if own is None:
            number = self._author_number(AUTHOR)
            begun = f'<{p}comment ref={attribute(a1)} authorId="{number}"><{p}text>'
            self._new[a1] = f"{begun}{ours}</{p}text></{p}comment>".encode()
            self._shapes.add(a1, note)
            return
        runs = self._own_runs(own) + f'<{p}r><{p}t xml:space="preserve">\n\n</{p}t></{p}r>'.encode()
        opening = self._markup.opening(own, {})
        self._new[a1] = opening + f"<{p}text>".encode() + runs + f"{ours}</{p}text></{p}comment>".encode()

    def restore(self, a1: str, original: bytes, author: str, original_text: str) -> None:
        """Take our part of a cell's note away and put the person's own back as it was."""
        now = self.plain(a1)
        if MARK not in now:
            return
        kept = now.partition(MARK)[0].removesuffix("\n\n")
        if not kept:
            self._new[a1] = None
            self._shapes.remove(a1)
        elif kept == original_text and original:
            markup = Markup(original)
            number = str(self._author_number(author))
            same = markup.root.get("authorId") == number and markup.root.get("ref") == a1
            changes: dict[str, str | None] = {} if same else {"authorId": number, "ref": a1}
            self._new[a1] = markup.opening(markup.root, changes) + original[markup.root.opened :]
        else:
            p = self._markup.root.prefix
            node = self._notes[a1]
            run = (
                f'<{p}text><{p}r><{p}t xml:space="preserve">{text(kept)}</{p}t></{p}r></{p}text></{p}comment>'
            )
            self._new[a1] = self._markup.opening(node, {}) + run.encode()

    def passages(self, mark: str) -> dict[str, str]:
        """What our passages that begin with a mark say, by cell, without the mark."""
        said = {a1: self.plain(a1).partition(mark)[2] for a1 in self._notes if mark in self.plain(a1)}
        return {a1: text.partition(_BETWEEN)[0] for a1, text in said.items()}

    def take_out(self, a1: str, mark: str) -> None:
        """Take the passage that begins with a mark out of a cell's note, and leave all others as they are."""
        node = self._notes[a1]
        runs = [(self._text_of(run), self._own(run)) for run in self._runs(node)]
        at = next((number for number, (said, _) in enumerate(runs) if said.startswith(mark)), None)
        p = self._markup.root.prefix
        if at is None or _BETWEEN in runs[at][0]:  # another program has joined the runs
            before, _, after = self.plain(a1).partition(mark)
            kept = (before.removesuffix(_BETWEEN), after.partition(_BETWEEN)[2])
            joined = text(_BETWEEN.join(filter(None, kept)))
            written = f'<{p}r><{p}t xml:space="preserve">{joined}</{p}t></{p}r>'.encode() if joined else b""
        else:
            gap = at - 1 if at and runs[at - 1][0] == _BETWEEN else at + 1
            there = gap < len(runs) and runs[gap][0] == _BETWEEN
            gone = {at, gap} if there else {at}
            written = b"".join(source for number, (_, source) in enumerate(runs) if number not in gone)
        if not written:
            self._new[a1] = None
            self._shapes.remove(a1)
            return
        opening = self._markup.opening(node, {})
        self._new[a1] = opening + f"<{p}text>".encode() + written + f"</{p}text></{p}comment>".encode()

    def _runs(self, node: Node) -> list[Node]:
        written = node.child("text")
        return [part for part in written.children if part.name in {"r", "t"}] if written else []

    def _own(self, run: Node) -> bytes:
        p, source = self._markup.root.prefix, self._markup.source(run)
        return source if run.name == "r" else f"<{p}r>".encode() + source + f"</{p}r>".encode()

    def _text_of(self, run: Node) -> str:
        return "".join(self._markup.text(part) for part in run.walk() if part.name == "t")

    def save(self) -> None:
        """Write the changed notes and their shapes; a part that holds none any more is taken out."""
        if not self._new:
            return
        listed = self._markup.root.child("commentList")
        if listed is None:
            return
        for a1, new in self._new.items():
            node = self._notes.get(a1)
            if node is not None:
                self._markup.replace_node(node, new or b"")
            elif new:
                self._markup.append(listed, new)
        self._save_authors()
        left = (set(self._notes) | set(self._new)) - {a1 for a1, new in self._new.items() if new is None}
        if left:
            self._write()
        elif self._part:
            self._package.unrelate(self._sheet, self._part)
            self._package.remove(self._part)
        self._shapes.save()

    def _write(self) -> None:
        if self._part is None:
            self._part = self._package.free_name("xl/comments{}.xml")
            self._package.relate(self._sheet, _RELATION, self._part)
        self._package.write(self._part, self._markup.result())
        self._package.set_content_type(self._part, _TYPE)

    def _own_runs(self, own: Node) -> bytes:
        written = own.child("text")
        if written is None:
            return b""
        p = self._markup.root.prefix
        plain = written.child("t")
        if plain is not None and not written.all("r"):
            return f"<{p}r>".encode() + self._markup.source(plain) + f"</{p}r>".encode()
        return b"".join(self._markup.source(run) for run in written.all("r"))

    def _read_authors(self) -> list[str]:
        listed = self._markup.root.child("authors")
        self._first_authors = len(listed.children) if listed else 0
        return [self._markup.text(node) for node in listed.children] if listed else []

    def _author_number(self, author: str) -> int:
        if author not in self._authors:
            self._authors.append(author)
        return self._authors.index(author)

    def _save_authors(self) -> None:
        """Add new authors; ours leaves again when it stands last and nothing of ours is left."""
        listed = self._markup.root.child("authors")
        if listed is None:
            return
        p = self._markup.root.prefix
        added = self._authors[self._first_authors :]
        if added:
            self._markup.append(
                listed, "".join(f"<{p}author>{text(name)}</{p}author>" for name in added).encode()
            )
            return
        last = len(self._authors) - 1
        remains = [
            a1 for a1 in self._notes if self._new.get(a1, b"") is not None and self.author(a1) == AUTHOR
        ]
        if last >= 0 and self._authors[last] == AUTHOR and not remains:
            self._markup.replace_node(listed.children[last], b"")

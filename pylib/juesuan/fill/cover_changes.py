"""The cover of an empty template: who it is about is known from the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.package import CellEdit
from juesuan.books.template import cover
from juesuan.fill.changes import Change, ChangeKind
from juesuan.model.reference import Address, CellRef

if TYPE_CHECKING:
    from juesuan.fill.writing import Opened
    from juesuan.model.disclosure import Disclosure


def cover_changes(opened: Opened, wanted: Disclosure) -> tuple[list[Change], dict[str, dict[str, CellEdit]]]:
    """Name and year for a template that says nobody's name yet; a filled cover is left alone."""
    properties, there = opened.book.properties, opened.disclosure
    if not properties.layout or cover.SHEET not in opened.book.sheets or there.organisation:
        return [], {}
    fields: list[tuple[str, str, str | int]] = []
    if wanted.organisation:
        fields.append((cover.ORGANISATION, "", wanted.organisation))
    if wanted.year and wanted.year != there.year:
        fields.append((cover.YEAR, str(there.year or ""), wanted.year))
    changes, edits = [], {}
    for reference, before, content in fields:
        cell = reference.rpartition("!")[2].replace("$", "")
        edits[cell] = CellEdit(value=content, formula=None)
        address = Address(cover.SHEET, cell)
        why = "封面未填，按来源填写"
        changes.append(Change(ChangeKind.TEXT, CellRef("", "", ""), address, before, str(content), why))
    return changes, {cover.SHEET: edits} if edits else {}

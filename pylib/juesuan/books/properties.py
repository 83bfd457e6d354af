"""What a workbook says about itself: our template's document properties, its sheets and its defined names."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from juesuan.books.archive import WORKBOOK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.archive import Archive

LAYOUT = "juesuan_layout"
TEMPLATE_VERSION = "juesuan_template_version"
YEAR = "juesuan_year"
CHECK_SHEET = "校验"  # where a template checks itself
TABLE_NAME = "决算_"  # a table's defined name is this and its stable id

_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATIONSHIP = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TARGET = re.compile(
    r"^\s*(?:'((?:[^']|'')+)'|([^'!]+))!\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?\s*$"
)


@dataclass(frozen=True, slots=True)
class NamedRange:
    """A defined name's range on one sheet; zero-based and inclusive."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Properties:
    """``parts`` maps each worksheet's name to its part in the archive, in the order of the workbook."""

    layout: str = ""
    template_version: str = ""
    year: str = ""
    parts: dict[str, str] = field(default_factory=dict)
    names: dict[str, NamedRange] = field(default_factory=dict)


def read_properties(archive: Archive) -> Properties:
    """Read properties, sheets and table names. Raises ReadError when the workbook's own parts are damaged."""
    custom = {
        element.get("name", ""): "".join(element.itertext()).strip()
        for element in _children(_tree(archive, "docProps/custom.xml"), "property")
    }
    workbook = _tree(archive, WORKBOOK)
    if workbook is None:
        raise archive.damaged("里没有工作簿内容")
    return Properties(
        layout=custom.get(LAYOUT, ""),
        template_version=custom.get(TEMPLATE_VERSION, ""),
        year=custom.get(YEAR, ""),
        parts=dict(_sheet_parts(archive, workbook)),
        names=dict(_table_names(workbook)),
    )


@lru_cache(maxsize=1024)
def column_index(letters: str) -> int:
    """Turn column letters into a zero-based index: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def _sheet_parts(archive: Archive, workbook: ET.Element) -> Iterator[tuple[str, str]]:
    relations = _tree(archive, "xl/_rels/workbook.xml.rels")
    targets = {
        element.get("Id", ""): element.get("Target", "") for element in _children(relations, "Relationship")
    }
    for group in _children(workbook, "sheets"):
        for sheet in _children(group, "sheet"):
            relation = sheet.get(_RELATIONSHIP) or sheet.get(_STRICT_RELATIONSHIP) or ""
            target = targets.get(relation, "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            yield sheet.get("name", ""), part if target else ""


def _table_names(workbook: ET.Element) -> Iterator[tuple[str, NamedRange]]:
    for group in _children(workbook, "definedNames"):
        for element in _children(group, "definedName"):
            name = element.get("name", "")
            # A copied sheet brings copies of the names, scoped to that sheet: they do not count.
            if not name.startswith(TABLE_NAME) or element.get("localSheetId") is not None:
                continue
            found = _TARGET.match(element.text or "")
            if found is None:
                continue  # #REF! after the sheet was deleted, or something other than a range
            quoted, bare, left, top, right, bottom = found.groups()
            sheet = quoted.replace("''", "'") if quoted else bare
            yield (
                name.removeprefix(TABLE_NAME),
                NamedRange(
                    sheet,
                    int(top) - 1,
                    column_index(left),
                    int(bottom or top) - 1,
                    column_index(right or left),
                ),
            )


def _children(parent: ET.Element | None, name: str) -> Iterator[ET.Element]:
    for element in () if parent is None else parent:
        if element.tag.rpartition("}")[2] == name:
            yield element


def _tree(archive: Archive, part: str) -> ET.Element | None:
    data = archive.read(part)
    if not data:
        return None
    if b"<!DOCTYPE" in data[:4096]:  # parts of a workbook declare none: no entities to expand
        raise archive.damaged(f"的内部结构已损坏（{part}）")
    try:
        return ET.fromstring(data)  # noqa: S314 - see above
    except (ET.ParseError, LookupError, ValueError) as error:
        raise archive.damaged(f"的内部结构已损坏（{part}）") from error

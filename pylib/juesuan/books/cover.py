"""The cover sheet: who, which year, who prepared it, and the budget units with their kinds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.model.disclosure import Unit, UnitKind

if TYPE_CHECKING:
    from juesuan.books.sheets import Book, Sheet

SHEET = "封面"
_ORGANISATION = ("单位名称", "部门名称", "部门", "公开部门")
_YEAR = ("年度", "决算年度", "公开年度")
_LABELS = frozenset({*_ORGANISATION, *_YEAR, "编制人"})
_KIND_HEADING = "单位性质"
_NAME_HEADING = "单位名称"
_YEAR_STATED = re.compile(r"20\d\d")
# Longest first: 参照公务员法管理的事业单位 is 参公, 行政执法类事业单位 is 事业.
_KINDS = (
    ("参公", UnitKind.CIVIL_SERVANT_MANAGED),
    ("参照公务员", UnitKind.CIVIL_SERVANT_MANAGED),
    ("事业", UnitKind.INSTITUTION),
    ("行政", UnitKind.ADMINISTRATIVE),
)


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says; empty where it says nothing. ``texts`` are all its texts."""

    organisation: str = ""
    year: int | None = None
    units: tuple[Unit, ...] = ()
    texts: tuple[str, ...] = ()


def read_cover(book: Book) -> Cover:
    """Read the cover sheet by its labels; an empty Cover when there is no such sheet."""
    sheet = next((sheet for name, sheet in book.sheets.items() if plain(name) == SHEET), None)
    if sheet is None:
        return Cover()
    heading = _list_heading(sheet)
    pairs = dict(_pairs(sheet, heading[0] if heading else -1))
    year = _YEAR_STATED.search(next((pairs[label] for label in _YEAR if pairs.get(label)), ""))
    return Cover(
        organisation=_on_one_line(next((pairs[label] for label in _ORGANISATION if pairs.get(label)), "")),
        year=int(year[0]) if year else None,
        units=_units(sheet, *heading) if heading else (),
        texts=tuple(text for _, text in sheet.first_texts(sheet.height)),
    )


def _on_one_line(name: str) -> str:
    """A name as it reads where a cell breaks it over lines."""
    return re.sub(r"\s*[\r\n]+\s*", "", name)


def unit_kind(text: str) -> UnitKind | None:
    """Return the kind of budget unit that a text such as 参公事业单位 names, None when it names none."""
    return next((kind for name, kind in _KINDS if name in plain(text)), None)


def _pairs(sheet: Sheet, heading_row: int) -> list[tuple[str, str]]:
    """Each label with the nearest filled cell to its right, or with what follows its colon."""
    pairs = []
    for row in range(sheet.height):
        if row == heading_row:
            break
        texts = filter(None, (sheet.text(row, column) for column in range(sheet.width)))
        for label, value in pairwise([*texts, ""]):
            name, _, rest = label.replace("：", ":").partition(":")
            pairs.append((plain(name), rest.strip() or ("" if plain(value) in _LABELS else value)))
    return pairs[::-1]  # the first of several wins when made a dict


def _list_heading(sheet: Sheet) -> tuple[int, int, int] | None:
    """Row of the list's headings, column of the names, column of the kinds."""
    for row in range(sheet.height):
        texts = [plain(sheet.text(row, column)) for column in range(sheet.width)]
        kinds = [column for column, text in enumerate(texts) if text.startswith(_KIND_HEADING)]
        names = [column for column, text in enumerate(texts) if text.startswith(_NAME_HEADING)]
        if kinds and names:
            return row, names[0], kinds[0]
    return None


def _units(sheet: Sheet, heading: int, name_column: int, kind_column: int) -> tuple[Unit, ...]:
    units = []
    for row in range(heading + 1, sheet.height):
        name = sheet.text(row, name_column)
        if plain(name).startswith(("注:", "说明:", "备注:")):
            break
        if name and name != "0":  # a formula that points to an empty cell gives 0
            units.append(Unit(name, unit_kind(sheet.text(row, kind_column))))
    return tuple(units)

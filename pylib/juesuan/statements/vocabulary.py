"""The words that explanations use for figures, loaded from specs/statements."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.documents import Mapping, load_document
from juesuan.layouts.errors import SpecError
from juesuan.model.reference import CellRef
from juesuan.model.statement import Topic

if TYPE_CHECKING:
    from pathlib import Path

_CELL = re.compile(r"(?P<table>[a-z_]+)\[(?P<row>[^\]]+)\]\.(?P<column>.+)")
ELSEWHERE = "*"


@dataclass(frozen=True, slots=True)
class Named:
    """One subject: its names, longest first, and its cells by section."""

    names: tuple[str, ...]
    cells: dict[str, CellRef]
    budget: CellRef | None
    before: CellRef | None

    def topic(self, name: str, section: str) -> Topic:
        """The subject as a section means it."""
        cell = self.cells.get(section) or self.cells.get(ELSEWHERE)
        return Topic(name, cell, self.budget, self.before)


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that is counted, with the words before the number and the units after it."""

    names: tuple[str, ...]
    units: tuple[str, ...]
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of them. ``by_name`` is for finding a name in a text: the longest name that fits is meant."""

    default: dict[str, str]
    by_name: dict[str, Named]
    counts: tuple[Counted, ...]
    listed: dict[str, str]
    titles: dict[str, str]
    pattern: re.Pattern[str]

    def last_in(self, text: str, section: str) -> Topic | None:
        """The subject that a text names last; None when it names none."""
        found = None
        for match in self.pattern.finditer(text):
            found = match[0]
        return self.by_name[found].topic(found, section) if found else None

    def default_of(self, section: str) -> Topic | None:
        """What a section speaks of where a sentence names nothing."""
        name = self.default.get(section)
        return self.by_name[name].topic(name, section) if name else None


@lru_cache(maxsize=2)
def load_vocabulary(specs: Path = SPECS) -> Vocabulary:
    """Load the vocabulary. Raises SpecError, with file and line, when it is broken."""
    path = specs / "statements" / "vocabulary.yaml"
    document = load_document(path)
    if not isinstance(document, Mapping):
        raise SpecError(path.name, 1, "应为键值对")
    document.only("default", "subjects", "counts", "listed", "titles")
    by_name: dict[str, Named] = {}
    for item in document.items_of("subjects"):
        item.only("names", "cells", "budget", "before")
        cells = item.mapping("cells")
        named = Named(
            item.texts("names"),
            {section: _cell(cells, key) for key in cells for section in key.split("、")},
            _cell(item, "budget") if "budget" in item else None,
            _cell(item, "before") if "before" in item else None,
        )
        for name in named.names:
            if name in by_name:
                raise item.error(f"名称“{name}”出现了两次", "names")
            by_name[name] = named
    default, listed = document.mapping("default"), document.mapping("listed")
    titles = document.mapping("titles")
    return Vocabulary(
        {section: default.text(section) for section in default},
        by_name,
        tuple(
            Counted(item.texts("names"), item.texts("units"), _cell(item, "cell"))
            for item in document.items_of("counts")
        ),
        {section: listed.text(section) for section in listed},
        {title: section for section in titles for title in titles.texts(section)},
        re.compile("|".join(re.escape(name) for name in sorted(by_name, key=len, reverse=True))),
    )


def cell_of(reference: str) -> CellRef | None:
    """The cell that ``table[row].column`` names; None when it is written otherwise."""
    match = _CELL.fullmatch(reference)
    return CellRef(match["table"], match["row"], match["column"]) if match else None


def _cell(item: Mapping, key: str) -> CellRef:
    cell = cell_of(item.text(key))
    if cell is None:
        raise item.error(f"看不懂“{item[key]}”，应写作 表[行].栏", key)
    return cell

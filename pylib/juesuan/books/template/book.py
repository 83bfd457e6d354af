"""What the sheets of one workbook in the making have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.template import cover

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from juesuan.books.template.check_lines import Checks
    from juesuan.books.template.placing import PlacedTable
    from juesuan.books.template.sums import Contents
    from juesuan.books.template.theme import Theme
    from juesuan.model.disclosure import Unit
    from juesuan.model.layout import Layout

_PLACEHOLDER = re.compile(r"\{(organisation|year)\}")


@dataclass(frozen=True)
class Book:
    """The workbook: what it is about, what stands in it, its sheets and looks."""

    layout: Layout
    organisation: str
    year: int
    unit: str
    units: tuple[Unit, ...]
    contents: Contents
    checks: Checks
    sheets: Mapping[str, Worksheet]
    theme: Theme
    looks: Mapping[str, Format]

    @property
    def tables(self) -> Mapping[str, PlacedTable]:
        """The tables in printed order."""
        return self.contents.tables

    def filled_in(self, text: str) -> tuple[str, str]:
        """A text as a formula that follows the cover (without ``=``), and as it reads now.

        ``{organisation}`` and ``{year}`` stand for cells of the cover.
        """
        cells = {"organisation": cover.ORGANISATION, "year": cover.YEAR}
        values = {"organisation": self.organisation, "year": str(self.year)}
        parts = []
        for index, part in enumerate(_PLACEHOLDER.split(text)):
            if index % 2:
                parts.append(cells[part])
            elif part:
                parts.append('"' + part.replace('"', '""') + '"')
        if not any(part.startswith('"') for part in parts):
            parts.append('""')  # so that an empty cell reads as nothing, not as 0
        value = _PLACEHOLDER.sub(lambda match: values[match[1]], text)
        return "&".join(parts), value

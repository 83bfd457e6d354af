"""A sheet with subjects across its headings (基本支出决算明细表) is read in its 合计 row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.fill.sources.wording import heading_wording
from juesuan.layouts.catalogs import load_catalog
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from juesuan.fill.sources.column_paths import ColumnPaths
    from juesuan.fill.sources.page import SourcePage
    from juesuan.fill.sources.spec import Across, BlockSource
    from juesuan.model.layout import Subject

_CATALOG_YEAR = 2023  # of the catalogue that is built in; a user's own may be laid over it
_GROUP = len("301")
_CODE = re.compile(r"(?<!\d)(\d{3}(?:\d{2}){0,2})(?!\d)")
_SUM = frozenset({"小计", "合计"})


def subject_names(catalog: str) -> set[str]:
    """All names by which subjects of a catalogue may head a column."""
    return {name for subject in load_catalog(catalog, _CATALOG_YEAR).values() for name in _names(subject)}


def read_across(page: SourcePage) -> None:
    """Read the one row that counts of each block."""
    for block in page.source.blocks:
        if block.across and not block.skip:
            _read_block(page, block, block.across)


def _read_block(page: SourcePage, block: BlockSource, across: Across) -> None:
    labels = {*page.paths.find(block.code), *page.paths.find(block.name)}
    rows = [
        row
        for row in range(page.paths.bottom + 1, page.sheet.height)
        if plain(block.row) in {plain(page.sheet.text(row, column)).rstrip(":") for column in _left(labels)}
    ]
    if not rows:
        page.missing(f"没有找到行“{block.row}”")
        return
    row = rows[0]
    page.known |= labels
    codes = _Codes(across.catalog)
    for column, path in page.paths.shown.items():
        if column in labels:
            continue
        key = TOTAL_ROW if _is_total(page.paths, column, across) else codes.code(path)
        if key is None:
            continue
        page.known.add(column)
        ref = across.to.ref(key)
        page.out.tables.add(ref.table)
        page.out.located.setdefault((ref.table, ref.column), column)
        fen = page.cells.fen(row, column)
        if fen is not None:
            page.put(ref, page.cell(row, column, fen, block.row))
    page.columns_not_mapped([row], _left(labels))


def _left(labels: set[int]) -> set[int]:
    return labels or {0, 1, 2, 3}


def _is_total(paths: ColumnPaths, column: int, across: Across) -> bool:
    wanted = [heading_wording(part) for part in across.total]
    return bool(wanted) and [heading_wording(part) for part in paths.shown[column]] == wanted


class _Codes:
    """Finds subjects by name within their group: 办公设备购置 is 31002 in one, 30902 in another."""

    def __init__(self, catalog: str) -> None:
        self._groups: dict[str, str] = {}
        self._members: dict[str, dict[str, str]] = {}
        self._alone: dict[str, set[str]] = {}
        self._catalog = load_catalog(catalog, _CATALOG_YEAR)
        for code, subject in self._catalog.items():
            for name in map(heading_wording, _names(subject)):
                if len(code) == _GROUP:
                    self._groups[name] = code
                else:
                    self._members.setdefault(code[:_GROUP], {})[name] = code
                    self._alone.setdefault(name, set()).add(code)

    def code(self, path: tuple[str, ...]) -> str | None:
        """The code that a column's headings name, None when they name none or more than one."""
        stated = _CODE.findall(path[-1])
        if stated and stated[0] in self._catalog:
            return str(stated[0])
        said = [heading_wording(part) for part in path]
        group = next((self._groups[part] for part in reversed(said[:-1]) if part in self._groups), None)
        if group:
            return group if said[-1] in _SUM else self._members.get(group, {}).get(said[-1])
        if said[-1] in self._groups:
            return self._groups[said[-1]]
        alone = self._alone.get(said[-1], set())
        return next(iter(alone)) if len(alone) == 1 else None


def _names(subject: Subject) -> tuple[str, ...]:
    return (subject.name, *subject.other_names)

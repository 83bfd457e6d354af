"""The approved budget: 年初预算 by 项, from a sheet or CSV with 科目编码, 科目名称 and 年初预算."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.fill.sources.column_paths import find_paths
from juesuan.fill.sources.figures import BUDGET, SourceFigure, SourceFigures
from juesuan.fill.sources.opened import open_source
from juesuan.fill.sources.page import SourcePage
from juesuan.fill.sources.spec import (
    CODE_HEADINGS,
    NAME_HEADINGS,
    BlockSource,
    ColumnSource,
    Path,
    Rows,
    SheetSource,
    Target,
)
from juesuan.fill.sources.subjects import read_subjects

if TYPE_CHECKING:
    import pathlib

    from juesuan.books.sheets import Sheet
    from juesuan.fill.sources.column_paths import ColumnPaths

_AMOUNTS: tuple[Path, ...] = (
    ("年初预算数",),
    ("年初批复预算数",),
    ("批复预算数",),
    ("预算批复数",),
    ("本年预算数",),
    ("预算数",),
    ("批复数",),
)
_SUMS = frozenset({"小计", "合计", "总计"})  # rows without a code that are no subjects of their own
_UNIT = re.compile(r"(?:单位:|\()(?:人民币)?(万元|元)(?:\)|$)")


@dataclass(slots=True)
class ApprovedBudget:
    """年初预算 by subject code, in fen; ``complaints`` are sentences about what did not fit."""

    path: str
    unit: str
    amounts: dict[str, SourceFigure] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def fen(self, code: str) -> int | None:
        """The budget of one subject; None where none is stated."""
        figure = self.amounts.get(code)
        return None if figure is None else figure.fen

    @property
    def items(self) -> dict[str, SourceFigure]:
        """Only the 项 (7 digits)."""
        return {code: figure for code, figure in self.amounts.items() if len(code) == len("2080101")}


def read_approved_budget(path: str | pathlib.Path, unit: str | None = None) -> ApprovedBudget:
    """Read the approved budget from the first sheet that has its headings.

    ``unit`` is 元 or 万元; by default the one that the file states. Raises ReadError when the file has no
    such headings or states no unit: 元 taken for 万元 is worse than no figure.
    """
    opened = open_source(path)
    for sheet in opened.sheets.values():
        paths = find_paths(sheet, {part for path in (*_AMOUNTS, *CODE_HEADINGS) for part in path})
        if paths is None or not paths.find(_AMOUNTS) or not paths.find(CODE_HEADINGS):
            continue
        stated = _stated_unit(sheet, paths)
        if unit and stated and unit != stated:
            raise opened.error(f"注明的单位是“{stated}”，与指定的“{unit}”不同，请核实", sheet.name)
        used = unit or stated
        if not used:
            how = "请在表头写上“单位：元”或“单位：万元”（命令行也可以用 --budget-unit 指定）"
            what = f"没有注明金额单位，{how}后再试"
            raise opened.error(what, sheet.name)
        return _read(opened.path, sheet, paths, used)
    what = "里没有找到年初预算（要有表头：科目编码、科目名称、年初预算），请检查是否选错了文件"
    raise opened.error(what)


def _read(path: str, sheet: Sheet, paths: ColumnPaths, unit: str) -> ApprovedBudget:
    column = ColumnSource(_AMOUNTS, Target(BUDGET, "{code}", "年初预算"))
    block = BlockSource("年初预算", (column,), NAME_HEADINGS, CODE_HEADINGS)
    source = SheetSource("年初预算", Rows.SUBJECTS, (), (), sheet.name, unit, (block,))
    out = SourceFigures("年初预算", path)
    page = SourcePage(source, sheet, paths, out)
    read_subjects(page)
    page.finish()
    amounts = {ref.row: figure for ref, figure in out.figures.items() if ref.row.isdigit()}
    taken = {_column(figure.address.a1) for figure in out.figures.values()}
    lost = [
        item
        for item in out.not_mapped
        if _column(item.cell.address.a1) in taken and plain(item.cell.row) not in _SUMS
    ]
    groups = (out.unreadable, out.mapped_twice, out.not_found, lost)
    complaints = [str(item) for group in groups for item in group]
    return ApprovedBudget(path, unit, amounts, out.names, complaints)


def _column(address: str) -> str:
    """The letters of an address."""
    return address.rstrip("0123456789")


def _stated_unit(sheet: Sheet, paths: ColumnPaths) -> str | None:
    texts = [text for _, text in sheet.first_texts(paths.top)]
    texts += [part for path in paths.shown.values() for part in path]
    return next((found[1] for text in texts if (found := _UNIT.search(plain(text)))), None)

"""Read a source workbook: exact figures, each with its place, and everything that does not fit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.fill.sources.across import read_across, subject_names
from juesuan.fill.sources.column_paths import find_paths
from juesuan.fill.sources.figures import NotFound, SourceFigures
from juesuan.fill.sources.lines import read_lines
from juesuan.fill.sources.opened import OpenedSource, open_source
from juesuan.fill.sources.page import SourcePage
from juesuan.fill.sources.recognition import recognise_sheets
from juesuan.fill.sources.spec import Rows
from juesuan.fill.sources.subjects import read_subjects

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.books.sheets import Sheet
    from juesuan.fill.sources.spec import SheetSource, SourceSpec

_UNIT = re.compile(r"单位:(?:人民币)?(万元|元)")
_ORGANISATION = re.compile(
    r"\s*(?:编制|填报|填表)?(?:单位|部门)(?:名称)?(?:[(（][^()（）]*[)）])?\s*[:：]\s*(?P<name>.*\S)\s*"
)
_YEAR = re.compile(r"(?<!\d)(20\d\d)年度?")
_UNITS = frozenset({"元", "万元", "人民币元", "人民币万元"})
_READERS = {Rows.LINES: read_lines, Rows.SUBJECTS: read_subjects, Rows.ACROSS: read_across}


def read_source(path: str | Path, spec: SourceSpec) -> SourceFigures:
    """Read every sheet of a source from a workbook or a CSV; the file is only ever read.

    Amounts become exact fen whatever the source's unit. What could not be placed is listed, never guessed.
    Raises ReadError, in one sentence, when the file is no such workbook or states another unit.
    """
    book = open_source(path)
    if book.layout:
        what = f"是 juesuan 的公开表（版式 {book.layout}），不是“{spec.title}”，请选择导出的原始文件"
        raise book.error(what)
    found = recognise_sheets(book.sheets, spec)
    if not found.sheets:
        wanted = "、".join(source.label for source in spec.sheets)
        raise book.error(f"里没有“{spec.title}”的任何一张表（找过：{wanted}），请检查是否选错了文件或映射")
    out = SourceFigures(spec.id, book.path, book.sha256, other_sheets=found.others)
    for source in spec.sheets:
        sheet = found.sheets.get(source.id)
        if sheet is None:
            where = f"全部 {len(book.sheets)} 张工作表"
            out.not_found.append(NotFound(source.id, f"没有找到表“{source.label}”", where))
        else:
            _read_sheet(book, source, sheet, out)
    if not out.figures and not out.supporting.facts:
        why = out.not_found[0] if out.not_found else "各表都是空的"
        raise book.error(f"里没有读到任何金额（{why}）")
    return out


def _read_sheet(book: OpenedSource, source: SheetSource, sheet: Sheet, out: SourceFigures) -> None:
    out.read_sheets[source.id] = sheet.name
    start = source.heading_row - 1 if source.heading_row else None
    paths = find_paths(sheet, _vocabulary(source), start)
    if paths is None:
        what = "是空的" if not any(sheet.first_texts(sheet.height)) else "没有找到表头"
        out.not_found.append(NotFound(source.id, f"“{source.label}”{what}", f"工作表“{sheet.name}”"))
        return
    above = [text for _, text in sheet.first_texts(paths.top)]
    _refuse_other_unit(book, source, sheet, above)
    out.organisation = out.organisation or next(_organisations(above), "")
    years = (found[1] for text in above if (found := _YEAR.search(plain(text))))
    out.year = out.year or next(map(int, years), None)
    page = SourcePage(source, sheet, paths, out)
    _READERS[source.rows](page)
    page.finish()


def _vocabulary(source: SheetSource) -> set[str]:
    words: set[str] = set()
    for block in source.blocks:
        paths = [*block.name, *block.code, *(path for column in block.columns for path in column.headings)]
        words |= {part for path in paths for part in path}
        if block.across:
            words |= subject_names(block.across.catalog)
    return words


def _refuse_other_unit(book: OpenedSource, source: SheetSource, sheet: Sheet, above: list[str]) -> None:
    """Ten thousand times too much is the worst that can happen: a unit that disagrees stops everything."""
    for text in above:
        stated = _UNIT.search(plain(text))
        if stated and stated[1] != source.unit:
            what = f"注明的单位是“{stated[1]}”，而映射按“{source.unit}”读取"
            raise book.error(f"{what}，请检查是否选错了文件，或在映射文件里改 unit", sheet.name)


def _organisations(texts: list[str]) -> Iterator[str]:
    for text in texts:
        found = _ORGANISATION.fullmatch(text)
        if found and plain(found["name"]) not in _UNITS:
            yield found["name"]

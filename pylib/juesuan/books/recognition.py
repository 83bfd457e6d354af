"""Which layout a workbook follows: the one asked for, the one it names, or the one it looks like."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.captions import title_lines, year_of
from juesuan.books.errors import ReadError
from juesuan.books.locating import Located, locate_tables
from juesuan.layouts import SpecError, layout_ids, load_layout

if TYPE_CHECKING:
    from juesuan.books.sheets import Book
    from juesuan.model.layout import Layout


def recognise(book: Book, layout_id: str | None) -> tuple[Layout, Located]:
    """Return the layout of a workbook with the tables found by it.

    Raises ReadError when the layout is unknown, the template of another version, or none of the tables is in
    the workbook.
    """
    archive, properties = book.archive, book.properties
    wanted = layout_id or properties.layout
    if wanted:
        layout = _layout(wanted, book, "指定的版式" if layout_id else "所用的版式")
        if wanted == properties.layout:
            _refuse_other_version(book, layout, asked_for=bool(layout_id))
        located = locate_tables(layout, book)
    else:
        layout, located = max(
            ((layout, locate_tables(layout, book)) for layout in map(load_layout, layout_ids())),
            key=_likeness,
        )
    if not located.places:
        titles = "、".join(spec.title for spec in layout.tables.values())
        raise ReadError(
            f"文件“{archive.path}”里没有找到任何一张部门决算公开表，找过的标题有：{titles}；请检查是否选错了文件。",
            archive.path,
        )
    return layout, located


def _layout(wanted: str, book: Book, what: str) -> Layout:
    try:
        if re.fullmatch(r"[\w-]+", wanted):  # a name out of a file is not let near paths
            return load_layout(wanted)
    except SpecError:
        if wanted in layout_ids():
            raise
    raise book.archive.error(f"{what}“{wanted}”本程序不认识，可用的有：{'、'.join(layout_ids())}")


def _likeness(candidate: tuple[Layout, Located]) -> tuple[int, int, int]:
    """Most tables and columns first, then the same year, then the latest layout."""
    layout, located = candidate
    year = year_of(text for place in located.places.values() for text in title_lines(place))
    return located.fit, int(year == layout.year), layout.year


def _refuse_other_version(book: Book, layout: Layout, *, asked_for: bool) -> None:
    """A newer template may hold what this program cannot know; an older one is read only when asked for."""
    stated = book.properties.template_version
    if _numbers(stated) > _numbers(layout.version):
        what = f"的模板版本是 {stated}，比本程序支持的 {layout.version} 新，请先升级 juesuan 再打开"
        raise book.archive.error(what)
    if _numbers(stated) < _numbers(layout.version) and not asked_for:
        raise book.archive.error(
            f"是旧版模板（版本 {stated}，现在是 {layout.version}），请改用新模板；确要按表头读取旧表，"
            f"请加 --layout {layout.id}"
        )


def _numbers(version: str) -> list[int]:
    return [int(part) for part in re.findall(r"\d{1,9}", version)]

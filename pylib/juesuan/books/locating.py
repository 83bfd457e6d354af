"""Where each table stands in a workbook: by defined name, title, sheet name, at last by headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.figures import Figures
from juesuan.books.headings import Columns, Form, find_columns, form_of
from juesuan.books.listed_rows import listed_rows
from juesuan.books.titles import TitleFound, titles_of
from juesuan.books.wording import plain
from juesuan.model.disclosure import NotLocated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.sheets import Book, Sheet
    from juesuan.model.layout import Layout


@dataclass(slots=True)
class Place:
    """A table that was found: its form, its sheet, the row of its title and its columns."""

    form: Form
    sheet: Sheet
    title_row: int
    columns: Columns


@dataclass(slots=True)
class Located:
    """What was found of a layout's tables, and what was not. ``fit`` tells layouts apart: more is better."""

    places: dict[str, Place] = field(default_factory=dict)
    notices: list[NotLocated] = field(default_factory=list)
    fit: int = 0


def locate_tables(layout: Layout, book: Book) -> Located:
    """Find every table of a layout in a workbook, whatever its sheets are called and wherever they stand."""
    return _Locator(layout, book).locate()


class _Locator:
    def __init__(self, layout: Layout, book: Book) -> None:
        self._layout = layout
        self._book = book
        self._titles = titles_of(layout)
        self._found: dict[str, list[TitleFound]] = {}
        for title in self._titles.find(book):
            self._found.setdefault(title.table, []).append(title)
        self._titled = {title.sheet.name for titles in self._found.values() for title in titles}
        self._fitting: dict[str, list[str]] = {}
        self._result = Located()

    def locate(self) -> Located:
        places = self._result.places
        for table, spec in self._layout.tables.items():
            form = form_of(spec)
            place = self._by_name_or_title(form)
            if place is not None:
                places[table] = place
        for table, spec in self._layout.tables.items():
            if table not in places and (place := self._by_sheet_or_headings(form_of(spec))):
                places[table] = place
        for table in self._layout.tables:
            self._report(table)
        self._result.places = {table: places[table] for table in self._layout.tables if table in places}
        return self._result

    def _by_name_or_title(self, form: Form) -> Place | None:
        for sheet, row in self._candidates(form.spec.id):
            columns = find_columns(form, sheet, row)
            if columns.has_amounts:
                return Place(form, sheet, row, columns)
        return None

    def _candidates(self, table: str) -> Iterator[tuple[Sheet, int]]:
        titles = self._found.get(table, [])
        name = self._book.properties.names.get(table)
        sheet = self._book.sheets.get(name.sheet) if name else None
        if name and sheet:
            on_sheet = [title for title in titles if title.sheet is sheet]
            yield from ((sheet, title.row) for title in on_sheet)
            if not on_sheet and sheet.name not in self._titled:
                yield sheet, name.top
        yield from ((title.sheet, title.row) for title in titles if title.sheet is not sheet)

    def _by_sheet_or_headings(self, form: Form) -> Place | None:
        """Find a table without a title on a sheet no other table claims, if all columns are there."""
        spec = form.spec
        taken = {place.sheet.name for place in self._result.places.values()}
        free = [s for s in self._book.sheets.values() if s.name not in taken | self._titled]
        for sheet in free:
            if plain(sheet.name) == plain(spec.sheet) or self._titles.table(sheet.name) == spec.id:
                columns = find_columns(form, sheet, 0)
                if columns.has_amounts and not columns.missing:
                    return Place(form, sheet, 0, columns)
        fitting = [sheet for sheet in free if self._only_fits(form, sheet)]
        return Place(form, fitting[0], 0, find_columns(form, fitting[0], 0)) if len(fitting) == 1 else None

    def _only_fits(self, form: Form, sheet: Sheet) -> bool:
        """Tell whether a sheet has this table's headings, word for word, and no other table's."""
        if sheet.name not in self._fitting:
            self._fitting[sheet.name] = [
                table
                for table, spec in self._layout.tables.items()
                if find_columns(form_of(spec), sheet, 0).exact == len(spec.columns)
            ]
        return self._fitting[sheet.name] == [form.spec.id]

    def _report(self, table: str) -> None:
        spec, place = self._layout.tables[table], self._result.places.get(table)
        notices = self._result.notices
        titles = self._found.get(table, [])
        if place is None:
            looked_for = "”或“".join(dict.fromkeys((spec.title, *spec.aliases)))
            if titles:
                where, what = (
                    f"工作表“{titles[0].sheet.name}”",
                    f"有表“{spec.title}”的标题，但没有找到任何金额栏",
                )
                looked_for = "、".join(dict.fromkeys(column.heading[-1] for column in spec.amounts))
            else:
                where, what = f"全部 {len(self._book.sheets)} 张工作表", f"没有找到表“{spec.title}”"
            notices.append(NotLocated(table, what, where, looked_for))
            return
        where = f"工作表“{place.sheet.name}”"
        exact = any(title.exact for title in titles if title.sheet is place.sheet)
        self._result.fit += 2 * exact + place.columns.exact - 2 * len(place.columns.missing)
        for column in place.columns.missing:
            what = f"没有找到“{spec.title}”的栏“{column.id}”，或同名的栏不止一个"
            notices.append(NotLocated(table, what, where, " / ".join(column.heading)))
        others = dict.fromkeys(title.sheet for title in titles if title.sheet is not place.sheet)
        for other in others:
            columns = find_columns(place.form, other, 0)
            if columns.has_amounts and _continues(place, Place(place.form, other, 0, columns)):
                what = f"“{spec.title}”分在两张工作表上（另一张是“{other.name}”），没有核对，请合并到一张"
                notices.append(NotLocated(table, what, where, spec.title))
                self._result.places.pop(table, None)  # half a table would accuse the other half of missing
            elif columns.has_amounts:
                what = f"是另一张“{spec.title}”，没有采用（采用的是{where}）"
                notices.append(NotLocated(table, what, f"工作表“{other.name}”", spec.title))


def _continues(place: Place, other: Place) -> bool:
    """Whether two sheets hold two parts of a listed table: subjects on both, and none on both at once."""
    if not place.form.spec.listed:
        return False
    here, there = (
        {row.code for row in listed_rows(part, Figures(part.form.spec.id, part.sheet, "")) if row.code}
        for part in (place, other)
    )
    return bool(here and there) and here.isdisjoint(there)

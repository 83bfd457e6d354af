"""A workbook on disk becomes a Disclosure: the one entrance to reading."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from juesuan.books.captions import organisation_of, title_lines, unit_of, year_of
from juesuan.books.comparison_sheets import read_comparison
from juesuan.books.cover import Cover, read_cover
from juesuan.books.errors import ReadError
from juesuan.books.exact_sheet import EXACT_SHEET, read_exact_sheet
from juesuan.books.explanation_sheets import read_material
from juesuan.books.figures import Figures
from juesuan.books.fixed_rows import fixed_rows
from juesuan.books.listed_rows import listed_rows
from juesuan.books.recognition import recognise
from juesuan.books.sheets import Book, open_book
from juesuan.books.supporting import locate_supporting
from juesuan.model.disclosure import Disclosure, Doubt, NotLocated, Table

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.books.locating import Place
    from juesuan.model.layout import Layout


def read_disclosure(path: str | Path, layout_id: str | None = None) -> Disclosure:
    """Read the published tables of one department and year from an .xlsx workbook.

    Tables are found by defined names, then by titles and headings, so that a workbook in which rows were
    inserted, columns moved or hidden, sheets renamed is still read; what could not be found is listed in
    ``not_located``. Amounts are in the unit the tables state (万元 unless they say 元); a blank cell is no
    amount. Formula cells count with their saved values. The file is only ever read.

    ``layout_id`` names the layout; by default the one the workbook names or looks like. Raises ReadError with
    one sentence for people when the file is no such workbook.
    """
    return disclosure_of(open_book(path), layout_id)


def disclosure_of(book: Book, layout_id: str | None = None) -> Disclosure:
    """Read the published tables of an opened workbook, as ``read_disclosure`` does."""
    layout, located = recognise(book, layout_id)
    cover = read_cover(book)
    layout = layout.for_units(len(cover.units))
    supporting, lacking = locate_supporting(layout, book, {p.sheet.name for p in located.places.values()})
    places = list(located.places.values())
    units = {place.form.spec.id: unit_of(place) for place in places}
    disclosure = Disclosure(
        layout=layout,
        tables={},
        organisation=cover.organisation or next(filter(None, map(organisation_of, places)), ""),
        year=_year(book, layout, cover, places),
        unit=Counter(filter(None, units.values())).most_common(1)[0][0]
        if any(units.values())
        else layout.unit,
        units=cover.units,
        not_located=located.notices + lacking,
        path=book.archive.path,
        sha256=book.archive.sha256,
    )
    for place in places:
        _add_table(disclosure, place, units[place.form.spec.id])
    for place in supporting.values():
        _add_supporting(disclosure, place)
    _add_kept(disclosure, book)
    return disclosure


def _add_table(disclosure: Disclosure, place: Place, unit: str | None) -> None:
    spec = place.form.spec
    figures = Figures(spec.id, place.sheet, unit or disclosure.unit)
    if spec.listed:
        rows = listed_rows(place, figures)
    else:
        rows, notices = fixed_rows(place, figures)
        disclosure.not_located += notices
    if unit not in (None, disclosure.unit):
        what = f"金额单位是“{unit}”，与其他表不同"
        disclosure.not_located.append(
            NotLocated(spec.id, what, f"工作表“{place.sheet.name}”", disclosure.unit)
        )
    disclosure.tables[spec.id] = Table(spec, place.sheet.name, rows)
    disclosure.remarks += figures.remarks
    disclosure.formulas |= figures.formulas


def _add_supporting(disclosure: Disclosure, place: Place) -> None:
    """A 0 says something there (no vehicles); what is not listed was left out by somebody and is unknown."""
    spec, unit = place.form.spec, unit_of(place)
    if unit not in (None, disclosure.unit):
        what = f"金额单位是“{unit}”，与九张表不同，没有采用"
        where = f"工作表“{place.sheet.name}”"
        disclosure.not_located.append(NotLocated(spec.id, what, where, disclosure.unit))
        return
    figures = Figures(spec.id, place.sheet, disclosure.unit)
    rows, _ = fixed_rows(place, figures)
    disclosure.supporting[spec.id] = Table(spec, place.sheet.name, rows)
    disclosure.remarks += (remark for remark in figures.remarks if remark.doubt is not Doubt.EXPLICIT_ZERO)
    disclosure.formulas |= figures.formulas


def _add_kept(disclosure: Disclosure, book: Book) -> None:
    """What the workbook keeps: the 元 figures, last year's, the approved budget, the officer's words."""
    disclosure.material = read_material(book)
    disclosure.comparison, notices = read_comparison(book, disclosure)
    disclosure.not_located += notices
    try:
        exact = read_exact_sheet(book, disclosure.layout)
    except ReadError as error:
        disclosure.not_located.append(NotLocated("", str(error), f"工作表“{EXACT_SHEET}”", "元数"))
    else:
        disclosure.exact = exact.fen if exact else {}


def _year(book: Book, layout: Layout, cover: Cover, places: list[Place]) -> int:
    """The cover's year, else the year in titles or on the cover, else the template's, else the layout's."""
    if cover.year:
        return cover.year
    stated = year_of(text for place in places for text in title_lines(place)) or year_of(cover.texts)
    template = book.properties.year
    return stated or (int(template) if template.isdecimal() and len(template) == 4 else layout.year)

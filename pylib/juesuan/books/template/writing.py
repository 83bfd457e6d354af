"""A workbook for one layout: blank, for filling in, or with the figures of a disclosure."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from juesuan.books.origins import SHEET as ORIGINS_SHEET
from juesuan.books.properties import LAYOUT, TABLE_NAME, TEMPLATE_VERSION, YEAR
from juesuan.books.saving import written_beside
from juesuan.books.template import chart_sheet, conditions, cover, instructions
from juesuan.books.template.book import Book
from juesuan.books.template.chart_sheet import has_charts, write_charts
from juesuan.books.template.check_lines import checks_of
from juesuan.books.template.check_sheet import condition_cells, write_checks
from juesuan.books.template.cover import write_cover
from juesuan.books.template.entering import protect
from juesuan.books.template.instructions import write_instructions
from juesuan.books.template.margin_sheet import write_margin
from juesuan.books.template.origins_sheet import write_origins
from juesuan.books.template.placing import PlacedTable, place_tables, quoted
from juesuan.books.template.sums import contents_of
from juesuan.books.template.table_sheet import write_table
from juesuan.books.template.text_pages import text_page_names, write_text_pages
from juesuan.books.template.theme import BAD, CLOSE, GOOD, QUIET, Theme
from juesuan.layouts import load_layout
from juesuan.layouts.chart_specs import load_charts
from juesuan.layouts.publication_plans import load_publication_plan
from juesuan.model.reference import column_letters

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter import Workbook

    from juesuan.books.origins import Origins
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.layout import Layout
    from juesuan.model.publication import Texts

_CONTROL = re.compile(r"[\x00-\x1f]+")  # not allowed in the saved result of a formula
_CREATED = dt.datetime(2024, 1, 1)  # noqa: DTZ001 - fixed, so that two builds are the same file


def build_template(layout_id: str, folder: Path) -> Path:
    """Write the blank template of a layout into a folder as ``<layout>.xlsx`` and return its path.

    Raises SpecError when there is no such layout, OSError when the folder cannot be written.
    """
    layout = load_layout(layout_id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{layout.id}.xlsx"
    write_workbook(layout, path)
    return path


def write_workbook(
    layout: Layout,
    path: Path,
    disclosure: Disclosure | None = None,
    *,
    formulas: bool = True,
    origins: Origins | None = None,
    texts: Texts | None = None,
) -> None:
    """Write cover, instructions, tables as printed, supporting and text sheets, charts, the check sheet.

    Without a disclosure the workbook is the blank template: listed tables offer empty rows. With one they
    hold exactly its rows. Totals are formulas with their values saved; with ``formulas=False`` every amount
    is written as the disclosure states it, mistakes and shown zeros included. With ``origins`` a sheet says
    which units each figure was added up from, and a total that its parts do not come to keeps its figure.
    ``texts`` fill the sheets of text. The file appears whole or not at all. Raises OSError when it cannot be
    written.
    """
    import xlsxwriter

    from juesuan.books.template.formula_sheet import FormulaSheet

    unit = disclosure.unit if disclosure else layout.unit
    layout = layout.for_units(len(disclosure.units) if disclosure else 0)
    plan, charts = load_publication_plan(layout.id), load_charts(layout.id)
    tables = place_tables(layout, disclosure)
    contents = contents_of(layout, tables, disclosure, live=formulas, keep_stated=origins is not None)
    with written_beside(path) as beside:
        workbook = xlsxwriter.Workbook(str(beside))
        names = [
            cover.SHEET,
            instructions.SHEET,
            *(table.sheet for table in tables.values()),
            *text_page_names(plan),
            *([chart_sheet.SHEET] if has_charts(layout, charts) else []),
            conditions.SHEET,
            *([ORIGINS_SHEET] if origins else []),
        ]
        book = Book(
            layout=layout,
            organisation=_CONTROL.sub(" ", disclosure.organisation).strip() if disclosure else "",
            year=(disclosure.year if disclosure else None) or layout.year,
            unit=unit,
            units=disclosure.units if disclosure else (),
            contents=contents,
            checks=checks_of(layout, contents, exact=unit == "元"),
            sheets={name: workbook.add_worksheet(name, FormulaSheet) for name in names},
            theme=Theme(workbook, layout.number_format),
            looks={str(look): workbook.add_format(look) for look in (BAD, CLOSE, GOOD, QUIET)},
        )
        _write_sheets(book)
        write_text_pages(book, plan, texts or {})
        if chart_sheet.SHEET in book.sheets:
            write_charts(workbook, book, charts)
        if origins:
            write_origins(book, origins)
        _describe(workbook, book)
        workbook.close()


def _write_sheets(book: Book) -> None:
    write_cover(book)
    write_instructions(book)
    for table in book.tables.values():
        write_table(book, table)
        if table.spec.listed:
            write_margin(book, table)
        protect(book.sheets[table.sheet])
    write_checks(book)
    book.sheets[cover.SHEET].activate()


def _describe(workbook: Workbook, book: Book) -> None:
    """Names of tables and conditions, and properties by which programs know the workbook again."""
    for name, table in book.tables.items():
        workbook.define_name(f"{TABLE_NAME}{name}", f"={_printed_range(table)}")
    for name, (row, column) in condition_cells(book).items():
        place = f"${column_letters(column)}${row + 1}"
        workbook.define_name(name, f"={quoted(conditions.SHEET)}!{place}")
    layout = book.layout
    workbook.set_properties({"title": layout.title, "created": _CREATED})
    workbook.set_custom_property(LAYOUT, layout.id, "text")
    workbook.set_custom_property(TEMPLATE_VERSION, layout.version, "text")
    workbook.set_custom_property(YEAR, str(book.year), "text")


def _printed_range(table: PlacedTable) -> str:
    last = column_letters(table.grid.width - 1)
    return f"{quoted(table.sheet)}!$A$1:${last}${table.grid.end_row + 1}"

"""Workbooks made from the geometry that the templates use, to be damaged in every way a user finds."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from juesuan.books.reading import read_disclosure
from juesuan.layouts import load_layout
from juesuan.layouts.grid import Grid, lay_out
from juesuan.model.disclosure import Disclosure
from juesuan.model.layout import Layout
from juesuan.model.reference import Address, CellRef, a1
from juesuan.model.table import TOTAL_ROW, Role

CODES = ("208", "20805", "2080501", "2080505", "20899", "2089999", "221", "22102", "2210201")
HIDING_ZERO = "#,##0.00;-#,##0.00;;@"


@dataclass
class Formula:
    """A formula with its saved result; None saves none."""

    text: str
    result: Any = None


@dataclass
class Page:
    """A sheet in the making. Cells and merges are zero-based."""

    name: str
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    hidden_columns: list[int] = field(default_factory=list)
    named: str | None = None
    grid: Grid | None = None
    bottom: int = 0
    top: int = 0

    def shift(self, rows: dict[int, int] | None = None, columns: dict[int, int] | None = None) -> None:
        """Move everything: old index -> new index."""
        rows, columns = rows or {}, columns or {}

        def moved(row: int, column: int) -> tuple[int, int]:
            return rows.get(row, row), columns.get(column, column)

        self.cells = {moved(*cell): value for cell, value in self.cells.items()}
        self.formats = {moved(*cell): value for cell, value in self.formats.items()}
        self.merges = [(*moved(*merge[:2]), *moved(*merge[2:])) for merge in self.merges]

    def insert_rows(self, at: int, count: int = 1) -> None:
        self.shift(rows={row: row + count for row in range(at, 500)})
        self.bottom += count
        self.top += count if at <= self.top else 0

    def insert_column(self, at: int) -> None:
        self.shift(columns={column: column + 1 for column in range(at, 60)})

    def row_of(self, text: str, column: int | None = None) -> int:
        return next(
            r for (r, c), value in sorted(self.cells.items()) if value == text and column in (None, c)
        )


@dataclass
class Draft:
    """A workbook in the making, with the figures that reading it must give back."""

    layout: Layout
    pages: list[Page]
    expected: dict[tuple[str, str, str], str]
    where: dict[tuple[str, str, str], tuple[Page, int, int]]
    properties: dict[str, str]
    named: bool = True

    def page(self, table: str) -> Page:
        return next(page for page in self.pages if page.named == table)

    def save(self, path: Path) -> Path:
        book = xlsxwriter.Workbook(str(path))
        formats: dict[str, Any] = {}
        for page in self.pages:
            sheet = book.add_worksheet(page.name)
            if page.hidden:
                sheet.hide()
            for column in page.hidden_columns:
                sheet.set_column(column, column, 10, None, {"hidden": True})
            tops = {merge[:2]: merge for merge in page.merges}
            for cell, value in sorted(page.cells.items()):
                code = page.formats.get(cell, "General")
                style = formats.setdefault(code, book.add_format({"num_format": code}))
                if cell in tops:
                    sheet.merge_range(*tops[cell], "", style)
                if isinstance(value, Formula):
                    sheet.write_formula(
                        *cell, value.text, style, "" if value.result is None else value.result
                    )
                elif isinstance(value, str):
                    sheet.write_string(*cell, value, style)
                else:
                    sheet.write(*cell, value, style)
            if self.named and page.named and page.grid:
                last = a1(page.bottom, page.grid.width - 1)
                book.define_name(
                    f"决算_{page.named}", f"='{page.name}'!{_fixed(a1(page.top, 0))}:{_fixed(last)}"
                )
        for name, value in self.properties.items():
            book.set_custom_property(name, value)
        book.close()
        return path


def _fixed(address: str) -> str:
    letters = address.rstrip("0123456789")
    return f"${letters}${address[len(letters) :]}"


def make_draft(layout_id: str = "wuhan-2023", codes: tuple[str, ...] = CODES) -> Draft:
    layout = load_layout(layout_id)
    counter = itertools.count(101)
    draft = Draft(
        layout,
        [cover_page(layout)],
        {},
        {},
        {
            "juesuan_layout": layout_id,
            "juesuan_template_version": layout.version,
            "juesuan_year": str(layout.year),
        },
    )
    for spec in layout.tables.values():
        grid = lay_out(spec, len(codes))
        page = Page(spec.sheet, named=spec.id, grid=grid, bottom=grid.end_row)
        draft.pages.append(page)
        _print_frame(page, grid)
        places: list[tuple[str, str, str | None, int, str]] = []
        if grid.total_row is None or grid.first_open is None:
            fixed = [row for row in grid.rows if not row.spec.spacer]
            places += [(row.spec.id, row.spec.label, row.spec.code, row.row, row.block) for row in fixed]
        else:
            places.append((TOTAL_ROW, TOTAL_ROW, None, grid.total_row, ""))
            for offset, listed in enumerate(codes):
                places.append((listed, f"科目{listed}", listed, grid.first_open + offset, ""))
        for row in grid.rows:
            line = grid.column(row.block, Role.LINE)
            if line and row.line is not None:
                page.cells[row.row, line.first] = row.line
        for row_id, label, code, number, block in places:
            _print_row(page, grid, (row_id, label, code, number, block))
            for column in grid.columns if not block else grid.block_columns(block):
                if column.spec.role is Role.AMOUNT:
                    value = next(counter) * 1.01
                    key = (spec.id, row_id, column.spec.id)
                    page.cells[number, column.first] = round(value, 2)
                    page.formats[number, column.first] = HIDING_ZERO
                    draft.expected[key] = f"{round(value, 2):,.2f}"
                    draft.where[key] = (page, number, column.first)
    return draft


def _print_frame(page: Page, grid: Grid) -> None:
    spec, last = grid.spec, grid.width - 1
    page.cells[0, 0] = spec.title
    page.merges.append((0, 0, 0, last))
    for offset, caption in enumerate(spec.captions, 1):
        page.cells[offset, 0] = caption.left.format(organisation="某某市某某局", number=spec.number)
        page.cells[offset, last] = caption.right.format(organisation="某某市某某局", number=spec.number)
    for heading in grid.headings:
        page.cells[heading.top, heading.left] = heading.text
        if (heading.top, heading.left) != (heading.bottom, heading.right):
            page.merges.append((heading.top, heading.left, heading.bottom, heading.right))
    if grid.number_row is not None:
        for column in grid.columns:
            for offset, part in enumerate(column.spec.split):
                page.cells[grid.number_row, column.first + offset] = part
            if column.spec.role is Role.NAME:
                page.cells[grid.number_row, column.first] = "栏次"
            if column.spec.number is not None:
                page.cells[grid.number_row, column.first] = column.spec.number
    for offset, note in enumerate(spec.notes):
        page.cells[grid.notes_row + offset, 0] = note
        page.merges.append((grid.notes_row + offset, 0, grid.notes_row + offset, last))


def _print_row(page: Page, grid: Grid, row: tuple[str, str, str | None, int, str]) -> None:
    _, label, code, number, block = row
    spec = next((placed.spec for placed in grid.rows if placed.row == number and placed.block == block), None)
    origin = (spec.label_from if spec else None) or block or grid.spec.blocks[0].id
    code_column, name_column = grid.column(origin, Role.CODE), grid.column(origin, Role.NAME)
    if code_column and code:
        page.cells[number, code_column.first] = code
        if code_column.last > code_column.first:
            page.merges.append((number, code_column.first, number, code_column.last))
    if label and name_column:
        alone = code_column and not code
        page.cells[number, code_column.first if alone and code_column else name_column.first] = label


def cover_page(layout: Layout) -> Page:
    page = Page("封面")
    lines = [
        (0, 0, "部门决算公开表"),
        *((2, 1, "单位名称"), (2, 2, "某某市某某局")),
        *((3, 1, "年度"), (3, 2, layout.year)),
        *((4, 1, "编制人"), (4, 2, "编表人")),
        *((6, 1, "单位名称"), (6, 2, "单位性质（行政/参公/事业）")),
        *((7, 1, "某某局本级"), (7, 2, "行政")),
        *((8, 1, "某某监察大队"), (8, 2, "参公")),
        *((9, 1, "某某中心"), (9, 2, "事业")),
    ]
    page.cells = {(row, column): value for row, column, value in lines}
    return page


@pytest.fixture(params=["wuhan-2023", "shanghai-2024"])
def draft(request: pytest.FixtureRequest) -> Draft:
    return make_draft(request.param)


@pytest.fixture
def wuhan() -> Draft:
    return make_draft()


@pytest.fixture
def formula() -> type[Formula]:
    return Formula


def figures(disclosure: Disclosure) -> dict[tuple[str, str, str], str]:
    """Every figure that was read, by table, row and column."""
    return {
        (name, row.id, column): str(amount)
        for name, table in disclosure.tables.items()
        for row in table.listing
        for column, amount in row.amounts.items()
    }


def read_back(draft: Draft, folder: Path) -> Disclosure:
    """Save and read, and compare every figure and every address with what was written."""
    disclosure = read_disclosure(draft.save(folder / "决算.xlsx"))
    assert figures(disclosure) == draft.expected
    for key, (page, row, column) in draft.where.items():
        if key in draft.expected:
            assert disclosure.address(CellRef(*key)) == Address(page.name, a1(row, column))
    return disclosure


@pytest.fixture
def read_as_expected() -> Callable[[Draft, Path], Disclosure]:
    return read_back


@pytest.fixture
def figures_of() -> Callable[[Disclosure], dict[tuple[str, str, str], str]]:
    return figures

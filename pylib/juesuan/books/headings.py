"""Where a table's columns stand: where the layout prints them, or wherever their headings are found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.heading_search import HeadingSearch
from juesuan.books.wording import plain
from juesuan.layouts.grid import lay_out
from juesuan.model.table import Role

if TYPE_CHECKING:
    from juesuan.books.sheets import Sheet
    from juesuan.layouts.grid import Grid
    from juesuan.model.table import BlockSpec, ColumnSpec, TableSpec


@dataclass(slots=True)
class BlockColumns:
    """The sheet columns of one block; a code may be split over several."""

    spec: BlockSpec
    codes: tuple[int, ...] = ()
    name: int | None = None
    line: int | None = None
    amounts: dict[str, int] = field(default_factory=dict)
    numbers: dict[int, int] = field(default_factory=dict)

    def place(self, column: ColumnSpec, first: int, last: int) -> None:
        """Note where a column stands."""
        if column.role is Role.CODE:
            self.codes = tuple(range(first, last + 1))
        elif column.role is Role.NAME:
            self.name = first
        elif column.role is Role.LINE:
            self.line = first
        elif column.role is Role.AMOUNT:
            self.amounts[column.id] = first
            if column.number is not None:
                self.numbers[first] = column.number

    @property
    def labels(self) -> tuple[int, ...]:
        """The columns that tell what a row is."""
        return (*self.codes, self.name) if self.name is not None else self.codes


@dataclass(slots=True)
class Columns:
    """All columns of a table: ``bottom`` is the headings' last row, ``exact`` how many were found by path."""

    blocks: tuple[BlockColumns, ...]
    bottom: int
    exact: int
    missing: tuple[ColumnSpec, ...] = ()

    @property
    def has_amounts(self) -> bool:
        """True when at least one column of figures was found."""
        return any(block.amounts for block in self.blocks)


@dataclass(slots=True)
class Form:
    """A table as its layout prints it, prepared for comparing."""

    spec: TableSpec
    grid: Grid
    headings: tuple[tuple[int, int, str], ...]
    depth: int


_FORMS: dict[int, Form] = {}  # by identity: a spec is immutable, large to hash, and kept alive by its form


def form_of(spec: TableSpec) -> Form:
    """Return the prepared form of a table."""
    form = _FORMS.get(id(spec))
    if form is None:
        grid = lay_out(spec)
        form = _FORMS[id(spec)] = Form(
            spec,
            grid,
            tuple((heading.top, heading.left, heading.text) for heading in grid.headings),
            max(len(column.heading) for column in spec.columns),
        )
    return form


def find_columns(form: Form, sheet: Sheet, title_row: int) -> Columns:
    """Find a table's columns below (or from) the row of its title.

    Headings are compared without regard to spaces, width and quotation marks. A column whose heading is not
    found, or is found more than once, is missing: it is never guessed from its position.
    """
    if _as_printed(form, sheet, title_row):
        blocks = {block.id: BlockColumns(block) for block in form.spec.blocks}
        for placed in form.grid.columns:
            blocks[placed.block].place(placed.spec, placed.first, placed.last)
        bottom = title_row + form.grid.heading_top + form.depth - 1
        return Columns(tuple(blocks.values()), bottom, len(form.grid.columns))
    return _searched(form, sheet, title_row)


def _as_printed(form: Form, sheet: Sheet, title_row: int) -> bool:
    grid, height, width = sheet.grid, sheet.height, sheet.width
    if width < form.grid.width or height < title_row + form.grid.first_row:
        return False
    for row, column, text in form.headings:
        value = grid[title_row + row][column]
        if value != text and (not isinstance(value, str) or plain(value) != plain(text)):
            return False
    return True


def _searched(form: Form, sheet: Sheet, title_row: int) -> Columns:
    specs = [(block.id, column) for block in form.spec.blocks for column in block.columns]
    search = HeadingSearch(sheet, title_row, specs)
    places = search.places()
    blocks = {block.id: BlockColumns(block) for block in form.spec.blocks}
    missing = []
    for index, (block, column) in enumerate(specs):
        if index in places:
            blocks[block].place(column, *search.extent(index))
        elif column.role is not Role.LINE:
            missing.append(column)
    return Columns(tuple(blocks.values()), search.bottom, search.exact, tuple(missing))

"""A table's sheet: title, captions, headings, rows and notes, laid out as the form is printed."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any

from juesuan.books.template.derived_cells import ratio_cell, unit_cell
from juesuan.books.template.entering import guide_amounts, guide_codes, guide_counts
from juesuan.books.template.theme import INPUT_FILL, column_pixels, height_for
from juesuan.layouts.grid import TITLE_ROW
from juesuan.model.reference import a1, column_letters
from juesuan.model.table import TOTAL_ROW, Role

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from juesuan.books.template.book import Book
    from juesuan.books.template.placing import Cell, Line, PlacedTable
    from juesuan.layouts.grid import PlacedRow, Rectangle
    from juesuan.model.reference import CellRef

_HEADING_LINE = 16.5
_NUMBER_LABEL = "栏次"
_TITLE_HEIGHT = 30


def write_table(book: Book, table: PlacedTable) -> None:
    """Write everything of the printed table, and what Excel needs to print it."""
    sheet = book.sheets[table.sheet]
    for placed in table.grid.columns:
        sheet.set_column(placed.first, placed.last, placed.spec.width)
    TableWriter(book, table, sheet).write()
    _set_up_page(sheet, table)


class TableWriter:
    """Writes one table from top to bottom."""

    def __init__(self, book: Book, table: PlacedTable, sheet: Worksheet) -> None:
        """Work out the widths in pixels."""
        self._book, self._table, self._sheet = book, table, sheet
        self._grid, self._theme = table.grid, book.theme
        self._last = table.grid.width - 1
        self._pixels = [column_pixels(p.spec.width) for p in table.grid.columns for _ in range(p.spec.span)]
        self._heights: dict[int, float] = {}
        self._counts = {placed.first for placed in table.grid.columns if placed.spec.count}

    def write(self) -> None:
        """Write the table."""
        self._title_and_captions()
        self._headings()
        if self._table.spec.listed:
            self._listed_rows()
        else:
            self._fixed_rows()
        self._amounts()
        self._notes()
        for row, height in self._heights.items():
            self._sheet.set_row(row, height)

    def _title_and_captions(self) -> None:
        spec = self._table.spec
        text = self._book.layout.title_line.replace("{title}", spec.title)
        self._merged(TITLE_ROW, 0, self._last, text, self._theme.title())
        self._sheet.set_row(TITLE_ROW, _TITLE_HEIGHT)
        middle = self._caption_split()
        for row, caption in enumerate(spec.captions, TITLE_ROW + 1):
            right = caption.right.replace("万元", self._book.unit)
            if caption.left:
                self._merged(row, 0, middle - 1, caption.left, self._theme(align="left"))
                self._merged(row, middle, self._last, right, self._theme(align="right"))
            else:
                self._merged(row, 0, self._last, right, self._theme(align="right"))
            self._heights[row] = _HEADING_LINE

    def _caption_split(self) -> int:
        """The column where the right caption begins: about 60 % of the width is left to the left one."""
        running = list(accumulate(self._pixels))
        middle = next(index for index, so_far in enumerate(running) if so_far >= running[-1] * 0.6)
        return min(max(middle, 1), self._last)

    def _headings(self) -> None:
        grid, style = self._grid, self._theme.heading()
        first_row = grid.first_row if grid.number_row is None else grid.number_row
        for heading in grid.headings:
            self._rectangle(heading, style)
            self._grow(
                heading.top, heading.bottom, heading.text, sum(self._pixels[heading.left : heading.right + 1])
            )
        for row in range(grid.heading_top, first_row):
            self._heights.setdefault(row, _HEADING_LINE + 3)
        if grid.number_row is not None:
            self._numbers(grid.number_row)

    def _grow(self, top: int, bottom: int, text: str, room: float) -> None:
        """Spread the height a heading needs over its rows."""
        share = height_for(text, room, least=_HEADING_LINE + 3) / (bottom - top + 1)
        for row in range(top, bottom + 1):
            self._heights[row] = max(self._heights.get(row, 0), share)

    def _numbers(self, row: int) -> None:
        style = self._theme.heading()
        for placed in self._grid.columns:
            spec = placed.spec
            if spec.split:
                for offset, part in enumerate(spec.split):
                    self._sheet.write_string(row, placed.first + offset, part, style)
            elif spec.number is not None:
                self._sheet.write_number(row, placed.first, spec.number, style)
            elif spec.role is Role.NAME:
                self._sheet.write_string(row, placed.first, _NUMBER_LABEL, style)
            else:
                self._sheet.write_blank(row, placed.first, None, style)
        self._heights[row] = _HEADING_LINE

    def _fixed_rows(self) -> None:
        covered = self._total_labels()
        for placed in self._grid.rows:
            self._heights.setdefault(placed.row, height_for("", 100))
            self._fixed_row(placed, covered)

    def _total_labels(self) -> set[Cell]:
        """Merge the labels of totals over the columns they span; return the cells this covers."""
        covered: set[Cell] = set()
        for placed in self._grid.rows:
            if not placed.spec.total:
                continue
            name = self._grid.column(placed.block, Role.NAME)
            start = placed.spec.label_from or placed.block
            first = min(column.first for column in self._grid.block_columns(start))
            if name is None or self._grid.column(placed.block, Role.CODE) is None:
                continue
            self._merged(placed.row, first, name.last, placed.spec.label, self._total_style())
            covered |= {(placed.row, column) for column in range(first, name.last + 1)}
        return covered

    def _fixed_row(self, placed: PlacedRow, covered: set[Cell]) -> None:
        for column in self._grid.block_columns(placed.block):
            cell = (placed.row, column.first)
            if cell in covered or (column.spec.role is Role.AMOUNT and not placed.spec.spacer):
                continue
            row = placed.spec
            label = self._table.names.get(row.id, row.label)
            if column.spec.role is Role.LINE and placed.line is not None:
                self._sheet.write_number(*cell, placed.line, self._theme.label(align="center"))
            elif column.spec.role is Role.RATIO and not row.spacer:
                formula, value = ratio_cell(self._book, self._table, column, placed)
                self._sheet.write_formula(*cell, f"={formula}", self._percentage(), value)
            elif row.unit and column.spec.role in {Role.NAME, Role.TEXT}:
                formula, text = unit_cell(self._book, row.unit, column.spec.role)
                self._sheet.write_formula(*cell, f"={formula}", self._theme.label(), text)
                needed = height_for(str(text), self._pixels[column.first])
                self._heights[placed.row] = max(self._heights[placed.row], needed)
            elif column.spec.role is Role.CODE and row.code:
                self._sheet.write_string(*cell, row.code, self._theme.label(align="left", num_format="@"))
            elif column.spec.role is Role.NAME and label:
                style = self._total_style() if row.total else self._theme.label(indent=2 * row.indent)
                self._sheet.write_string(*cell, label, style)
                needed = height_for(label, self._pixels[column.first], indent=2 * row.indent)
                self._heights[placed.row] = max(self._heights[placed.row], needed)
            else:
                self._sheet.write_blank(*cell, None, self._theme.label())

    def _percentage(self) -> Format:
        digits = self._book.layout.percent_decimals
        return self._theme.label(align="right", num_format=f"0.{'0' * digits}" if digits else "0")

    def _total_style(self) -> Format:
        return self._theme.label(align="center")

    def _listed_rows(self) -> None:
        code, name = self._table.index(Role.CODE), self._table.index(Role.NAME)
        for line in self._table.lines:
            self._codes(line, code, name)
            indent = {"款": 1, "项": 2}.get(line.level, 0)
            style = self._theme.label(locked=False, indent=indent, **_slot_fill(line))
            self._sheet.write_string(line.row, name, line.label, style)
            self._heights[line.row] = height_for(line.label, self._pixels[name], indent=indent)
        total = self._grid.total_row
        if total is not None:
            self._merged(total, code, name, TOTAL_ROW, self._total_style())
            self._heights[total] = height_for("", 100)
        if self._table.lines:
            guide_codes(self._sheet, self._table)

    def _codes(self, line: Line, first: int, name: int) -> None:
        """The code as text in the first of its columns, with no lines between them."""
        for column in range(first, name):
            frame: dict[str, Any] = {
                "top": 1,
                "bottom": 1,
                "left": int(column == first),
                "right": int(column == name - 1),
            }
            frame |= _slot_fill(line)
            style = self._theme(num_format="@", align="left", locked=column != first, **frame)
            if column == first:
                self._sheet.write_string(line.row, column, line.code, style)
            else:
                self._sheet.write_blank(line.row, column, None, style)

    def _amounts(self) -> None:
        entered = []
        for ref, cell in self._table.figures():
            self._amount(ref, cell)
            if ref not in self._book.contents.sums:
                entered.append(cell)
        guide_amounts(self._sheet, [cell for cell in entered if cell[1] not in self._counts])
        guide_counts(self._sheet, [cell for cell in entered if cell[1] in self._counts])

    def _amount(self, ref: CellRef, cell: Cell) -> None:
        contents = self._book.contents
        amount, formula = contents.amount(ref), contents.formula(ref)
        style = self._theme.amount(
            entered=ref not in contents.sums,
            locked=formula is not None,
            shows_zero=formula is None and amount.hundredths == 0,
            count=cell[1] in self._counts,
        )
        if formula is not None:
            self._sheet.write_formula(*cell, formula, style, amount.value / 100)
        elif amount.hundredths is None:
            self._sheet.write_blank(*cell, None, style)
        else:
            self._sheet.write_number(*cell, amount.hundredths / 100, style)

    def _notes(self) -> None:
        spec, row = self._table.spec, self._grid.notes_row
        style = self._theme(align="left", valign="top", text_wrap=True)
        for note in spec.notes:
            self._merged(row, 0, self._last, note, style)
            self._heights[row] = height_for(note, sum(self._pixels))
            row += 1
        if spec.empty_note:
            self._empty_note(row, style)

    def _empty_note(self, row: int, style: Format) -> None:
        """The sentence under a table without figures, gone as soon as there is one."""
        cells = sorted(cell for _, cell in self._table.figures())
        columns = [column for _, column in cells]
        area = f"{a1(cells[0][0], min(columns))}:{a1(cells[-1][0], max(columns))}"
        text, value = self._book.filled_in(self._table.spec.empty_note)
        empty = all(not self._book.contents.amount(ref).value for ref, _ in self._table.figures())
        formula = f'=IF(AND(SUM({area})=0,MAX({area})=0),{text},"")'
        self._merged(row, 0, self._last, "", style)
        self._sheet.write_formula(row, 0, formula, style, value if empty else "")
        self._heights[row] = height_for(value + "某" * 20, sum(self._pixels))

    def _rectangle(self, area: Rectangle, style: Format) -> None:
        if (area.top, area.left) == (area.bottom, area.right):
            self._sheet.write_string(area.top, area.left, area.text, style)
        else:
            self._sheet.merge_range(area.top, area.left, area.bottom, area.right, area.text, style)

    def _merged(self, row: int, first: int, last: int, text: str, style: Format) -> None:
        """A text across some columns; placeholders become formulas that follow the cover."""
        text = text.replace("{number}", self._table.spec.number)
        formula, value = self._book.filled_in(text)
        if first < last:
            self._sheet.merge_range(row, first, row, last, "", style)
        if "{" in text:
            self._sheet.write_formula(row, first, f"={formula}", style, value)
        else:
            self._sheet.write_string(row, first, value, style)


def _slot_fill(line: Line) -> dict[str, Any]:
    """The colour of cells to fill in, where code and name are still to come."""
    return {} if line.code or line.label else {"bg_color": INPUT_FILL}


def _set_up_page(sheet: Worksheet, table: PlacedTable) -> None:
    grid = table.grid
    sheet.set_paper(9)
    if table.spec.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0 if table.spec.listed else 1)
    sheet.repeat_rows(grid.heading_top, grid.first_row - 1)
    sheet.print_area(0, 0, grid.end_row, grid.width - 1)
    sheet.freeze_panes(grid.first_row, 0)
    amounts = f"A{grid.first_row + 1}:{column_letters(grid.width - 1)}{grid.last_row + 1}"
    sheet.ignore_errors(
        {"number_stored_as_text": amounts, "formula_range": amounts, "formula_differs": amounts}
    )

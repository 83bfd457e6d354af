"""A table of figures as it is printed: headings merged, zero hidden, rows without figures left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.layouts.grid import Grid, PlacedColumn, PlacedRow, lay_out
from juesuan.model.amount import Amount, format_hundredths
from juesuan.model.publication import Align, PrintedCell, PrintedRow, PrintedTable
from juesuan.model.table import TOTAL_ROW, Role
from juesuan.publication.fitting import fitted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from juesuan.model.disclosure import Row, Table
    from juesuan.model.layout import Layout

_NUMBER_LABEL = "栏次"
_INDENTS = {3: 0, 5: 1, 7: 2}


def printed_table(table: Table, layout: Layout, unit: str, fill_in: Callable[[str], str]) -> PrintedTable:
    """Print a table in the unit (万元 or 元) of its disclosure.

    ``fill_in`` puts organisation and year in the place of ``{organisation}`` and ``{year}``. Names of listed
    subjects are the workbook's, labels of fixed rows the form's.
    """
    spec = table.spec
    listed = [row for row in table.listing if row.id != TOTAL_ROW and _has_figure(row)] if spec.listed else []
    grid = lay_out(spec, len(listed))
    printer = _Printer(table, grid, layout, listed)
    notes = [fill_in(note) for note in spec.notes]
    if spec.empty_note and not any(_has_figure(row) for row in table.listing):
        notes.append(fill_in(spec.empty_note))
    captions = tuple(
        (
            fill_in(caption.left.replace("{number}", spec.number)),
            fill_in(caption.right.replace("{number}", spec.number).replace("万元", unit)),
        )
        for caption in spec.captions
    )
    return fitted(
        PrintedTable(
            id=spec.id,
            title=fill_in(layout.title_line.replace("{title}", spec.title)),
            widths=tuple(column.spec.width for column in grid.columns for _ in range(column.spec.span)),
            head=tuple(printer.head()),
            body=tuple(printer.body()),
            sheet=spec.sheet,
            captions=captions,
            notes=tuple(notes),
            landscape=spec.landscape,
            fixed=not spec.listed,
            number_format=layout.number_format,
        )
    )


def amount_text(amount: Amount, number_format: str) -> str:
    """A figure with two decimals, zero not shown, separators of thousands where the layout has them."""
    text = format_hundredths(amount.value) if amount.value else ""
    return text if "," in number_format else text.replace(",", "")


def _has_figure(row: Row) -> bool:
    return any(amount.value for amount in row.amounts.values())


@dataclass(frozen=True, slots=True)
class _Printer:
    """Makes the rows of one table from its geometry."""

    table: Table
    grid: Grid
    layout: Layout
    listed: list[Row]

    def head(self) -> Iterator[PrintedRow]:
        """The headings, a row each level, and the 栏次."""
        grid = self.grid
        last = grid.first_row if grid.number_row is None else grid.number_row
        for level in range(grid.heading_top, last):
            yield tuple(
                PrintedCell(
                    heading.left,
                    heading.text,
                    heading.right - heading.left + 1,
                    heading.bottom - heading.top + 1,
                    Align.CENTER,
                )
                for heading in sorted(grid.headings, key=lambda heading: heading.left)
                if heading.top == level
            )
        if grid.number_row is not None:
            yield tuple(self._numbers())

    def _numbers(self) -> Iterator[PrintedCell]:
        for placed in self.grid.columns:
            for offset in range(placed.spec.span):
                text = ""
                if placed.spec.split:
                    text = placed.spec.split[offset]
                elif placed.spec.number is not None:
                    text = str(placed.spec.number)
                elif placed.spec.role is Role.NAME:
                    text = _NUMBER_LABEL
                yield PrintedCell(placed.first + offset, text, align=Align.CENTER)

    def body(self) -> Iterator[PrintedRow]:
        """The rows below the headings."""
        if not self.table.spec.listed:
            for number in range(self.grid.first_row, self.grid.last_row + 1):
                yield tuple(sorted(self._fixed_row(number), key=lambda cell: cell.column))
            return
        waiting = iter(self.listed)
        for number in range(self.grid.first_row, self.grid.last_row + 1):
            yield self._total_row() if number == self.grid.total_row else self._listed_row(next(waiting))

    def _total_row(self) -> PrintedRow:
        columns = self.grid.columns
        name = next(column for column in columns if column.spec.role is Role.NAME)
        label = PrintedCell(0, TOTAL_ROW, name.last + 1, align=Align.CENTER, names_row=True)
        row = self.table.rows.get(TOTAL_ROW)
        return label, *(self._amount(row, column) for column in columns if column.first > name.last)

    def _listed_row(self, row: Row) -> PrintedRow:
        indent = _INDENTS.get(len(row.code or ""), 0)
        return tuple(self._listed_cell(row, column, indent) for column in self.grid.columns)

    def _listed_cell(self, row: Row, column: PlacedColumn, indent: int) -> PrintedCell:
        if column.spec.role is Role.CODE:
            return PrintedCell(column.first, row.code or "", column.spec.span)
        if column.spec.role is Role.NAME:
            subject = self.layout.subject(row.code or "")
            label = row.label or (subject.name if subject else "")
            return PrintedCell(column.first, label, indent=indent, names_row=True)
        return self._amount(row, column)

    def _amount(self, row: Row | None, column: PlacedColumn) -> PrintedCell:
        amount = row.amount(column.spec.id) if row else Amount()
        text = amount_text(amount, self.layout.number_format)
        return PrintedCell(column.first, text, align=Align.RIGHT, amount=amount)

    def _fixed_row(self, number: int) -> Iterator[PrintedCell]:
        rows = [row for row in self.grid.rows if row.row == number]
        labels = {row.block: self._total_label(row) for row in rows if row.spec.total}
        covered = {
            column
            for label in labels.values()
            if label
            for column in range(label.column, label.column + label.columns)
        }
        yield from (label for label in labels.values() if label)
        for row in rows:
            for column in self.grid.block_columns(row.block):
                if column.first not in covered:
                    yield self._fixed_cell(row, column)

    def _total_label(self, row: PlacedRow) -> PrintedCell | None:
        """The label of a total across code and name, from the block it says; None where there is no code."""
        name = self.grid.column(row.block, Role.NAME)
        if name is None or self.grid.column(row.block, Role.CODE) is None:
            return None
        start = self.grid.block_columns(row.spec.label_from or row.block)[0].first
        return PrintedCell(start, row.spec.label, name.last - start + 1, align=Align.CENTER, names_row=True)

    def _fixed_cell(self, row: PlacedRow, column: PlacedColumn) -> PrintedCell:
        spec, role = row.spec, column.spec.role
        if role is Role.LINE and row.line is not None:
            return PrintedCell(column.first, str(row.line), align=Align.CENTER)
        if role is Role.CODE:
            return PrintedCell(column.first, spec.code or "", column.spec.span)
        if role is Role.NAME:
            align = Align.CENTER if spec.total else Align.LEFT
            named = bool(spec.label)
            return PrintedCell(column.first, spec.label, align=align, indent=spec.indent, names_row=named)
        if role is Role.AMOUNT and not spec.spacer:
            return self._amount(self.table.rows.get(spec.id), column)
        return PrintedCell(column.first)

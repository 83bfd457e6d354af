"""The rows that a table listed by subject may use: subjects, blank slots, and what else stands there.

Row numbers are those of the sheet, counted from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from juesuan.books.formulas import cell_styles
from juesuan.books.table_rows import body
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from juesuan.books.headings import BlockColumns
    from juesuan.books.locating import Place
    from juesuan.books.sheets import Sheet
    from juesuan.model.disclosure import Table


@dataclass(frozen=True, slots=True)
class ListedRegion:
    """Rows ``first`` to ``last`` (``last = first - 1`` when there are none) without 合计, which is ``total``.

    ``codes`` gives the subject of each row that has one, ``blanks`` are rows with nothing in them, ``others``
    hold something else. ``columns`` are zero-based sheet columns.
    """

    sheet: Sheet
    columns: BlockColumns
    first: int
    last: int
    total: int | None
    codes: dict[int, str]
    blanks: tuple[int, ...]
    others: tuple[int, ...]

    @property
    def own_columns(self) -> set[int]:
        """The sheet columns of the table: all others belong to somebody else."""
        return {*self.columns.labels, *self.columns.amounts.values()}

    @property
    def splits_codes(self) -> bool:
        """Whether codes are written as 208, 01, 01 in several columns."""
        return any(
            sum(bool(self.sheet.text(row - 1, column)) for column in self.columns.codes) > 1
            for row in self.codes
        )

    def text(self, row: int, column: int | None) -> str:
        """The text of a cell."""
        return self.sheet.text(row - 1, column)


def listed_region(place: Place, table: Table) -> ListedRegion:
    """Find the rows between headings, 合计 and notes that subjects are listed in."""
    sheet, block = place.sheet, place.columns.blocks[0]
    first, end = body(sheet, place.columns)
    found = {row.sheet_row: row for row in table.listing if row.sheet_row is not None}
    total = next((number for number, row in found.items() if row.id == TOTAL_ROW), None)
    subjects = [number for number, row in found.items() if row.id != TOTAL_ROW]
    top, last = first, max(subjects, default=first - 1)
    if total is not None and _stands_last(total, subjects, place):
        last = total - 1
    elif total is not None:
        top, last = total + 1, max(last, total)
    if total is None or total < top:
        last = _last_slot(place, last, end)
    codes = {number + 1: row.code for number, row in found.items() if row.code and top <= number <= last}
    free = [number for number in range(top, last + 1) if number + 1 not in codes]
    blank = {number for number in free if _is_blank(sheet, block, number)}
    return ListedRegion(
        sheet=sheet,
        columns=block,
        first=top + 1,
        last=last + 1,
        total=None if total is None else total + 1,
        codes=codes,
        blanks=tuple(number + 1 for number in free if number in blank),
        others=tuple(number + 1 for number in free if number not in blank),
    )


def _stands_last(total: int, subjects: list[int], place: Place) -> bool:
    if subjects:
        return total > min(subjects)
    return any(block.open_rows and block.open_rows.total_last for block in place.form.spec.blocks)


def _last_slot(place: Place, last: int, end: int) -> int:
    """Go down over framed rows with nothing in them: slots of a template, or of somebody's own form."""
    sheet, block = place.sheet, place.columns.blocks[0]
    styles = cell_styles(sheet.xml)
    label = next(iter(block.labels), 0)
    amounts = min(block.amounts.values(), default=label)
    covered = {
        row
        for top, left, bottom, right in sheet.merges
        if left <= label and right >= amounts
        for row in range(top, bottom + 1)
    }
    limit = end if end < sheet.height else None
    while True:
        row = last + 1
        if limit is not None and row >= limit:
            return last
        if not styles.get((row, label)) or row in covered or not _is_blank(sheet, block, row):
            return last
        last = row


def _is_blank(sheet: Sheet, block: BlockColumns, row: int) -> bool:
    if any(sheet.text(row, column) for column in block.labels):
        return False
    return all(sheet.text(row, column) in {"", "0"} for column in block.amounts.values())

"""Last year's published workbook: the figures that this year's are compared with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.reading import disclosure_of
from juesuan.books.sheets import open_book
from juesuan.books.wording import plain
from juesuan.fill.sources.recognition import named_like_an_export
from juesuan.model.amount import BLANK, Amount
from juesuan.model.reference import CellRef
from juesuan.recalc.refresh import refresh

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.model.disclosure import Disclosure

_HUNDREDTHS_OF_WAN = 10_000  # fen


@dataclass(slots=True)
class PreviousYear:
    """Last year's figures by logical cell, in ``unit``; cells that state nothing are absent.

    ``names`` are the names of rows by table and row, as last year's workbook has them; ``source`` says in
    words where the figures come from, where that is not a file.

    ``tables`` are those that were found: a subject missing from one of them had no figure, a table missing
    here is not known. ``misfits`` are sentences that say why this may be the wrong file (another department,
    not the year before), ``complaints`` these and others about what could not be taken.
    """

    year: int | None
    organisation: str
    unit: str
    path: str
    amounts: dict[CellRef, Amount] = field(default_factory=dict)
    tables: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)
    misfits: tuple[str, ...] = ()
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    source: str = ""

    def amount(self, ref: CellRef) -> Amount:
        """The figure as published last year; blank where none was."""
        return self.amounts.get(ref, BLANK)

    def fen(self, ref: CellRef) -> int | None:
        """The figure in fen, as exact as it was published; None where none was."""
        amount = self.amounts.get(ref)
        if amount is None or amount.hundredths is None:
            return None
        return amount.hundredths * (_HUNDREDTHS_OF_WAN if self.unit == "万元" else 1)


def read_previous_year(
    path: str | Path, this_year: Disclosure | None = None, layout_id: str | None = None
) -> PreviousYear:
    """Read last year's workbook, whatever its layout: cells are known by their logical address.

    ``this_year`` is the disclosure it will be compared with; another department or a year that is not the one
    before is a complaint, not an error. Raises ReadError when the file is no publication workbook.
    """
    book = open_book(path)
    if named_like_an_export(book.sheets):
        raise ReadError(f"“{path}”是财决软件的导出，不是公开表，请选择上年公开的工作簿。", str(path))
    read = refresh(disclosure_of(book, layout_id), book)
    previous = PreviousYear(read.year, read.organisation, read.unit, str(path), tables=set(read.forms))
    for name, table in read.forms.items():
        for row in table.listing:
            previous.names.setdefault((name, row.id), row.label)
            for column, amount in row.amounts.items():
                if not amount.blank:
                    previous.amounts.setdefault(CellRef(name, row.id, column), amount)
    if this_year is not None:
        previous.misfits = tuple(_misfits(previous, this_year))
    previous.complaints += previous.misfits
    previous.complaints += [str(notice) for notice in read.not_located]
    return previous


def _misfits(previous: PreviousYear, this_year: Disclosure) -> list[str]:
    misfits = []
    if previous.year and this_year.year and previous.year != this_year.year - 1:
        wanted = this_year.year - 1
        misfits.append(
            f"文件“{previous.path}”是 {previous.year} 年度的，不是上年（{wanted} 年度），请检查是否选错了文件"
        )
    ours, theirs = plain(this_year.organisation), plain(previous.organisation)
    if ours and theirs and ours != theirs:
        names = f"“{previous.organisation}”，本年是“{this_year.organisation}”"
        misfits.append(f"文件“{previous.path}”的单位是{names}，请确认是同一个部门")
    return misfits

"""Recalculating a workbook: every total from the rules held against the file, and a corrected copy."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from juesuan.books.reading import disclosure_of
from juesuan.books.sheets import Book, open_book
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Doubt
from juesuan.recalc.calculation import Calculation
from juesuan.recalc.correcting import Written, write_corrected
from juesuan.recalc.differences import Difference, Unclear
from juesuan.recalc.formula import Value
from juesuan.recalc.judging import Judge
from juesuan.recalc.places import Place, formula_cells
from juesuan.recalc.refresh import refresh
from juesuan.recalc.verdict import Verdict, Workbook

_PASSES = 5  # formulas may lead from a corrected total to a figure of another table, and so on


@dataclass(frozen=True, slots=True)
class Recalculation:
    """What recalculating a workbook brought up.

    ``differences`` are cells that are wrong or out of date. ``roundings`` are totals that are not the sum of
    the printed figures but may be the correctly rounded total: they are left alone unless asked. ``notes``
    are numbers typed over formulas that are right for now. ``unclear`` are totals that nobody can judge, with
    the reason. ``disclosure`` has the figures as the formulas give them now.
    """

    path: Path
    disclosure: Disclosure
    differences: tuple[Difference, ...]
    roundings: tuple[Difference, ...]
    notes: tuple[Difference, ...]
    unclear: tuple[Unclear, ...]
    _workbook: Workbook = field(repr=False)
    _book: Book = field(repr=False)

    @property
    def clean(self) -> bool:
        """True when there is nothing to correct."""
        return not self.differences

    def write(self, target: Path | str, *, include_rounding: bool = False) -> Written:
        """Write a corrected copy: right formulas with right results, all else in the file as it was.

        With ``include_rounding`` totals within rounding become sums as well. The target may be the file
        itself: then a dated backup is kept beside it. The target is replaced as a whole or not at all. Raises
        ReadError when the file has changed since it was read, OSError when the target cannot be written.
        """
        differences = self.differences
        if include_rounding and self.roundings:
            verdict = _judged(self._workbook, self._book, accept_rounding=False)
            differences = (*verdict.differences, *verdict.roundings)
        return write_corrected(self._book, differences, Path(target))


def recalculate(path: Path | str, layout_id: str | None = None) -> Recalculation:
    """Compute every total and subtotal of a workbook by the rules of its layout, with exact arithmetic.

    The file is only read. Raises ReadError with one sentence for people when it is no such workbook.
    """
    book = open_book(path)
    disclosure = disclosure_of(book, layout_id)
    without_result = {remark.ref for remark in disclosure.remarks if remark.doubt is Doubt.NO_CACHED_VALUE}
    cells = {cell.place: cell for cell in formula_cells(disclosure, book)}
    saved: dict[Place, Amount | None] = {
        place: None if cell.ref in without_result else cell.amount for place, cell in cells.items()
    }
    refresh(disclosure, book)
    workbook = Workbook(disclosure, cells, saved, Calculation(book))
    verdict = _judged(workbook, book, accept_rounding=True)
    return Recalculation(
        path=Path(path),
        disclosure=disclosure,
        differences=tuple(verdict.differences),
        roundings=tuple(verdict.roundings),
        notes=tuple(verdict.notes),
        unclear=tuple(verdict.unclear),
        _workbook=workbook,
        _book=book,
    )


def _judged(workbook: Workbook, book: Book, *, accept_rounding: bool) -> Verdict:
    """Judge until the corrections of one round lead to no others in the next."""
    corrections: dict[Place, Value] = {}
    verdict = Verdict()
    for _ in range(_PASSES):
        corrected = Calculation(book)
        for place, value in corrections.items():
            corrected.put(place, value)
        verdict = Judge(workbook, corrected, accept_rounding=accept_rounding).judge()
        if verdict.corrections == corrections or not workbook.formulas:
            break
        corrections = verdict.corrections
    return verdict

"""The corrected copy of a workbook: only cells whose formula or result changes are touched in its file."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from juesuan.books.errors import ReadError
from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.books.package.calculation import recalculate_on_opening
from juesuan.books.package.cells import split_a1
from juesuan.books.saving import keep_backup, written_beside
from juesuan.books.sheets import Book
from juesuan.model.reference import Address
from juesuan.recalc.calculation import Calculation
from juesuan.recalc.differences import Difference
from juesuan.recalc.formula import CannotEvaluate, ErrorValue, Value, parse
from juesuan.recalc.places import Place

_ONE = Decimal(1)
_NOISE = Decimal("1e-9")  # what adding doubles may leave behind


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the copy, the ``backup`` where a file was replaced by its own correction.

    ``formulas`` are the cells with new formulas, ``results`` those whose saved result alone is new.
    ``recalculates_on_opening`` says that the workbook holds formulas which only a spreadsheet can work out.
    """

    target: Path
    backup: Path | None
    formulas: tuple[Address, ...]
    results: tuple[Address, ...]
    recalculates_on_opening: bool


def write_corrected(book: Book, differences: Sequence[Difference], target: Path) -> Written:
    """Write the workbook with its totals corrected, and with every result of a formula up to date.

    Raises ReadError when the file is not what was read any more, OSError when the target cannot be written.
    """
    source = Path(book.archive.path)
    if source.read_bytes() != book.archive.data:
        raise ReadError(f"文件“{source}”在重算之后又被改动过，请重新运行。", str(source))
    calculation = Calculation(book)
    formulas = {
        _place(difference): difference
        for difference in differences
        if difference.wanted_formula != difference.formula
    }
    for place, difference in formulas.items():
        calculation.put(place, parse(difference.wanted_formula))
    results, understood = _results(calculation, differences)
    edits = {place: CellEdit(value=value) for place, value in results.items()}
    for place, difference in formulas.items():
        value = results.get(place, difference.computed.decimal())
        edits[place] = CellEdit(value=value, formula=difference.wanted_formula.removeprefix("="))
    backup = _save(source, target, edits, understood=understood)
    return Written(
        target=target,
        backup=backup,
        formulas=tuple(place.address for place in formulas),
        results=tuple(place.address for place in results if place not in formulas),
        recalculates_on_opening=bool(edits) and not understood,
    )


def _results(
    calculation: Calculation, differences: Sequence[Difference]
) -> tuple[dict[Place, Decimal | str | bool], bool]:
    """The results of formulas that are not what the file has, and whether every formula was understood."""
    computed = {_place(difference): difference.computed.decimal() for difference in differences}
    results: dict[Place, Decimal | str | bool] = {}
    understood = True
    for place in calculation.formula_places():
        try:
            value, saved = calculation.result(place), calculation.saved(place)
        except CannotEvaluate:
            understood = False
            known = computed.get(place)
            if known is not None:
                results[place] = known
            continue
        if place in calculation.trusted or (isinstance(value, ErrorValue) and value != saved):
            understood = False
        elif not isinstance(value, ErrorValue | None) and not _same(value, saved):
            results[place] = value
    return results, understood


def _same(value: Value, saved: Value) -> bool:
    if isinstance(value, Decimal) and isinstance(saved, Decimal):
        return abs(value - saved) <= _NOISE * max(_ONE, abs(value))
    if value == "" and saved is None:
        return True  # an empty result shows nothing, stored or not
    return type(value) is type(saved) and value == saved


def _save(source: Path, target: Path, edits: Mapping[Place, CellEdit], *, understood: bool) -> Path | None:
    """Write the file with its edits, and return the backup where it takes its own place."""
    in_place = target.exists() and source.samefile(target)
    if not edits:
        if not in_place:
            with written_beside(target) as beside:
                shutil.copyfile(source, beside)
        return None
    package = Package.open(source)
    by_sheet: dict[str, dict[str, CellEdit]] = {}
    for place, edit in edits.items():
        by_sheet.setdefault(place.sheet, {})[place.address.a1] = edit
    edit_cells(package, by_sheet)
    if not understood:
        recalculate_on_opening(package)
    backup = keep_backup(source) if in_place else None
    package.save(target)
    return backup


def _place(difference: Difference) -> Place:
    row, column = split_a1(difference.address.a1)
    return Place(difference.address.sheet, row - 1, column - 1)

"""Every total worked out from the figures below it, and the formula that would do the same in a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef, a1
from juesuan.recalc.places import Place
from juesuan.rules.instances import Addend, universe_of
from juesuan.rules.totals import defining_sums


def recalculate_disclosure(disclosure: Disclosure) -> dict[CellRef, int]:
    """Work out all totals from the figures that are none, in hundredths of the disclosure's unit.

    What is stated for totals is not looked at. Figures that could not be located count as nothing; supporting
    sheets that a workbook does not have have no totals.
    """
    totals: dict[CellRef, int] = {}
    absent = disclosure.layout.supporting.keys() - disclosure.supporting.keys()
    for total, addends in defining_sums(universe_of(disclosure)).items():
        if total.table in absent:
            continue
        totals[total] = sum(
            addend.sign
            * (totals[addend.ref] if addend.ref in totals else disclosure.amount(addend.ref).value)
            for addend in addends
        )
    return totals


def sum_formula(addends: Sequence[Addend], places: Mapping[CellRef, Place], sheet: str) -> str:
    """The sum of some cells as a formula with ``=`` for use on a sheet; neighbours become ranges.

    ``=SUM(D8:D15,D17)``; what is taken off follows as a second sum.
    """
    plus = _ranges([places[addend.ref] for addend in addends if addend.sign > 0], sheet)
    minus = _ranges([places[addend.ref] for addend in addends if addend.sign < 0], sheet)
    formula = f"=SUM({plus})" if plus else "="
    return f"{formula}-SUM({minus})" if minus else formula


def _ranges(places: Sequence[Place], sheet: str) -> str:
    runs: list[tuple[Place, Place]] = []
    for place in sorted(places):
        if runs and _continues(*runs[-1], place):
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return ",".join(_written(first, last, sheet) for first, last in runs)


def _continues(first: Place, last: Place, place: Place) -> bool:
    down = place == last._replace(row=last.row + 1) and first.column == last.column
    along = place == last._replace(column=last.column + 1) and first.row == last.row
    return down or along


def _written(first: Place, last: Place, sheet: str) -> str:
    quoted = "" if first.sheet == sheet else "'" + first.sheet.replace("'", "''") + "'!"
    text = f"{quoted}{a1(first.row, first.column)}"
    return text if first == last else f"{text}:{a1(last.row, last.column)}"

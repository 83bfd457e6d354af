"""The sheet 上年数: last year's published figures, kept in this year's workbook."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.comparison_sheets import (
    PREVIOUS_HEADINGS,
    PREVIOUS_SHEET,
    SOURCE,
    WHOLE_TABLE,
    hundredths_in,
)
from juesuan.fill.changes import ChangeKind
from juesuan.fill.chart_figures import put_last_years
from juesuan.fill.kept_figures import KeptFigures
from juesuan.fill.previous_year import read_previous_year
from juesuan.fill.writing import open_workbook, prepare_sheets
from juesuan.model.amount import Amount

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.package import Package
    from juesuan.fill.changes import Change
    from juesuan.fill.previous_year import PreviousYear
    from juesuan.fill.writing import Opened, Prepared

_TITLE = "上年数：上年公开表里的各数，由 juesuan 写入，与本年比较时使用"
_WIDTHS = (44, 34, 34, 26, 18)


@dataclass(frozen=True, slots=True)
class PreviousFilling:
    """Last year's figures about to be put into a workbook."""

    previous: PreviousYear
    prepared: Prepared


def fill_previous_year(
    workbook: Path | str,
    last_year: Path | str,
    *,
    layout_id: str | None = None,
    last_layout_id: str | None = None,
) -> PreviousFilling:
    """Work out how last year's figures get onto the sheet 上年数; nothing is written yet.

    The sheet states this year's unit, whatever last year's tables stated. Raises ReadError when one of the
    files cannot be read, or the workbook has another sheet of that name.
    """
    opened = open_workbook(workbook, layout_id)
    previous = read_previous_year(last_year, opened.disclosure, last_layout_id)
    prepared = prepare_sheets(opened, lambda package: put_previous(package, opened, previous))
    return PreviousFilling(previous, prepared)


def put_previous(package: Package, opened: Opened, previous: PreviousYear) -> Iterator[Change]:
    """Write the sheet into a package and say cell by cell what changes.

    Tables that this year's layout does not have are a complaint of ``previous``.
    """
    there = opened.disclosure
    forms = there.layout.forms
    year = f"{previous.year} 年度" if previous.year else "年度未注明"
    source = (
        previous.source or f"{Path(previous.path).name}（{previous.organisation or '单位未注明'}，{year}）"
    )
    above = (_TITLE, f"{SOURCE}{source}", f"单位：{there.unit}")
    sheet = KeptFigures(ChangeKind.PREVIOUS, PREVIOUS_SHEET, above, PREVIOUS_HEADINGS, _WIDTHS)
    for name, spec in forms.items():
        counted = name in there.layout.supporting  # counts beside amounts: not to be converted
        if name not in previous.tables or (counted and previous.unit != there.unit):
            continue
        sheet.lines.append((spec.title, WHOLE_TABLE))
        for ref, amount in previous.amounts.items():
            decimal = amount.decimal()
            if ref.table == name and decimal is not None:
                row = previous.names.get((name, ref.row), "")
                texts = (spec.title, ref.row, "" if row == ref.row else row, ref.column)
                sheet.add(ref, texts, Amount(hundredths_in(decimal, previous.unit, there.unit)))
    lost = sorted(previous.tables - forms.keys())
    if lost:
        previous.complaints.append(f"上年有、本年版式没有的表，没有取用：{'、'.join(lost)}")
    old = there.comparison
    yield from sheet.put(package, opened.book, old.previous, old.previous_source)
    yield from put_last_years(package, opened, sheet.figures)

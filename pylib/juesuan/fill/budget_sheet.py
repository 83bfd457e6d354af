"""The sheet 年初预算: the approved budget by 项, kept in the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.comparison_sheets import BUDGET_HEADINGS, BUDGET_SHEET, SOURCE, hundredths_in
from juesuan.fill.approved_budget import read_approved_budget
from juesuan.fill.changes import ChangeKind
from juesuan.fill.kept_figures import KeptFigures
from juesuan.fill.writing import open_workbook, prepare_sheets
from juesuan.model.amount import Amount
from juesuan.model.reference import CellRef

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from juesuan.books.package import Package
    from juesuan.fill.approved_budget import ApprovedBudget
    from juesuan.fill.changes import Change
    from juesuan.fill.writing import Opened, Prepared

COLUMN = "年初预算"
_TITLE = "年初预算：批复的各项（7 位科目）年初预算，由 juesuan 写入，可以手工改、补"
_WIDTHS = (18, 44, 18)


@dataclass(frozen=True, slots=True)
class BudgetFilling:
    """An approved budget about to be put into a workbook."""

    approved: ApprovedBudget
    prepared: Prepared


def fill_budget(
    workbook: Path | str, budget: Path | str, *, unit: str | None = None, layout_id: str | None = None
) -> BudgetFilling:
    """Work out how the approved budget gets onto the sheet 年初预算; nothing is written yet.

    ``unit`` (元 or 万元) is that of the budget's file, by default the one it states. Raises ReadError when
    one of the files cannot be read, or the workbook has another sheet of that name.
    """
    opened = open_workbook(workbook, layout_id)
    approved = read_approved_budget(budget, unit)
    return BudgetFilling(
        approved, prepare_sheets(opened, lambda package: put_approved(package, opened, approved))
    )


def put_approved(package: Package, opened: Opened, approved: ApprovedBudget) -> Iterator[Change]:
    """Write an approved budget as ``put_budget`` does."""
    fen = {code: figure.fen for code, figure in approved.items.items()}
    return put_budget(package, opened, fen, approved.names, Path(approved.path).name)


def put_budget(
    package: Package, opened: Opened, fen: Mapping[str, int], names: Mapping[str, str], source: str
) -> Iterator[Change]:
    """Write the sheet 年初预算 into a package and say cell by cell what changes.

    ``fen`` is the budget by code of the 项 in fen, ``source`` says in words where it comes from. The sheet
    states the unit of the tables; amounts are rounded to its hundredth.
    """
    there = opened.disclosure
    above = (_TITLE, f"{SOURCE}{source}", f"单位：{there.unit}")
    sheet = KeptFigures(ChangeKind.BUDGET, BUDGET_SHEET, above, BUDGET_HEADINGS, _WIDTHS)
    for code, amount in sorted(fen.items()):
        subject = there.layout.function_codes.get(code)
        name = names.get(code) or (subject.name if subject else "")
        stated = Amount(hundredths_in(Decimal(amount).scaleb(-2), "元", there.unit))
        sheet.add(CellRef("budget", code, COLUMN), (code, name), stated)
    old = there.comparison
    before = {CellRef("budget", code, COLUMN): amount for code, amount in (old.budget or {}).items()}
    yield from sheet.put(package, opened.book, before, old.budget_source)

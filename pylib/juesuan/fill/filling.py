"""From an export to a filled workbook: read, reconcile, round, and work out what changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.comparison_sheets import hundredths_in
from juesuan.books.errors import ReadError
from juesuan.books.wording import plain as plain_text
from juesuan.fill.budget_sheet import put_approved, put_budget
from juesuan.fill.exact_disclosure import exact_disclosure
from juesuan.fill.exact_sheet import exact_figures
from juesuan.fill.reconciliation import reconcile
from juesuan.fill.sources.loading import load_source
from juesuan.fill.sources.reading import read_source
from juesuan.fill.sources.supporting import fact_of, supporting_sheets
from juesuan.fill.writing import open_workbook, prepare
from juesuan.model.amount import BLANK
from juesuan.rounding import balanced, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.package import Package
    from juesuan.fill.approved_budget import ApprovedBudget
    from juesuan.fill.changes import Change
    from juesuan.fill.reconciliation import Reconciliation
    from juesuan.fill.sources.figures import SourceFigures
    from juesuan.fill.writing import Prepared
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.reference import CellRef
    from juesuan.rounding import Rounding

DEFAULT_SOURCE = "caijue-2023"


class Way(StrEnum):
    """How 元 becomes 万元."""

    BALANCED = "balanced"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Filling:
    """A workbook about to be filled: what the source says, how it was rounded, what changes.

    ``rounding`` is None where each figure was rounded by itself, or the workbook is in 元. ``warnings`` are
    sentences about what does not fit together, such as another year.
    """

    figures: SourceFigures
    exact: Disclosure
    reconciliation: Reconciliation
    rounding: Rounding | None
    prepared: Prepared
    warnings: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """Everything was mapped, found a place and adds up to the fen, and every sum could be kept."""
        sound = self.rounding is None or self.rounding.holds
        return sound and self.reconciliation.clean and not (self.figures.complaints or self.prepared.unplaced)


def fill(
    workbook: Path | str,
    export: Path | str,
    *,
    source: str | Path = DEFAULT_SOURCE,
    way: Way = Way.BALANCED,
    layout_id: str | None = None,
    budget: ApprovedBudget | None = None,
) -> Filling:
    """Work out how a workbook is filled from an export in 元; nothing is written yet.

    ``source`` is a built-in source or a mapping file. A workbook in 元 takes the figures as they are. The
    sheet 年初预算 gets ``budget``, or what the export states of it, unless it says something already.
    Raises ReadError and SpecError with one sentence for people.
    """
    if Path(workbook).exists() and Path(export).exists() and Path(workbook).samefile(export):
        what = f"要填写的工作簿和取数来源是同一个文件：{workbook}"
        raise ReadError(f"{what}（工作簿写在前面，来源写在 --from 后面）", str(workbook))
    opened = open_workbook(workbook, layout_id)
    figures = read_source(export, load_source(source))
    exact = exact_disclosure(figures, opened.layout)
    rounding = None
    wanted = exact
    if opened.disclosure.unit != exact.unit:
        rounding = balanced(exact) if way is Way.BALANCED else None
        wanted = rounding.disclosure if rounding else plain(exact)

    wanted = replace(wanted, supporting=supporting_sheets(opened.disclosure, exact, wanted, figures))

    def why(ref: CellRef) -> str:
        fact = fact_of(ref) if ref.table in wanted.supporting else None
        figure = figures.supporting.facts.get(fact) if fact else figures.figures.get(ref)
        if figure is None and ref.table in wanted.supporting:
            return "与公开表相同"
        return f"取自 {figure.address}" if figure else "取数来源没有金额"

    origin = f"来源：{Path(figures.path).name}（{figures.source}）"

    def sheets(package: Package) -> Iterator[Change]:
        if budget is not None:
            yield from put_approved(package, opened, budget)
        elif figures.budget and opened.disclosure.comparison.budget is None:
            fen = {code: figure.fen for code, figure in figures.budget.items()}
            yield from put_budget(package, opened, fen, figures.names, Path(figures.path).name)

    prepared = prepare(opened, wanted, why=why, exact=exact_figures(exact, origin), sheets=sheets)
    return Filling(
        figures=figures,
        exact=exact,
        reconciliation=reconcile(figures, exact),
        rounding=rounding,
        prepared=prepared,
        warnings=tuple(_misfits(opened.disclosure, figures)),
    )


def budget_kept(filling: Filling) -> int:
    """How many 项 of the sheet 年初预算 differ from the export's: what is there already is left alone."""
    kept = filling.prepared.result.comparison
    stated = {code: figure.fen for code, figure in filling.figures.budget.items()}
    codes = stated.keys() | (kept.budget or {}).keys() if stated else ()
    unit = filling.prepared.result.unit
    return sum(
        (kept.budgeted(code) or BLANK).value
        != hundredths_in(Decimal(stated.get(code, 0)).scaleb(-2), "元", unit)
        for code in codes
    )


def _misfits(there: Disclosure, figures: SourceFigures) -> list[str]:
    misfits = []
    if there.year and figures.year and there.year != figures.year:
        misfits.append(f"工作簿是 {there.year} 年度的，来源是 {figures.year} 年度的，请检查是否选错了文件")
    ours, theirs = plain_text(there.organisation), plain_text(figures.organisation)
    if ours and theirs and ours != theirs:
        names = f"“{there.organisation}”，来源的单位是“{figures.organisation}”"
        misfits.append(f"工作簿的单位是{names}，请确认是同一个部门")
    return misfits

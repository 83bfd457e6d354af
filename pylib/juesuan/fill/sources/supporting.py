"""What a source says beside the nine tables, put into the supporting sheets that a workbook has.

三公 figures are those of the published table, rounded once; parts are rounded so that they add up to their
total.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.fill.draft import copied, total
from juesuan.fill.sources.figures import BUDGET
from juesuan.fill.supporting_figures import VEHICLE_KINDS, Fact
from juesuan.model.amount import Amount
from juesuan.model.reference import CellRef
from juesuan.rounding import apportioned, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.fill.sources.figures import SourceFigures
    from juesuan.model.disclosure import Disclosure, Table

_DETAIL, _FINAL, _PLAN, _OPENING = "three_public_detail", "决算数", "全年预算数", "年初预算数"
_LEAVES = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")
_STAGES = {_OPENING: "", _PLAN: "预算", _FINAL: "决算"}
_RECEPTION = (Fact.DOMESTIC_RECEPTION, Fact.RECEPTION_ABROAD)
_BOUGHT = (Fact.PROCUREMENT_GOODS, Fact.PROCUREMENT_WORKS, Fact.PROCUREMENT_SERVICES)
_RUNNING = (Fact.OPERATING_ADMINISTRATIVE, Fact.OPERATING_CIVIL_SERVANT_MANAGED)
_PUBLIC = CellRef("basic", "公用经费合计", _FINAL)
_NO_CELL = frozenset({Fact.MEETINGS, Fact.TRAINING})
_ASSETS = frozenset({Fact.VEHICLES, Fact.LARGE_EQUIPMENT, *VEHICLE_KINDS})
_CONTRACTS = frozenset({Fact.TO_SMALL_AND_MEDIUM, Fact.TO_SMALL_AND_MICRO})


def supporting_sheets(
    there: Disclosure, exact: Disclosure, wanted: Disclosure, figures: SourceFigures
) -> dict[str, Table]:
    """The supporting sheets of a workbook as they are to be; what the source does not state stays.

    ``there`` is the workbook as it is, ``exact`` the source's tables in 元, ``wanted`` the same in the
    workbook's unit.
    """
    tables = {name: copied(table) for name, table in there.supporting.items()}
    for ref, amount in _amounts(exact, wanted, figures):
        table = tables.get(ref.table)
        row = table.find(ref.row) if table else None
        if row is not None and ref.column in row.columns:
            row.amounts[ref.column] = amount
    if detail := tables.get(_DETAIL):
        for column in _STAGES:
            _add_up(detail, column)
    return tables


def fact_of(ref: CellRef) -> Fact | None:
    """The fact that a cell of a supporting sheet states."""
    return next((fact for fact in Fact if fact not in _NO_CELL and cell_of(fact) == ref), None)


def cell_of(fact: Fact) -> CellRef:
    """The cell of a supporting sheet that states a fact."""
    if fact in _ASSETS:
        return CellRef("state_assets", fact.value, "数量")
    if fact in _CONTRACTS:
        return CellRef("procurement", Fact.PROCUREMENT.value, fact.value)
    if fact in (Fact.PROCUREMENT, *_BOUGHT):
        return CellRef("procurement", fact.value, "支出金额")
    if fact in (Fact.OPERATING, *_RUNNING):
        return CellRef("operating", fact.value, _FINAL)
    return CellRef(_DETAIL, fact.value, "本年数" if fact.counted else _FINAL)


def _amounts(
    exact: Disclosure, wanted: Disclosure, figures: SourceFigures
) -> Iterator[tuple[CellRef, Amount]]:
    stated = {fact: figure.fen for fact, figure in figures.supporting.facts.items() if fact not in _NO_CELL}
    in_wan = wanted.unit != exact.unit
    rounded = {fact: nearest(fen) if in_wan and not fact.counted else fen for fact, fen in stated.items()}
    if in_wan:
        if stated.get(Fact.OPERATING) == exact.amount(_PUBLIC).value:
            rounded[Fact.OPERATING] = wanted.amount(_PUBLIC).value
        reception = wanted.amount(CellRef("three_public", "金额", "决算公务接待费")).value
        for parts, whole in (
            (_RECEPTION, reception),
            (_BOUGHT, rounded.get(Fact.PROCUREMENT, 0)),
            (_RUNNING, rounded.get(Fact.OPERATING, 0)),
        ):
            given = [fact for fact in parts if fact in stated]
            rounded |= dict(zip(given, apportioned([stated[fact] for fact in given], whole), strict=True))
    for fact, amount in rounded.items():
        yield cell_of(fact), Amount(amount)
    for column, stage in _STAGES.items():
        for item in _LEAVES:
            if stage:
                published = wanted.amount(CellRef("three_public", "金额", stage + item))
            else:
                figure = figures.figures.get(CellRef(BUDGET, f"三公{item}", "年初预算"))
                fen = figure.fen if figure else 0
                published = Amount(nearest(fen) if in_wan else fen) if fen else Amount()
            if not published.blank:
                yield CellRef(_DETAIL, item, column), published


def _add_up(detail: Table, column: str) -> None:
    leaves = {item: detail.amount(item, column) for item in _LEAVES}
    vehicles = total(leaves["公务用车购置费"], leaves["公务用车运行维护费"])
    sums = {"公务用车购置及运行维护费": vehicles, "合计": total(*leaves.values())}
    for name, amount in sums.items():
        row = detail.find(name)
        if row is not None and not amount.blank:
            row.amounts[column] = amount

"""机关运行经费 worked out from 公用经费 in the 基本支出, by the kinds of the department's units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.fill.draft import Draft, Drafted, total
from juesuan.model.amount import Amount
from juesuan.model.disclosure import UnitKind
from juesuan.model.reference import CellRef

if TYPE_CHECKING:
    from pathlib import Path

_TABLE, _SUMMARY, _FINAL = "operating", "机关运行经费", "决算数"
_HEAD_DIGITS = 3
_LAST, _BUDGET = "上年决算数", "年初预算数"
_ALL_PUBLIC = CellRef("basic", "公用经费合计", _FINAL)
_BY_KIND = {
    UnitKind.ADMINISTRATIVE: "行政单位机关运行经费",
    UnitKind.CIVIL_SERVANT_MANAGED: "参公单位机关运行经费",
}
_NONE = "部门没有行政单位和参照公务员法管理的事业单位，没有机关运行经费支出"


def fill_operating(workbook: Path | str, *, layout_id: str | None = None, marked: bool = False) -> Drafted:
    """Work out how the sheet 机关运行经费 is filled; nothing is written yet.

    All units 行政 or 参公: it is 公用经费 of the published table, also by subject. With other 事业单位 it is
    what the sheet states for the 行政 and 参公 units; without any of these it is 0. What cannot be told is
    left to the officer, with ``marked`` by a note on the cell. Raises ReadError when the workbook has no such
    sheet.
    """
    draft = Draft(workbook, layout_id, (_TABLE,))
    units = draft.disclosure.units
    kinds = [unit.kind for unit in units]
    if not kinds or None in kinds:
        unclear = "、".join(f"“{unit.name}”" for unit in units if unit.kind is None)
        which = f"（{unclear}的单位性质没有写，或不是行政、参公、事业之一）" if unclear else ""
        what = f"封面没有填全单位名单和单位性质{which}，无法判断机关运行经费的口径"
        draft.leave(what, _summary(_FINAL))
    elif not set(kinds) & _BY_KIND.keys():
        draft.sentences.append(_NONE)
        for row in (_SUMMARY, *_BY_KIND.values()):
            draft.put(CellRef(_TABLE, row, _FINAL), Amount(0), "没有行政、参公单位")
    else:
        _fill(draft, _Units(draft))
    draft.compare(_SUMMARY, _summary(_FINAL), _summary(_LAST), _summary(_BUDGET), "年初预算")
    return draft.finish(marked=marked)


class _Units:
    """The rows of the units that have 机关运行经费, with their kinds."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        units = draft.disclosure.units
        self.kinds = {f"单位{n}": unit.kind for n, unit in enumerate(units, 1) if unit.kind in _BY_KIND}
        self.names = {f"单位{n}": unit.name for n, unit in enumerate(units, 1)}
        self.complete = len(self.kinds) == len(units)

    def missing(self, column: str) -> list[CellRef]:
        """The cells of units that state nothing."""
        refs = (CellRef(_TABLE, row, column) for row in self.kinds)
        return [ref for ref in refs if self._draft.amount(ref).blank]

    def sum_of(self, column: str, kind: UnitKind | None = None) -> Amount:
        """What the units of a kind, or all of them, state together."""
        rows = [row for row, own in self.kinds.items() if kind in (None, own)]
        return total(*(self._draft.amount(CellRef(_TABLE, row, column)) for row in rows))


def _fill(draft: Draft, units: _Units) -> None:
    if units.complete:
        _from_basic(draft, units)
    else:
        _from_units(draft, units)
    if not units.missing(_FINAL):
        for kind, row in _BY_KIND.items():
            part = units.sum_of(_FINAL, kind)
            draft.put(CellRef(_TABLE, row, _FINAL), Amount(part.value), "该性质各单位之和")
    for column in (_LAST, _BUDGET):
        if not units.missing(column):
            draft.put(_summary(column), units.sum_of(column), "各单位之和")
    before = draft.disclosure.comparison.before(_summary(_FINAL))
    if before is not None and not before.blank and draft.amount(_summary(_LAST)).blank:
        draft.put(_summary(_LAST), before, "取自“上年数”表")


def _from_basic(draft: Draft, units: _Units) -> None:
    """Every unit is 行政 or 参公: all of 公用经费 is 机关运行经费."""
    public = draft.disclosure.amount(_ALL_PUBLIC)
    if not public.value:
        draft.leave("基本支出明细表没有公用经费合计，机关运行经费没有填写", _summary(_FINAL))
        return
    draft.put(_summary(_FINAL), public, "单位全部为行政、参公，取公用经费合计")
    _subjects(draft, public)
    if len(units.kinds) == 1:
        (row,) = units.kinds
        draft.put(CellRef(_TABLE, row, _FINAL), public, "只有一个单位，就是公用经费合计")
        draft.put(CellRef(_TABLE, "单位合计", _FINAL), public, "各单位之和")
    missing = units.missing(_FINAL)
    if missing:
        names = "、".join(units.names[ref.row] for ref in missing)
        draft.leave(f"请填写各单位的机关运行经费（{names}），相加应为 {public}", missing[0])
    elif units.sum_of(_FINAL).value != public.value:
        stated = units.sum_of(_FINAL)
        what = f"各单位相加是 {stated}，公用经费合计是 {public}，请核对各单位的数"
        draft.leave(what, CellRef(_TABLE, "单位合计", _FINAL))


def _subjects(draft: Draft, public: Amount) -> None:
    """By economic subject, where the sheet lists all that the published table has."""
    basic = draft.disclosure.tables["basic"]
    codes = [row.code for row in draft.disclosure.forms[_TABLE].spec.rows if row.code in basic.by_code]
    amounts = {code: basic.amount(code, _FINAL) for code in codes if code}
    heads = [code for code in amounts if len(code) == _HEAD_DIGITS]
    everything = total(*(amounts[code] for code in heads))
    if abs(everything.value - public.value) > len(heads):  # hundredths that rounding can explain
        draft.leave("公用经费里有附表没有列的科目，按科目的数没有填写", CellRef(_TABLE, "科目合计", _FINAL))
        return
    for code, amount in amounts.items():
        kept = Amount(amount.value) if amount.value else Amount()
        draft.put(CellRef(_TABLE, code, _FINAL), kept, "取自基本支出明细表")
    draft.put(CellRef(_TABLE, "科目合计", _FINAL), everything, "各科目之和")


def _from_units(draft: Draft, units: _Units) -> None:
    """Other 事业单位 are among the units: only what 行政 and 参公 units spent counts."""
    missing = units.missing(_FINAL)
    if missing:
        names = "、".join(units.names[ref.row] for ref in missing)
        what = f"部门有其他事业单位，请填写行政、参公单位的机关运行经费（{names}）后重新运行"
        draft.leave(what, missing[0])
        return
    stated, public = units.sum_of(_FINAL), draft.disclosure.amount(_ALL_PUBLIC)
    draft.put(_summary(_FINAL), stated, "行政、参公单位之和")
    if not public.blank and stated.value > public.value:
        what = f"行政、参公单位相加是 {stated}，大于公用经费合计 {public}，部分不能大于整体，请核对"
        draft.leave(what, _summary(_FINAL))
    if draft.amount(CellRef(_TABLE, "科目合计", _FINAL)).blank:
        what = "部门有其他事业单位，按科目的数不能从基本支出明细表得出，请填写行政、参公单位的数"
        draft.leave(what, CellRef(_TABLE, "302", _FINAL))


def _summary(column: str) -> CellRef:
    return CellRef(_TABLE, _SUMMARY, column)

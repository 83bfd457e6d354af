"""The published table of “三公”经费 filled from its supporting sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.fill.draft import Draft, Drafted, total
from juesuan.model.reference import CellRef
from juesuan.rules.knowledge import Knowledge

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.model.amount import Amount

_TABLE, _ROW = "three_public", "金额"
_DETAIL = "three_public_detail"
_STAGES = (("预算", "全年预算数"), ("决算", "决算数"))
# Each item with the economic subject of 基本支出 that is a part of it, one way only.
_ITEMS = {
    "因公出国（境）费": "30212",
    "公务用车购置费": "31013",
    "公务用车运行维护费": "30231",
    "公务接待费": "30217",
}
_VEHICLES = ("公务用车购置费", "公务用车运行维护费")
_GROUPS = {"公务用车购置及运行维护费": "公务用车小计", "合计": "合计"}
_RESEARCH = "没有教育和科研支出"  # travel of researchers need not be counted among 三公


def fill_three_public(workbook: Path | str, *, layout_id: str | None = None, marked: bool = False) -> Drafted:
    """Work out how 公开09 is filled from 三公经费明细, budget and final; nothing is written yet.

    Last year's figures of the sheet are taken from 上年数 where they are blank. A figure that the sheet does
    not state stays as it is and is left to the officer (with ``marked`` by a note on the cell): blank is
    unknown, 0 is none. Raises ReadError when the workbook has no such sheet.
    """
    draft = Draft(workbook, layout_id, (_TABLE, _DETAIL))
    _last_year(draft)
    for stage, column in _STAGES:
        _stage(draft, stage, column)
    for item in ("合计", "公务用车购置及运行维护费", *_ITEMS):
        final, last, plan = (CellRef(_DETAIL, item, name) for name in ("决算数", "上年决算数", "全年预算数"))
        name = f"“三公”经费{item}" if item == "合计" else item
        draft.compare(name, final, last, plan, "全年预算")
    return draft.finish(marked=marked)


def _stage(draft: Draft, stage: str, column: str) -> None:
    stated = {item: draft.amount(CellRef(_DETAIL, item, column)) for item in _ITEMS}
    if all(amount.blank for amount in stated.values()):
        what = f"明细表没有填{column}，《“三公”经费支出决算表》的{stage}数没有改动"
        draft.leave(what, CellRef(_DETAIL, "合计", column))
        return
    for item, amount in stated.items():
        _item(draft, stage, CellRef(_DETAIL, item, column), amount)
    published = {item: draft.amount(_published(stage, item)) for item in _ITEMS}
    vehicles = total(*(published[item] for item in _VEHICLES))
    draft.put(_published(stage, "公务用车小计"), vehicles, "购置费与运行维护费之和")
    everything = total(vehicles, published["因公出国（境）费"], published["公务接待费"])
    draft.put(_published(stage, "合计"), everything, "三项之和")


def _item(draft: Draft, stage: str, source: CellRef, amount: Amount) -> None:
    target = _published(stage, source.row)
    if stage == "决算":
        _compare_with_basic(draft, source, amount)
    if amount.blank:
        there = draft.amount(target)
        if there.value:
            what = f"没有填，公开表里的 {there} 没有改动；确实没有的，请在明细表填 0"
            draft.leave(f"{source.row}的{source.column}{what}", source)
        return
    draft.put(target, amount, f"取自{draft.disclosure.address(source)}")


def _compare_with_basic(draft: Draft, source: CellRef, amount: Amount) -> None:
    """基本支出 is a part of the whole: it can show that a figure is too small, never what it is."""
    code = _ITEMS[source.row]
    part = draft.amount(CellRef("basic", code, "决算数"))
    if part.value <= amount.value or part.value <= 0:
        return
    if code == "30212" and Knowledge(draft.disclosure).hindrance([_RESEARCH]):
        return
    states = "没有填" if amount.blank else f"是 {amount}"
    what = f"{source.row}{states}，而基本支出明细表的 {code} 已有 {part}，它只是其中一部分，请核对"
    draft.leave(what, source)


def _last_year(draft: Draft) -> None:
    """Last year's finals, from last year's sheet or else its published table, where they are blank here."""
    comparison = draft.disclosure.comparison
    for item in _ITEMS:
        here = CellRef(_DETAIL, item, "上年决算数")
        sources = (CellRef(_DETAIL, item, "决算数"), _published("决算", item))
        known = (comparison.before(source) for source in sources)
        before = next((amount for amount in known if amount is not None and not amount.blank), None)
        if before is not None and draft.amount(here).blank:
            draft.put(here, before, "取自“上年数”表")
    finals = {item: draft.amount(CellRef(_DETAIL, item, "上年决算数")) for item in _ITEMS}
    vehicles = total(*(finals[item] for item in _VEHICLES))
    groups = (vehicles, total(vehicles, finals["因公出国（境）费"], finals["公务接待费"]))
    for row, amount in zip(_GROUPS, groups, strict=True):
        if not amount.blank:
            draft.put(CellRef(_DETAIL, row, "上年决算数"), amount, "各项之和")


def _published(stage: str, item: str) -> CellRef:
    return CellRef(_TABLE, _ROW, stage + item)

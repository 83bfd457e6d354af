"""Last year's figures and 年初预算 of the units, added up to the department's.

What one unit does not keep is not known of the department: it is left out and named, never counted as zero.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from juesuan.books.comparison_sheets import BUDGET_SHEET, PREVIOUS_SHEET
from juesuan.consolidation.missing_parents import add_missing_parents
from juesuan.consolidation.transfers import TransferKind
from juesuan.model.amount import Amount, format_hundredths
from juesuan.model.comparison import Comparison
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from juesuan.consolidation.member import Member
    from juesuan.model.layout import Layout

_YEAR = re.compile(r"(20\d\d) 年度")
Key = TypeVar("Key")
_TRANSFERS = {column for kind in TransferKind for column in (kind.paid, kind.received)}


def compared_with(members: Sequence[Member]) -> tuple[Comparison, list[str], list[str]]:
    """The department's figures to compare with; sentences about what is not known, and about what to look at.

    Amounts are added up exactly, as the units keep them: in hundredths of the tables' unit. A table of last
    year that some unit does not keep is not known, nor is the budget where one unit has none. Where no unit
    keeps anything there is nothing to say.
    """
    kept = [_kept(member) for member in members]
    known = frozenset.intersection(*(one.previous_tables for one in kept))
    previous = _previous(members, kept, known)
    budgets = [one.budget for one in kept if one.budget is not None]
    budget = _summed(budgets) if len(budgets) == len(members) else None
    count = f"{len(members)} 个单位"
    year = f"（{members[0].year - 1} 年度）" if members[0].year else ""
    total = Comparison(
        previous,
        known,
        f"{count}的上年数相加{year}" if known else "",
        budget,
        f"{count}的年初预算相加" if budget is not None else "",
    )
    return total, list(_unknown(members, kept)), list(_transfers(total, members[0]))


def _kept(member: Member) -> Comparison:
    """What a unit keeps; figures of some other year are not last year's."""
    kept = member.comparison
    stated = _YEAR.findall(kept.previous_source)  # the last: the name of the file comes first
    if not stated or member.year is None or int(stated[-1]) == member.year - 1:
        return kept
    return Comparison(budget=kept.budget, budget_source=kept.budget_source)


def _previous(
    members: Sequence[Member], kept: Sequence[Comparison], known: Iterable[str]
) -> dict[CellRef, Amount]:
    """Last year's figures without those of single units, whose rows are numbered by last year's cover."""
    layout = members[0].layout
    tables = set(known)
    unit_rows = {(name, row.id) for name in tables for row in layout.forms[name].rows if row.unit is not None}
    parts = []
    for one in kept:
        figures = {
            ref: amount.value
            for ref, amount in one.previous.items()
            if ref.table in tables and (ref.table, ref.row) not in unit_rows and not amount.blank
        }
        parts.append(_with_parents(figures, layout))
    return _summed({ref: Amount(value) for ref, value in part.items()} for part in parts)


def _with_parents(figures: dict[CellRef, int], layout: Layout) -> dict[CellRef, int]:
    listed = {(ref.table, ref.row): "" for ref in figures}
    list(add_missing_parents(figures, layout, listed))
    return figures


def _summed(parts: Iterable[Mapping[Key, Amount]]) -> dict[Key, Amount]:
    total: dict[Key, Amount] = {}
    for part in parts:
        for key, amount in part.items():
            total[key] = Amount(total[key].value + amount.value) if key in total else amount
    return total


def _unknown(members: Sequence[Member], kept: Sequence[Comparison]) -> Iterator[str]:
    """What some units keep and others do not."""
    for member, one in zip(members, kept, strict=True):
        if member.comparison.previous_tables and not one.previous_tables:
            source = member.comparison.previous_source
            yield f"“{member.name}”的“{PREVIOUS_SHEET}”取自 {source}，不是上年的，没有计入"
    anybody = frozenset().union(*(one.previous_tables for one in kept))
    nothing = [member.name for member, one in zip(members, kept, strict=True) if not one.previous_tables]
    if anybody and nothing:
        what = f"没有“{PREVIOUS_SHEET}”，部门的上年数没有汇总，与上年的比较无从谈起"
        yield f"{_names(nothing)}{what}（先对这些单位运行 juesuan fill-previous-year）"
    for name, spec in members[0].layout.forms.items() if not nothing else ():
        lacking = [m.name for m, one in zip(members, kept, strict=True) if name not in one.previous_tables]
        if name in anybody and lacking:
            yield f"{_names(lacking)}的“{PREVIOUS_SHEET}”里没有《{spec.title}》，部门的这张表没有上年数"
    without = [member.name for member, one in zip(members, kept, strict=True) if one.budget is None]
    if 0 < len(without) < len(members):
        what = f"没有“{BUDGET_SHEET}”，部门的年初预算没有汇总"
        yield f"{_names(without)}{what}（先用 juesuan fill --budget 写入）"


def _transfers(total: Comparison, member: Member) -> Iterator[str]:
    """Last year's transfers between units are declared nowhere, so they are still in its sums."""
    found = {
        ref.column: amount.value
        for ref, amount in total.previous.items()
        if ref.row == TOTAL_ROW and ref.column in _TRANSFERS and amount.value
    }
    if found:
        told = "、".join(f"{name} {format_hundredths(value)} {member.unit}" for name, value in found.items())
        how = "如有单位之间的往来，请改用部门上年公开的工作簿（juesuan fill-previous-year）"
        yield f"上年数是各单位相加，没有抵销上年的往来（{told}）；{how}"


def _names(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)

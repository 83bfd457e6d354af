"""What could not be added up: tables and columns that a unit's workbook lacks, rows that cannot be placed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.consolidation.member import Member

_DIGITS = (3, 5)


def gaps(members: Sequence[Member]) -> list[str]:
    """Sentences about everything of the members that is not in the department's figures as it should be."""
    return [*_missing(members), *_complaints(members), *_not_detailed(members)]


def not_everywhere(members: Sequence[Member]) -> set[str]:
    """The supporting sheets that some members lack: what the others have is not the department's figure."""
    supporting = members[0].layout.supporting
    return {name for name in supporting if any(name in member.missing for member in members)}


def _missing(members: Sequence[Member]) -> Iterator[str]:
    layout = members[0].layout
    for name, spec in layout.forms.items():
        lacking = [member for member in members if name in member.missing]
        names = "、".join(f"“{member.name}”" for member in lacking)
        if name in layout.tables and lacking:
            yield f"{names}的工作簿里没有找到《{spec.title}》，部门的这张表没有计入"
        elif name in layout.supporting and 0 < len(lacking) < len(members):
            yield f"{names}的工作簿里没有附表《{spec.title}》，部门的这张附表没有填，请补齐后再汇总"


def not_filled_in(members: Sequence[Member]) -> Iterator[str]:
    """Supporting sheets that some members left empty and others did not: perhaps they have nothing to say."""
    for name, spec in members[0].layout.supporting.items():
        filled = {member.name for member in members if any(ref.table == name for ref in member.figures)}
        empty = [member.name for member in members if member.name not in filled and name in member.columns]
        if filled and empty:
            names = "、".join(f"“{one}”" for one in empty)
            yield f"{names}的附表《{spec.title}》没有填任何数，请确认确实没有"


def _complaints(members: Sequence[Member]) -> Iterator[str]:
    for member in members:
        for complaint in member.complaints:
            yield f"“{member.name}”：{complaint}"


def _not_detailed(members: Sequence[Member]) -> Iterator[str]:
    """Subjects that one unit lists without their parts and another with them: more than their parts."""
    for name, spec in members[0].layout.tables.items():
        if not spec.listed:
            continue
        leaves: dict[str, Member] = {}
        detailed: dict[str, Member] = {}
        for member in members:
            codes = {ref.row for ref in member.figures if ref.table == name and ref.row.isdigit()}
            parents = {code[:digits] for code in codes for digits in _DIGITS if digits < len(code)}
            detailed |= dict.fromkeys(parents, member)
            leaves |= dict.fromkeys((code for code in codes - parents if len(code) in _DIGITS), member)
        for code in sorted(leaves.keys() & detailed.keys()):
            one, other = leaves[code].name, detailed[code].name
            yield f"{spec.sheet} 科目 {code}：“{one}”没有列下级科目，“{other}”列了，部门的该科目大于下级之和"

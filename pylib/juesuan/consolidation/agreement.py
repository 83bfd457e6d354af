"""What units must have in common to be added up, and that none is added twice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.books.errors import ReadError
from juesuan.books.wording import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from juesuan.consolidation.member import Member

_FEW = 3


def refuse_repeated_files(paths: Sequence[Path]) -> None:
    """Raise ReadError where one file is named twice, by whatever path."""
    seen: dict[Path, Path] = {}
    for path in paths:
        real = path.resolve()
        if real in seen:
            raise ReadError(f"文件“{path}”给了两次，同一个单位只能汇总一次，请去掉一个。", str(path))
        seen[real] = path


def refuse_mixture(members: Sequence[Member]) -> None:
    """Raise ReadError, in one sentence, where units cannot be added up to one department."""
    if not members:
        raise ReadError("没有要汇总的工作簿，请写出各单位的文件或它们所在的文件夹。")
    _refuse_same_unit(members)
    _refuse_parts_of_others(members)
    _same(members, lambda member: member.layout.id, "版式", "请先把它们填到同一种版式的模板里")
    _same(
        members, lambda member: f"{member.year} 年" if member.year else "年度不明", "年度", "请检查封面的年度"
    )
    _same(members, lambda member: member.unit, "金额单位", "请先统一为万元（或都用元）")


def _refuse_same_unit(members: Iterable[Member]) -> None:
    seen: dict[str, Member] = {}
    for member in members:
        other = seen.setdefault(plain(member.name), member)
        if other is not member:
            advice = "同一个单位只能汇总一次；确是两个单位的，请先改封面的单位名称"
            files = f"“{other.path}”和“{member.path}”"
            raise ReadError(f"{files}都是“{member.name}”：{advice}。", str(member.path))


def _refuse_parts_of_others(members: Sequence[Member]) -> None:
    """A consolidated workbook and one of its units would count the unit twice."""
    names = {plain(member.name): member for member in members}
    inside: dict[str, Member] = {}
    for member in members:
        for unit in member.inside:
            own = names.get(plain(unit.name))
            twice = inside.setdefault(plain(unit.name), member)
            other = own if own and own is not member else twice
            if other is not member:
                what = f"“{member.path}”是汇总出来的，里面已经有“{unit.name}”（“{other.path}”）"
                raise ReadError(f"{what}，同时汇总会重复计算，请去掉一个。", str(member.path))


def _same(members: Sequence[Member], key: Callable[[Member], str], what: str, advice: str) -> None:
    groups: dict[str, list[Member]] = {}
    for member in members:
        groups.setdefault(key(member), []).append(member)
    if len(groups) > 1:
        told = "；".join(f"{value}：{_files(found)}" for value, found in groups.items())
        raise ReadError(f"各单位的{what}不同，不能汇总（{told}）。{advice}。", str(members[0].path))


def _files(members: Sequence[Member]) -> str:
    names = "、".join(member.path.name for member in members[:_FEW])
    return names if len(members) <= _FEW else f"{names} 等 {len(members)} 个"

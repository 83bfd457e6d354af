"""What a consolidation has to say to the officer, in sentences, the gravest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.consolidation.member import NO_EXACT
from juesuan.model.amount import format_hundredths
from juesuan.rounding import report
from juesuan.rounding.figures import WAN
from juesuan.rules.instances import universe_of
from juesuan.rules.totals import defining_sums
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.consolidation.consolidating import Consolidation
    from juesuan.consolidation.member import Member

_FEW = 5
_MANY = 20


def with_errors(members: Sequence[Member]) -> list[str]:
    """A sentence for each unit whose own workbook has errors."""
    return [
        f"“{member.name}”核对有错误 {member.errors} 处（juesuan check {member.path}）"
        for member in members
        if member.errors
    ]


def sentences(consolidation: Consolidation) -> Iterator[str]:
    """Everything else: what is missing, what was taken out, how it was added up and rounded."""
    yield from (f"缺漏：{gap}" for gap in consolidation.gaps[:_MANY])
    if len(consolidation.gaps) > _MANY:
        yield f"缺漏：另有 {len(consolidation.gaps) - _MANY} 处"
    yield from (f"往来不符：{difference}" for difference in consolidation.elimination.differences)
    yield from _taken(consolidation)
    yield from (f"注意：{note}" for note in (*consolidation.elimination.notes, *consolidation.notes))
    yield _how(consolidation)
    if consolidation.rounding is not None:
        yield from report.sentences(consolidation.rounding)
        yield _against_published(consolidation)
    yield from _moved(consolidation)
    yield from _constant_totals(consolidation)


def _taken(consolidation: Consolidation) -> Iterator[str]:
    unit = consolidation.department.unit if consolidation.exact is None else "元"
    for transfer, amount in consolidation.elimination.taken:
        ways = f"{transfer.payer} → {transfer.receiver}"
        yield f"抵销：{transfer.kind.word}，{ways}，{format_hundredths(amount)} {unit}"


def _how(consolidation: Consolidation) -> str:
    count = f"汇总 {len(consolidation.members)} 个单位"
    if consolidation.exact is not None:
        return f"{count}：各单位都有元数，按元相加后一次折算为万元"
    if consolidation.department.unit != WAN:
        return f"{count}：按{consolidation.department.unit}相加"
    lacking = [member for member in consolidation.members if member.exact is None]
    reasons = [f"“{member.name}”{member.inexact}" for member in lacking if member.inexact != NO_EXACT]
    if len(lacking) < len(consolidation.members):
        reasons += [f"“{member.name}”{NO_EXACT}" for member in lacking if member.inexact == NO_EXACT]
    why = "；".join(reasons[:_FEW]) or f"各单位{NO_EXACT}"
    return f"{count}：按万元数相加（{why}）"


def _against_published(consolidation: Consolidation) -> str:
    """The rounded sum of the 元 figures against the sum of the figures that the units rounded."""
    published = consolidation.added_up
    figures = consolidation.figures
    gaps = {
        ref: figures.get(ref, 0) - published.get(ref, 0)
        for ref in figures.keys() | published.keys()
        if ref.table in consolidation.department.tables
    }
    different = [ref for ref, gap in gaps.items() if gap]
    if not different:
        return "折算后的数与各单位万元数相加全部相同"
    largest = max(different, key=lambda ref: (abs(gaps[ref]), ref))
    most = f"{label_of(largest, consolidation.department)}，相差 {format_hundredths(gaps[largest])} 万元"
    count = f"{len(different)} 处（“汇总来源”的尾差栏）"
    return f"折算后的数与各单位万元数相加不同的有 {count}，最多的是 {most}"


def _moved(consolidation: Consolidation) -> Iterator[str]:
    moved = consolidation.moved
    if not moved:
        return
    yield (
        f"各单位的尾差累积起来超出了允许范围，在四舍五入能解释的限度内调整了 {len(moved)} 个数，"
        f"绝对值合计 {format_hundredths(sum(map(abs, moved.values())))} 万元（“汇总来源”的尾差栏）"
    )
    for ref, move in list(moved.items())[:_FEW]:
        sign = "+" if move > 0 else ""
        yield f"  {label_of(ref, consolidation.department)}：{sign}{format_hundredths(move)}"


def _constant_totals(consolidation: Consolidation) -> Iterator[str]:
    """Totals that are not what their parts come to, and so are no formulas."""
    department = consolidation.department
    constant = [
        ref
        for ref, addends in defining_sums(universe_of(department)).items()
        if department.amount(ref).value
        != sum(addend.sign * department.amount(addend.ref).value for addend in addends)
    ]
    if constant:
        first = "、".join(label_of(ref, department) for ref in constant[:_FEW])
        more = " 等" if len(constant) > _FEW else ""
        yield f"合计与各项之和不等的有 {len(constant)} 处，按各单位的合计相加填列，不是公式：{first}{more}"

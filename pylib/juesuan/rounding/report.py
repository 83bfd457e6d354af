"""A balanced rounding as text for people: what was moved, from what to what, and why it had to be."""

from __future__ import annotations

from collections.abc import Iterator

from juesuan.model.amount import format_hundredths
from juesuan.rounding.outcome import Move, Rounding, Standing, Violation
from juesuan.rules.wording import label_of

HEADINGS = ("单元格", "项目", "元", "四舍五入（万元）", "采用（万元）", "同一个数还列在", "原因")


_LISTED = 20  # violations told one by one; there are more only where the search was cut short


def rows(rounding: Rounding) -> list[tuple[str, ...]]:
    """Each moved figure as a row under ``HEADINGS``, in the order of the tables."""
    return [_row(move, rounding) for move in rounding.moved]


def _row(move: Move, rounding: Rounding) -> tuple[str, ...]:
    shown = rounding.disclosure
    return (
        str(shown.address(move.ref)),
        label_of(move.ref, shown),
        format_hundredths(move.exact),
        format_hundredths(move.plain),
        format_hundredths(move.chosen),
        "、".join(str(shown.address(ref)) for ref in move.refs[1:]),
        move.why,
    )


def sentences(rounding: Rounding) -> Iterator[str]:
    """What an officer has to know, the gravest first: wrong 元 figures, sums that fail, hidden figures."""
    for error in rounding.source_errors:
        yield f"元数有误：{error.identity}，相差 {format_hundredths(abs(error.size))} 元。{error.why}。"
    for violation in rounding.violations[:_LISTED]:
        yield f"未能配平：{_off_by(violation)}。{violation.why}。"
    if len(rounding.violations) > _LISTED:
        yield f"未能配平的一共有 {len(rounding.violations)} 处，以上是前 {_LISTED} 处。"
    if rounding.standing is not Standing.BEST:
        yield _unfinished(rounding)
    if rounding.hidden:
        places = "、".join(str(rounding.disclosure.address(ref)) for ref in rounding.hidden)
        yield f"有金额但折算为 0.00 万元、表中不显示的有 {len(rounding.hidden)} 处：{places}。"
    cells = sum(len(move.refs) for move in rounding.moved)
    if cells:
        yield f"与逐格四舍五入不同的数有 {len(rounding.moved)} 个（{cells} 个单元格），各相差 0.01 万元。"
    else:
        yield "每个数都与逐格四舍五入相同。"


def text(rounding: Rounding) -> str:
    """The whole report: the sentences, then one paragraph for each moved figure."""
    lines = list(sentences(rounding))
    for address, label, yuan, plain, chosen, elsewhere, why in rows(rounding):
        also = f"（还列在 {elsewhere}）" if elsewhere else ""
        lines.append(f"{label}（{address}）{also}：{yuan} 元，四舍五入为 {plain}，采用 {chosen}。{why}。")
    return "\n".join(lines)


def _off_by(violation: Violation) -> str:
    return f"{violation.identity}，相差 {format_hundredths(abs(violation.size))} 万元"


def _unfinished(rounding: Rounding) -> str:
    reason = "时间已到" if rounding.standing is Standing.TIME else "已按要求停止"
    if rounding.gap is None:
        return f"{reason}，采用的是当时最好的取法，离最好的取法还差多少不清楚。"
    return f"{reason}，采用的是当时最好的取法；各数与元数的偏离合计最多还能再小 {rounding.gap:,.2f} 元。"

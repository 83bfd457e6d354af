"""Suspected causes in words, each offered only where exactly one explains the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.amount import format_hundredths
from juesuan.rules.slips import slip_of
from juesuan.rules.wording import label_of, row_label

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Culprit, Finding
    from juesuan.rules.moved_columns import MovedColumn
    from juesuan.rules.suspects import Suspect


def cause_of(finding: Finding, culprit: Culprit | None = None) -> str:
    """What probably happened: how the culprit's figure differs, or which addend the difference equals."""
    if culprit is not None:
        count = len(finding.consequences)
        also = f"，另外 {count} 处不符也随之消失" if count else ""
        blank = not culprit.expected.value
        fix = "清空" if blank else f"改为 {culprit.expected}"
        slip = slip_of(culprit.stated, culprit.expected)
        return f"{culprit.label}（{culprit.address}）{fix}后，这里就对上了{also}{'；' + slip if slip else ''}"
    return _addend_cause(finding)


def _addend_cause(finding: Finding) -> str:
    """A sum that is off by exactly one of its addends, or by twice it."""
    if len(finding.right) < 2 or len(finding.left) != 1 or finding.relation != "=":
        return ""
    off = -finding.difference.value  # what the addends hold too much
    once = [term for term in finding.right if term.amount.value and term.amount.value * term.sign == off]
    twice = [term for term in finding.right if term.amount.value and 2 * term.amount.value * term.sign == off]
    if len(once) + len(twice) != 1:
        return ""
    term = (once or twice)[0]
    if once:
        return f"差额恰好是{term.label}的 {term.amount}，可能没有计入合计，或它本不该列"
    return f"差额恰好是{term.label}的 {term.amount} 的两倍，可能正负号相反"


def moved_text(suspect: Suspect, disclosure: Disclosure) -> str:
    """An amount in the wrong column of its row, or in the neighbouring row."""
    moved = suspect.moved_to
    if moved is None:
        return ""
    amount = format_hundredths(abs(suspect.change))
    wrong, right = (suspect.ref, moved) if suspect.change < 0 else (moved, suspect.ref)
    way = f"从{label_of(wrong, disclosure)}移到{label_of(right, disclosure)}"
    return f"{amount} 可能填错了位置：{way}后就都对上了"


def moved_column_text(moved: MovedColumn, disclosure: Disclosure) -> str:
    """A run of amounts that slipped by one row."""
    sheet = disclosure.layout.tables[moved.cells[0].table].sheet
    first, last = (row_label(moved.cells[place], disclosure) for place in (0, -1))
    slipped, back = ("下", "上") if moved.step > 0 else ("上", "下")
    return f"{sheet} 从 {first} 到 {last} 的金额可能整体{slipped}移了一行：{back}移一行后，上述各处都对上了"

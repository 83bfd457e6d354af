"""Causes in words. A culprit is certain enough to be named; a suspicion says that it is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.amount import Amount, format_hundredths
from juesuan.model.disclosure import Doubt
from juesuan.rules.slips import slip_of, superfluous, telling
from juesuan.rules.suspects import Likelihood
from juesuan.rules.wording import label_of, row_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Culprit, Finding
    from juesuan.model.reference import CellRef
    from juesuan.rules.moved_columns import MovedColumn
    from juesuan.rules.scaled_tables import ScaledTable
    from juesuan.rules.suspects import Suspect


def culprit_text(finding: Finding, culprit: Culprit, disclosure: Disclosure) -> str:
    """How the culprit's figure differs from the one that makes everything right."""
    count = len(finding.consequences)
    also = f"，另外 {count} 处不符也随之消失" if count else ""
    slip = _written_instead(culprit, disclosure) or slip_of(culprit.stated, culprit.expected)
    fix = _fix(culprit.expected)
    return f"{culprit.label}（{culprit.address}）{fix}，这里就对上了{also}{'；' + slip if slip else ''}"


def _written_instead(culprit: Culprit, disclosure: Disclosure) -> str:
    """What stands in a cell that counts as blank, because it is no amount; else empty."""
    for remark in disclosure.remarks:
        if remark.ref == culprit.ref and remark.doubt in {Doubt.NOT_AMOUNT, Doubt.ERROR_VALUE}:
            return f"现在写的是“{remark.found}”，不是金额"
    return ""


def moved_text(suspect: Suspect, disclosure: Disclosure) -> str:
    """An amount in the wrong one of two cells, or two amounts exchanged."""
    moved = suspect.moved_to
    if moved is None:
        return ""
    wrong, right = (suspect.ref, moved) if suspect.change < 0 else (moved, suspect.ref)
    amount = abs(suspect.change)
    there, here = _place(wrong, disclosure), _place(right, disclosure)
    stands, other = disclosure.amount(wrong).value, disclosure.amount(right).value
    if other and stands - amount == other:
        return f"{here}与{there}的金额可能互相填错了位置：对调后就都对上了"
    return f"{format_hundredths(amount)} 可能填错了位置：从{there}移到{here}后就都对上了"


def moved_column_text(moved: MovedColumn, disclosure: Disclosure) -> str:
    """A run of amounts that slipped by one row."""
    sheet = disclosure.layout.tables[moved.cells[0].table].sheet
    first, last = (row_label(moved.cells[place], disclosure) for place in (0, -1))
    slipped, back = ("下", "上") if moved.step > 0 else ("上", "下")
    return f"{sheet} 从 {first} 到 {last} 的金额可能整体{slipped}移了一行：{back}移一行后，上述各处都对上了"


def scaled_table_text(scaled: ScaledTable, disclosure: Disclosure) -> str:
    """A whole table in 元."""
    sheet = disclosure.layout.tables[scaled.table].sheet
    count = len(scaled.explained)
    return f"{sheet} 整张表可能是以元填列的：全部换算为{disclosure.unit}后，这 {count} 处都对上了"


def suspicion(rivals: Sequence[Suspect], finding: Finding, disclosure: Disclosure) -> str:
    """What a finding without culprit suggests, where just one of the rivals is a usual mistake; else empty.

    ``rivals`` are the mistakes that explain equally much. A mistake is usual when the two amounts differ by a
    slip of the pen, when an amount stands in the wrong place as a whole, or when an addend was left out.
    """
    likely = [rival for rival in rivals if rival.likely >= Likelihood.WHOLE and rival.exact > 0]
    texts = {text for rival in likely if (text := _usual_mistake(rival, finding, disclosure))}
    if len(texts) == 1:
        return texts.pop()
    if (
        finding.relation == "="
        and not texts
        and likely
        and all(rival.ref == likely[0].ref for rival in rivals)
    ):
        return f"其他各数都与别处相符，可能是{_correction(likely[0], disclosure)}"
    return ""


def _usual_mistake(rival: Suspect, finding: Finding, disclosure: Disclosure) -> str:
    if rival.moved_to:
        return moved_text(rival, disclosure)
    stated, expected = disclosure.amount(rival.ref), Amount(rival.expected)
    is_total = bool(finding.left) and rival.ref == finding.left[0].ref
    if (is_total or superfluous(stated, expected)) and (text := _addend_left_out(finding)):
        return text
    if telling(stated, expected) or superfluous(stated, expected):
        return f"可能是{_correction(rival, disclosure)}（{slip_of(stated, expected)}）"
    return ""


def _addend_left_out(finding: Finding) -> str:
    """A sum that is off by exactly one of its addends."""
    if len(finding.right) < 2 or len(finding.left) != 1 or finding.relation != "=":
        return ""
    off = -finding.difference.value  # what the addends hold too much
    terms = [term for term in finding.right if term.amount.value and term.amount.value * term.sign == off]
    if len(terms) != 1:
        return ""
    return f"差额恰好是{terms[0].label}的 {terms[0].amount}，可能没有计入合计，或它本不该列"


def _correction(suspect: Suspect, disclosure: Disclosure) -> str:
    place, fix = _place(suspect.ref, disclosure), _fix(Amount(suspect.expected))
    return f"{place}填错：{fix}，这里就对上了"


def _fix(expected: Amount) -> str:
    return f"改为 {expected} 后" if expected.value else "清空后"


def _place(ref: CellRef, disclosure: Disclosure) -> str:
    return f"{label_of(ref, disclosure)}（{disclosure.address(ref)}）"

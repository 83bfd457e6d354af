"""How findings speak: labels of figures, one sentence about what does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.amount import BLANK, Amount, format_hundredths
from juesuan.model.finding import Finding, Status, Term
from juesuan.model.rule import Kind, Severity
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.expression import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.reference import Address, CellRef
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.evaluate import Result
    from juesuan.rules.expression import Item
    from juesuan.rules.instances import Addend

_RELATION_WORDS = {"=": "应等于", "<=": "不应大于", ">=": "不应小于"}


def label_of(ref: CellRef, disclosure: Disclosure) -> str:
    """Name a figure as people do: sheet, row, column, such as ``公开03 2080704 社会保险补贴 项目支出``."""
    spec = disclosure.layout.forms[ref.table]
    parts = [spec.sheet, row_label(ref, disclosure)]
    if len(spec.amounts) > 1:
        parts.append(ref.column)
    return " ".join(part for part in parts if part)


def row_label(ref: CellRef, disclosure: Disclosure) -> str:
    """Name a row: its code and catalogue name, or its title."""
    subject = disclosure.layout.subject(ref.row)
    if subject:
        return f"{ref.row} {subject.name}"
    table = disclosure.form(ref.table)
    row = table.find(ref.row) if table else None
    if (
        row
        and row.code
        and ref.row != TOTAL_ROW
        and row.label
        and row.label != row.code
        and ref.row == row.code
    ):
        return f"{row.code} {row.label}"
    return "" if len(disclosure.layout.forms[ref.table].rows) == 1 else ref.row


def terms_of(side: Sequence[Addend], disclosure: Disclosure) -> tuple[Term, ...]:
    """The figures of one side, with labels and addresses."""
    return tuple(
        Term(
            label_of(addend.ref, disclosure),
            disclosure.amount(addend.ref),
            addend.ref,
            disclosure.address(addend.ref),
            addend.sign,
        )
        for addend in side
    )


def finding_of(result: Result, disclosure: Disclosure) -> Finding:
    """Turn one evaluated instance that does not hold exactly into a finding with both sides."""
    instance = result.instance
    left, right = terms_of(instance.left, disclosure), terms_of(instance.right, disclosure)
    rounding = result.status is Status.ROUNDING
    severity = instance.rule.severity
    if rounding:
        severity = Severity.WARNING if result.unlikely else Severity.HINT
    subject = instance.subject
    return Finding(
        rule=instance.rule,
        severity=severity,
        message=_sentence(result, left, right, disclosure),
        left=left,
        right=right,
        relation=instance.relation,
        stated=_side_amount(result.left, left),
        computed=_side_amount(result.right, right),
        difference=Amount(result.residual),
        allowed=result.allowed,
        ref=subject,
        address=disclosure.address(subject),
        suggestion=instance.rule.fix,
        rounding=rounding,
    )


def _side_amount(total: int, terms: Sequence[Term]) -> Amount:
    if len(terms) == 1:
        return terms[0].amount
    return Amount(total)


def _sentence(result: Result, left: Sequence[Term], right: Sequence[Term], disclosure: Disclosure) -> str:
    instance = result.instance
    kind, sides = instance.rule.kind, parse(instance.rule.expect)
    left_text = _side_text(left, result.left, kind) or _nothing_listed(sides.left, instance.row, disclosure)
    right_text = _side_text(right, result.right, kind) or _nothing_listed(
        sides.right, instance.row, disclosure
    )
    relation, difference = _RELATION_WORDS[instance.relation], format_hundredths(abs(result.residual))
    sentence = f"{left_text}{relation}{right_text}，相差 {difference} {disclosure.unit}"
    if result.status is Status.ROUNDING:
        sentence += f"，在四舍五入尾差允许的 {format_hundredths(result.allowed)} 之内"
        sentence += "，但这么多个数的尾差很少有这么大" if result.unlikely else ""
    return sentence


def _side_text(terms: Sequence[Term], total: int, kind: Kind) -> str:
    """A side in words; empty when none of its subjects is listed."""
    if len(terms) < 2:
        return "".join(f"{term.label}（{str(term.amount) or '空'}）" for term in terms)
    filled = [term for term in terms if not term.amount.blank]
    if len(filled) == 1 and kind is not Kind.SUM:
        return f"{filled[0].label}（{filled[0].amount}）"
    if any(term.sign < 0 for term in terms):
        signed = "".join(f"{'加' if term.sign > 0 else '减'} {term.label}" for term in terms)
        return f"{signed.removeprefix('加 ')}（得 {format_hundredths(total)}）"
    together = (
        "与".join(term.label for term in terms) if len(terms) == 2 else f"{terms[0].label}等 {len(terms)} 项"
    )
    return f"{together}之和（{format_hundredths(total)}）"


def _nothing_listed(items: Sequence[Item], row: str, disclosure: Disclosure) -> str:
    """What to say of a side without any figure: the rule's constant 0, or subjects that no table lists."""
    if not items:
        return "0"
    sheets = "、".join(dict.fromkeys(disclosure.layout.forms[item.table].sheet for item in items))
    codes = dict.fromkeys(row if item.row == "{row}" else item.row for item in items)
    listed = "下级科目" if "children" in codes else "、".join(codes)
    return f"{sheets}没有列示的 {listed}（按 0 计）"


def told(
    rule: RuleSpec,
    address: Address,
    message: str,
    *,
    stated: Amount = BLANK,
    computed: Amount = BLANK,
    severity: Severity | None = None,
) -> Finding:
    """A finding that is told in one sentence, at a place; the difference follows from its two figures."""
    difference = BLANK if stated.blank or computed.blank else Amount(stated.value - computed.value)
    return Finding(
        rule=rule,
        severity=severity or rule.severity,
        message=message,
        stated=stated,
        computed=computed,
        difference=difference,
        address=address,
        suggestion=rule.fix,
    )

"""Checks against the 元 figures that a filled workbook keeps: there nothing is tolerated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.amount import format_hundredths
from juesuan.model.exact_tables import exact_tables
from juesuan.model.finding import Finding, Status
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rules.checks.reasons import NotApplicable
from juesuan.rules.evaluate import evaluate
from juesuan.rules.instances import NotInLayout, expand, universe_of
from juesuan.rules.knowledge import Knowledge
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Instance, Universe

_STEP = 10_000  # fen in 0.01 万元


def figures(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """Every figure is its 元 figure rounded down or up; one that is not has been changed since filling."""
    _require(disclosure)
    known = {ref.table for ref in disclosure.exact}
    findings = []
    for name, table in disclosure.tables.items():
        for row in table.rows.values() if name in known else ():
            for column in row.columns:
                ref, stated = CellRef(name, row.id, column), row.amount(column)
                fen = disclosure.exact.get(ref, 0)
                if abs(stated.value * _STEP - fen) >= _STEP:
                    was = f"取数时是 {format_hundredths(fen)} 元" if fen else "取数时没有这个数"
                    shown = "是空的" if stated.blank else f"是 {stated} 万元"
                    message = f"{label_of(ref, disclosure)} {shown}，{was}"
                    findings.append(_finding(rule, disclosure, ref, message))
    return findings


def sums(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """Every identity that has to hold holds in 元 to the fen."""
    _require(disclosure)
    yuan = exact_tables(disclosure)
    findings = []
    for instance in _identities(yuan):
        result = evaluate(instance, yuan.amount, exact=True)
        if result.status is Status.FAILED:
            about = f"{label_of(instance.subject, disclosure)}：{instance.rule.title}（{instance.rule.id}）"
            gap = f"按元数相差 {format_hundredths(abs(result.residual))} 元"
            findings.append(_finding(rule, disclosure, instance.subject, f"{about}，{gap}"))
    return findings


def _identities(yuan: Disclosure) -> Iterator[Instance]:
    knowledge, universe = Knowledge(yuan), universe_of(yuan)
    for rule in yuan.layout.rules:
        if rule.expect and rule.severity is Severity.ERROR and not knowledge.hindrance(rule.when):
            try:
                instances, _ = knowledge.known(expand(rule, universe))
            except NotInLayout:
                continue
            yield from instances


def _require(disclosure: Disclosure) -> None:
    if not disclosure.exact:
        raise NotApplicable("工作簿里没有元数（用 juesuan fill 取数后才有）")
    if disclosure.unit != "万元":
        raise NotApplicable("公开表的单位不是万元，不需要折算")


def _finding(rule: RuleSpec, disclosure: Disclosure, ref: CellRef, message: str) -> Finding:
    return Finding(
        rule=rule,
        severity=rule.severity,
        message=message,
        ref=ref,
        address=disclosure.address(ref),
        suggestion=rule.fix,
    )

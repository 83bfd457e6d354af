"""Checks against last year's figures, where the workbook keeps them (sheet 上年数)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.amount import Amount
from juesuan.model.finding import Finding, Term
from juesuan.model.reference import CellRef
from juesuan.rules.checks.reasons import NotApplicable
from juesuan.rules.expression import parse
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe


def last_year(rule: RuleSpec, disclosure: Disclosure, universe: Universe) -> list[Finding]:
    """What was left at the end of last year is there at the beginning of this one.

    The rule's option ``carried`` lists equations: a cell of this year = a cell of last year. Raises
    NotApplicable where last year's figures are not known.
    """
    pairs = list(_pairs(rule, disclosure, universe))
    if not pairs:
        raise NotApplicable("没有提供上年的工作簿（用 juesuan fill-previous-year 存入上年数）")
    findings = []
    for here, there, before in pairs:
        now = disclosure.amount(here)
        if now.value == before.value:
            continue
        label = label_of(there, disclosure)
        findings.append(
            Finding(
                rule=rule,
                severity=rule.severity,
                message=f"{label_of(here, disclosure)} 是 {str(now) or '空'}，上年的 {label} 是 {before}",
                left=(Term(label_of(here, disclosure), now, here, disclosure.address(here)),),
                right=(Term(f"上年 {label}", before),),
                stated=now,
                computed=before,
                difference=Amount(now.value - before.value),
                ref=here,
                address=disclosure.address(here),
                suggestion=rule.fix,
            )
        )
    return findings


def _pairs(
    rule: RuleSpec, disclosure: Disclosure, universe: Universe
) -> Iterator[tuple[CellRef, CellRef, Amount]]:
    """This year's cell, last year's cell, and what last year's said; only where both are known."""
    carried = rule.options.get("carried", [])
    for text in carried if isinstance(carried, list) else []:
        comparison = parse(str(text))
        here, there = (
            CellRef(side[0].table, side[0].row, side[0].column)
            for side in (comparison.left, comparison.right)
        )
        layout = universe.layout
        if any(
            ref.column not in {one.id for one in layout.tables[ref.table].amounts} for ref in (here, there)
        ):
            continue
        before = disclosure.comparison.before(there)
        if before is not None and here.table in disclosure.tables:
            yield here, there, before

"""Checks of how figures are written in their cells, mostly from what reading remarked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.disclosure import Doubt
from juesuan.model.finding import Finding
from juesuan.model.reference import CellRef
from juesuan.rules.wording import label_of

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe

PUBLISHED_DECIMALS = 2


def text_amount(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """Text that is an amount: it was read, but spreadsheet sums leave it out."""
    return _remarked(rule, disclosure, Doubt.TEXT_AMOUNT, "是文本“{found}”，已按 {used} 读取")


def not_amount(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """Something that is no amount in a cell for amounts."""
    return _remarked(rule, disclosure, Doubt.NOT_AMOUNT, "不是金额：“{found}”")


def error_value(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A spreadsheet error."""
    return _remarked(rule, disclosure, Doubt.ERROR_VALUE, "显示错误值 {found}")


def stale_value(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A formula whose saved result is not what it gives now; the checks use the new one."""
    return _remarked(
        rule, disclosure, Doubt.STALE_VALUE, "保存的结果是 {found}，重算为 {used}，核对时用重算的数"
    )


def no_cached_value(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A formula that was saved without its result, and that could not be worked out here."""
    return _remarked(rule, disclosure, Doubt.NO_CACHED_VALUE, "的公式没有保存结果（{found}）", unknown=True)


def explicit_zero(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A zero that is shown, which the published tables leave out."""
    return _remarked(rule, disclosure, Doubt.EXPLICIT_ZERO, "显示了零（{found}）")


def decimals(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A figure stated with more than two decimals."""
    findings = []
    for name, table in disclosure.tables.items():
        for row in table.listing:
            for column, amount in row.amounts.items():
                if amount.decimals > PUBLISHED_DECIMALS:
                    ref = CellRef(name, row.id, column)
                    message = f"{label_of(ref, disclosure)}有 {amount.decimals} 位小数，核对时按 {amount} 计"
                    findings.append(_cell_finding(rule, disclosure, ref, message))
    return findings


def _remarked(
    rule: RuleSpec, disclosure: Disclosure, doubt: Doubt, wording: str, *, unknown: bool = False
) -> list[Finding]:
    """Findings from remarks of one doubt; with ``unknown`` only of those that left the amount unknown."""
    return [
        Finding(
            rule=rule,
            severity=rule.severity,
            message=label_of(remark.ref, disclosure)
            + wording.format(found=remark.found, used=str(remark.used) or "空"),
            ref=remark.ref,
            address=remark.address,
            suggestion=rule.fix,
        )
        for remark in disclosure.remarks
        if remark.doubt is doubt and (remark.used.blank or not unknown)
    ]


def _cell_finding(rule: RuleSpec, disclosure: Disclosure, ref: CellRef, message: str) -> Finding:
    return Finding(
        rule=rule,
        severity=rule.severity,
        message=message,
        ref=ref,
        address=disclosure.address(ref),
        suggestion=rule.fix,
    )

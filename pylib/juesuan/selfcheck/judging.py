"""From findings to a judgement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.rule import Severity
from juesuan.model.selfcheck import Answer, Item, Judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.finding import Finding

_SHOWN = 6
_CERTAIN = frozenset({Severity.ERROR})


def from_findings(
    item: Item,
    findings: Sequence[Finding],
    *,
    errors: frozenset[Severity] = _CERTAIN,
    problem: Answer = Answer.NO,
) -> Judgement:
    """Nothing found: 是, with the sentence of the option ``none``. Else 否 (``problem``) and what was found.

    It is certain when a finding of the severities ``errors`` is among them and the item has no ``doubt``.
    """
    if not findings:
        return Judgement(Answer.YES, (str(item.options.get("none", "没有发现问题")),))
    certain = any(one.severity in errors for one in findings) and not item.options.get("doubt")
    return Judgement(problem, reasons_of(findings), certain=certain)


def reasons_of(findings: Sequence[Finding]) -> tuple[str, ...]:
    """The findings as reasons, the first few of them."""
    told = [
        f"{one.rule.id} {one.address or ''} {one.message}".replace("  ", " ") for one in findings[:_SHOWN]
    ]
    more = len(findings) - len(told)
    return (*told, *([f"……另有 {more} 处"] if more else []))

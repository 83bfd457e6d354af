"""The Chinese words of reports: severities, statuses, kinds, tolerances, summaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.model.amount import format_hundredths
from juesuan.model.finding import Status
from juesuan.model.rule import Kind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan.model.amount import Amount
    from juesuan.model.finding import Finding, Report, Term, Waiver
    from juesuan.model.rule import RuleSpec

SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "警告", Severity.HINT: "提示"}
STATUSES = {
    Status.FAILED: "不符",
    Status.ERROR: "出错",
    Status.ROUNDING: "尾差",
    Status.PASSED: "通过",
    Status.NOT_APPLICABLE: "不适用",
}
KINDS = {
    Kind.SUM: "合计关系",
    Kind.COPY: "同一数字",
    Kind.LIMIT: "大小关系",
    Kind.PRESENCE: "有无关系",
    Kind.FORMAT: "形式要求",
}
RELATIONS = {"=": "应等于", "<=": "应不大于", ">=": "应不小于", "<": "应小于", ">": "应大于"}
BLANK_WORD = "空"

TOLERANCES = {
    Kind.SUM: (
        "各数以两位小数列示，每个数最多带 0.005 的舍入误差。n 个加数的合计，相差不超过 0.005×(n+1)"
        "（按 0.01 取整）算尾差，超过即不符；加数超过 20 个时，"
        "相差大得不像舍入所致的另作警告。单位为元时必须完全相等。"
    ),
    Kind.COPY: "同一个数抄在两处，必须完全相等，相差 0.01 也是不符。",
    Kind.LIMIT: "部分不能大于整体。相差在各数舍入误差之内的不报。",
    Kind.PRESENCE: "看有没有，不比较大小。",
    Kind.FORMAT: "看填写的形式，不比较大小。",
}


def amount_text(amount: Amount) -> str:
    """An amount with thousands separators and two decimals; a blank one says so, for it is not zero."""
    return BLANK_WORD if amount.blank else str(amount)


def allowed_text(finding: Finding) -> str:
    """What difference was allowed: none, or how much rounding explains (in the report's unit)."""
    if finding.allowed:
        return f"四舍五入最多允许 {format_hundredths(finding.allowed)}"
    return "不允许有差额" if finding.relation == "=" else ""


def tolerance_text(rule: RuleSpec) -> str:
    """How a rule decides, tolerance included, in words."""
    return rule.how or TOLERANCES[rule.kind]


def comparison(finding: Finding) -> str:
    """Both sides of a finding in a few words; empty where it has none."""
    if not (finding.left or finding.right):
        return ""
    relation = RELATIONS.get(finding.relation, finding.relation)
    place = finding.right[0].address if len(finding.right) == 1 else None
    other = (
        f"{len(finding.right)} 项合计" if len(finding.right) > 1 else str(place) if place and place.a1 else ""
    )
    right = f"{amount_text(finding.computed)}（{other}）" if other else amount_text(finding.computed)
    return f"{amount_text(finding.stated)} {relation} {right}，相差 {finding.difference}"


def cause_text(finding: Finding) -> str:
    """The suspected cause, with the cell and the figure that would explain it; empty when none is known."""
    if finding.cause or finding.culprit is None:
        return finding.cause
    culprit = finding.culprit
    stated, expected = amount_text(culprit.stated), amount_text(culprit.expected)
    return f"{culprit.address} {culprit.label}现为 {stated}，改为 {expected} 后成立"


def filled(terms: Iterable[Term]) -> list[Term]:
    """The terms that state a figure."""
    return [term for term in terms if not term.amount.blank]


def finding_counts(report: Report) -> dict[Severity, int]:
    """How many main findings of each severity, in order of weight."""
    return {severity: report.count(severity) for severity in SEVERITIES}


def status_counts(report: Report) -> dict[Status, int]:
    """How many rules ended in each status, in order of weight."""
    return {status: sum(outcome.status is status for outcome in report.outcomes) for status in STATUSES}


def consequence_count(report: Report) -> int:
    """How many findings would go away together with the main ones."""
    return sum(len(finding.consequences) for finding in report.findings)


def verdict(report: Report) -> str:
    """One sentence about the findings: ``错误 3，警告 1，提示 2``, or that there are none."""
    counts = finding_counts(report)
    if not any(counts.values()):
        return "核对到的部分没有发现问题" if report.not_located else "没有发现问题"
    return "，".join(f"{SEVERITIES[severity]} {count}" for severity, count in counts.items())


def more_counts(report: Report) -> str:
    """What else the report holds: consequences, roundings, waivers; empty when nothing."""
    counts = {
        "连带": consequence_count(report),
        "尾差": len(report.roundings),
        "豁免": len(report.waived),
        "失效豁免": len(report.stale_waivers),
        "未找到": len(report.not_located),
    }
    return "、".join(f"{name} {count} 处" for name, count in counts.items() if count)


def rules_sentence(report: Report) -> str:
    """How the rules ended: ``核对规则 98 条：不符 5，尾差 3，通过 80，不适用 10``."""
    parts = [f"{STATUSES[status]} {count}" for status, count in status_counts(report).items() if count]
    return f"核对规则 {len(report.outcomes)} 条：{'，'.join(parts)}" if parts else "没有核对任何规则"


def waiver_text(waiver: Waiver) -> str:
    """Why a finding was waived, by whom, when, until when."""
    until = f"，截止 {waiver.expires}" if waiver.expires else ""
    return f"{waiver.reason}（{waiver.person}，{waiver.date}{until}）"


def stale_text(waiver: Waiver) -> str:
    """What is said about a waiver that no longer waives anything."""
    return f"{waiver.fingerprint} {waiver_text(waiver)}已过期，或已没有对应的问题，请从豁免清单中删除"

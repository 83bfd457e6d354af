"""The report as JSON for other programs: stable, versioned, amounts as strings."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from juesuan.model.amount import Amount

if TYPE_CHECKING:
    from juesuan.model.finding import Finding, Outcome, Report, Term, Waiver
    from juesuan.model.reference import Address, CellRef

FORM = "juesuan-report"
FORM_VERSION = 1

Json = dict[str, Any]


def json_report(report: Report) -> str:
    """Return the report as JSON text. Amounts are strings with two decimals in the report's unit, or null."""
    return json.dumps(report_data(report), ensure_ascii=False, indent=2) + "\n"


def json_reports(reports: list[Report]) -> str:
    """Return several reports as one JSON list."""
    return json.dumps([report_data(report) for report in reports], ensure_ascii=False, indent=2) + "\n"


def report_data(report: Report) -> Json:
    """Return what the JSON report holds, as plain Python data."""
    return {
        "form": FORM,
        "form_version": FORM_VERSION,
        "tool_version": report.version,
        "time": report.time.isoformat(timespec="seconds"),
        "file": report.path,
        "sha256": report.sha256,
        "layout": report.layout,
        "organisation": report.organisation,
        "year": report.year,
        "unit": report.unit,
        "counts": _counts(report),
        "findings": [_finding(finding) for finding in report.findings],
        "roundings": [_finding(finding) for finding in report.roundings],
        "waived": [_finding(finding) for finding in report.waived],
        "stale_waivers": [_waiver(waiver) for waiver in report.stale_waivers],
        "not_located": [
            {
                "table": missing.table,
                "what": missing.what,
                "where": missing.where,
                "looked_for": missing.looked_for,
            }
            for missing in report.not_located
        ],
        "rules": [_outcome(outcome) for outcome in report.outcomes],
    }


def _counts(report: Report) -> Json:
    severities: Json = {"error": 0, "warning": 0, "hint": 0}
    for finding in report.findings:
        severities[finding.severity.value] += 1
    return severities | {
        "consequence": sum(len(finding.consequences) for finding in report.findings),
        "rounding": len(report.roundings),
        "waived": len(report.waived),
    }


def _finding(finding: Finding) -> Json:
    return {
        "fingerprint": finding.fingerprint,
        "rule": finding.rule.id,
        "title": finding.rule.title,
        "severity": finding.severity.value,
        "message": finding.message,
        "address": _address(finding.address),
        "ref": _ref(finding.ref),
        "left": [_term(term) for term in finding.left],
        "relation": finding.relation,
        "right": [_term(term) for term in finding.right],
        "stated": _amount(finding.stated),
        "computed": _amount(finding.computed),
        "difference": _amount(finding.difference),
        "allowed": _amount(Amount(finding.allowed)),
        "cause": finding.cause,
        "culprit": _culprit(finding),
        "suggestion": finding.suggestion,
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
        "consequences": [_finding(consequence) for consequence in finding.consequences],
    }


def _culprit(finding: Finding) -> Json | None:
    culprit = finding.culprit
    if culprit is None:
        return None
    return {
        "address": _address(culprit.address),
        "ref": _ref(culprit.ref),
        "label": culprit.label,
        "stated": _amount(culprit.stated),
        "expected": _amount(culprit.expected),
    }


def _term(term: Term) -> Json:
    return {
        "label": term.label,
        "sign": term.sign,
        "amount": _amount(term.amount),
        "address": _address(term.address),
        "ref": _ref(term.ref),
    }


def _outcome(outcome: Outcome) -> Json:
    return {
        "rule": outcome.rule.id,
        "title": outcome.rule.title,
        "kind": outcome.rule.kind.value,
        "severity": outcome.rule.severity.value,
        "status": outcome.status.value,
        "reason": outcome.reason,
        "compared": outcome.compared,
        "failed": outcome.failed,
        "rounded": outcome.rounded,
    }


def _waiver(waiver: Waiver) -> Json:
    return {
        "fingerprint": waiver.fingerprint,
        "reason": waiver.reason,
        "person": waiver.person,
        "date": waiver.date.isoformat(),
        "expires": waiver.expires.isoformat() if waiver.expires else None,
    }


def _address(address: Address | None) -> Json | None:
    return None if address is None else {"sheet": address.sheet, "cell": address.a1}


def _ref(ref: CellRef | None) -> Json | None:
    return None if ref is None else {"table": ref.table, "row": ref.row, "column": ref.column}


def _amount(amount: Amount) -> str | None:
    return None if amount.blank else str(amount).replace(",", "")

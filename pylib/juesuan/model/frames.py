"""Figures as pandas frames. Apart, so that pandas is loaded only by those who ask for a frame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from juesuan.model.disclosure import Table
    from juesuan.model.finding import Report


def table_frame(table: Table) -> pd.DataFrame:
    """One line a row of the table, columns as printed, amounts as Decimal or None."""
    columns = [column.id for column in table.spec.amounts]
    records = [
        {"code": row.code or "", "label": row.label} | {name: row.amount(name).decimal() for name in columns}
        for row in table.listing
    ]
    frame = pd.DataFrame.from_records(records, columns=["code", "label", *columns])
    frame = frame.astype(object).where(frame.notna(), None)
    return frame.set_index(["code", "label"])


def report_frame(report: Report) -> pd.DataFrame:
    """One line a finding, main findings and their consequences, amounts as Decimal or None."""
    fields = [
        "rule",
        "severity",
        "title",
        "message",
        "sheet",
        "cell",
        "stated",
        "computed",
        "difference",
        "cause",
    ]
    records = [
        {
            "rule": finding.rule.id,
            "severity": finding.severity.value,
            "title": finding.rule.title,
            "message": finding.message,
            "sheet": finding.address.sheet if finding.address else "",
            "cell": finding.address.a1 if finding.address else "",
            "stated": finding.stated.decimal(),
            "computed": finding.computed.decimal(),
            "difference": finding.difference.decimal(),
            "cause": finding.cause,
        }
        for main in report.findings
        for finding in (main, *main.consequences)
    ]
    return pd.DataFrame.from_records(records, columns=fields)

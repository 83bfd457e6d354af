"""The JSON report: its form is a promise to other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from juesuan.model.finding import Report
from juesuan.report.machine import json_report


def test_amounts_are_strings_and_blank_is_null(report: Report) -> None:
    data = json.loads(json_report(report))
    main, total = data["findings"][:2]
    assert (main["stated"], main["computed"], main["difference"], main["allowed"]) == (
        "3704.84",
        "3704.83",
        "0.01",
        "0.00",
    )
    assert [term["amount"] for term in total["right"]] == ["998.00", "1.00", None]
    assert [term["sign"] for term in total["right"]] == [1, -1, 1]
    assert total["allowed"] == "0.02"


def test_places_are_given_both_ways(report: Report) -> None:
    main = json.loads(json_report(report))["findings"][0]
    assert main["address"] == {"sheet": "公开03", "cell": "G24"}
    assert main["ref"] == {"table": "expenditure", "row": "2080704", "column": "项目支出"}
    assert main["fingerprint"] == report.findings[0].fingerprint


def test_the_form_states_its_version_and_counts(report: Report) -> None:
    data = json.loads(json_report(report))
    assert (data["form"], data["form_version"]) == ("juesuan-report", 1)
    assert data["counts"] == {
        "error": 2, "warning": 2, "hint": 1, "consequence": 1, "rounding": 1, "waived": 1,
    }  # fmt: skip
    assert [entry["status"] for entry in data["rules"]] == [
        "failed", "rounding", "passed", "not_applicable", "error",
    ]  # fmt: skip
    assert data["stale_waivers"][0]["expires"] == "2024-12-31"


def test_every_field_is_documented(report: Report) -> None:
    page = (Path(__file__).parents[2] / "docs" / "report-json.md").read_text(encoding="utf-8")

    def names(value: Any) -> set[str]:
        if isinstance(value, list):
            return set().union(*map(names, value))
        return set(value).union(*map(names, value.values())) if isinstance(value, dict) else set()

    assert not {
        name
        for name in names(json.loads(json_report(report)))
        if f"`{name}`" not in page and f'"{name}"' not in page
    }

"""The real publication: the rules find what was worked out by hand, all of it and nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from juesuan.model.finding import Finding, Report
from juesuan.model.rule import Severity
from juesuan.rules import check
from tests.making.disclosures import EXAMPLES, all_findings, example

Line = dict[str, str]


@pytest.fixture(scope="module")
def mapping() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(
        (Path(__file__).parent / "published_findings.yaml").read_text(encoding="utf-8")
    )
    return document


@pytest.fixture(scope="module")
def by_hand(mapping: dict[str, Any]) -> list[Line]:
    with (EXAMPLES / "qingshan-2023" / "errors.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines:
        line["row"] = mapping["rows"].get(line["identity"], line["row"])
    return lines


@pytest.fixture(scope="module")
def published() -> Report:
    return check(example("qingshan-2023/figures/as-published", "wuhan-2023"))


def everything(report: Report) -> list[Finding]:
    return [*all_findings(report.findings), *report.roundings]


def is_of(finding: Finding, line: Line) -> bool:
    """Whether a finding is about the cell, or the row, of a line worked out by hand."""
    refs = [term.ref for term in finding.left + finding.right] or [finding.ref]
    return any(
        ref is not None
        and ref.table == line["table"]
        and ref.row == line["row"]
        and (line["column"] in {"name", "", ref.column})
        for ref in refs
    )


def matching(report: Report, line: Line, rules: list[str]) -> Iterator[Finding]:
    return (finding for finding in everything(report) if finding.rule.id in rules and is_of(finding, line))


def test_everything_found_by_hand_is_found(
    published: Report, by_hand: list[Line], mapping: dict[str, Any]
) -> None:
    missed = [
        line
        for line in by_hand
        if line["identity"] not in mapping["left_out"]
        and not any(matching(published, line, mapping["identities"][line["identity"]]))
    ]
    assert missed == []
    assert len(by_hand) == 48


def test_nothing_else_is_found(published: Report, by_hand: list[Line], mapping: dict[str, Any]) -> None:
    accounted = {
        finding.fingerprint
        for line in by_hand
        if line["identity"] in mapping["identities"]
        for finding in matching(published, line, mapping["identities"][line["identity"]])
    }
    additional = [finding for finding in everything(published) if finding.fingerprint not in accounted]
    assert [
        f"{finding.rule.id} {finding.left[0].ref.row}" for finding in additional if finding.left[0].ref
    ] == list(mapping["found_in_addition"])


def test_what_was_rounding_by_hand_is_rounding(published: Report, by_hand: list[Line]) -> None:
    expected = {(line["row"], line["column"]) for line in by_hand if line["status"] == "rounding"}
    assert {
        (finding.ref.row, finding.ref.column) for finding in published.roundings if finding.ref
    } == expected


def test_the_roots_are_named(published: Report, mapping: dict[str, Any]) -> None:
    errors = [finding for finding in published.findings if finding.severity is Severity.ERROR]
    assert len(errors) == len(mapping["roots"])
    for finding, root in zip(errors, mapping["roots"], strict=True):
        assert str(root["cause"]) in finding.cause
        culprit = str(finding.culprit.ref) if finding.culprit else ""
        found = (finding.rule.id, culprit, str(finding.address), len(finding.consequences))
        assert found == (root["rule"], root["culprit"], root["cell"], root["consequences"])


def test_no_identity_that_holds_is_reported(published: Report) -> None:
    """Every reported comparison really differs; figures add up to what the finding says."""
    for finding in everything(published):
        if finding.left:
            sides = [
                sum(term.sign * term.amount.value for term in side) for side in (finding.left, finding.right)
            ]
            assert sides[0] - sides[1] == finding.difference.value != 0


def test_corrected_has_nothing_but_hints() -> None:
    report = check(example("qingshan-2023/figures/corrected", "wuhan-2023"))
    assert {finding.severity for finding in report.findings} == {Severity.HINT}
    assert [finding.rule.id for finding in report.findings] == ["S101", "S102", "S103"]
    assert report.roundings == ()


def test_shanghai_has_nothing_above_a_hint() -> None:
    report = check(example("shanghai-2024/figures", "shanghai-2024"))
    assert [finding for finding in report.findings if finding.severity is not Severity.HINT] == []
    assert report.roundings == ()

"""Every rule has a good and a bad example: tests/rules/<ID>/good.yaml and bad.yaml, both tiny disclosures.

In the bad one ``expect`` says what is found first: the cell (logical and as people click it), the difference
(left less right) and a part of the sentence. Rules that need what a workbook does not hold say so in both.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from juesuan.layouts import load_layout
from juesuan.layouts.resolve import layout_ids
from juesuan.model.finding import Finding, Outcome, Report, Status
from juesuan.rules import check
from tests.making.disclosures import disclosure

HERE = Path(__file__).parent
RULES = sorted({rule.id for layout in layout_ids() for rule in load_layout(layout).rules})
EXAMPLES = [(rule, kind) for rule in RULES for kind in ("good", "bad")]


def example(rule: str, kind: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((HERE / rule / f"{kind}.yaml").read_text(encoding="utf-8"))
    return document


def checked(rule: str, document: dict[str, Any]) -> tuple[Report, Outcome]:
    report = check(disclosure(document), rules=[rule])
    (outcome,) = report.outcomes
    return report, outcome


@pytest.mark.parametrize(("rule", "kind"), EXAMPLES)
def test_example_says_what_the_rule_finds(rule: str, kind: str) -> None:
    document = example(rule, kind)
    expected = document.get("expect", {})
    report, outcome = checked(rule, document)
    if "not_applicable" in expected:
        assert outcome.status is Status.NOT_APPLICABLE
        assert expected["not_applicable"] in outcome.reason
    elif kind == "good":
        assert (outcome.status, report.findings) == (Status.PASSED, ())
    else:
        assert outcome.status is Status.FAILED
        assert_found(report.findings[0], expected)


def assert_found(finding: Finding, expected: dict[str, Any]) -> None:
    assert (str(finding.ref), str(finding.address)) == (expected["ref"], expected["cell"])
    assert expected["message"] in finding.message
    if "difference" in expected:
        assert finding.difference.decimal() == Decimal(str(expected["difference"]))
    assert finding.suggestion


def test_every_example_belongs_to_a_rule() -> None:
    assert sorted(folder.name for folder in HERE.iterdir() if (folder / "good.yaml").exists()) == RULES


def test_every_rule_explains_itself() -> None:
    """Without a basis nobody believes a finding, without a fix nobody acts on it."""
    rules = load_layout("wuhan-2023").rules
    assert all(rule.title and rule.basis and rule.why and rule.fix for rule in rules)

"""Checks of the supporting sheets beyond one example each: kinds of units, and what nobody has stated."""

from __future__ import annotations

from typing import Any

import pytest

from juesuan.model.finding import Outcome, Status
from juesuan.rules import check
from tests.making.disclosures import disclosure


def outcome(rule: str, **document: Any) -> Outcome:
    report = check(disclosure({"layout": "wuhan-2023"} | document), rules=[rule])
    (found,) = report.outcomes
    return found


@pytest.mark.parametrize(
    ("units", "stated", "status"),
    [
        (["行政", "事业"], 57.07, Status.PASSED),
        (["行政", "事业"], 12.00, Status.PASSED),
        (["行政", "事业"], 57.08, Status.FAILED),
        (["行政", "参公"], 57.06, Status.FAILED),
        (["事业"], 0.01, Status.FAILED),
        (["事业"], 0, Status.NOT_APPLICABLE),
        (["行政"], None, Status.NOT_APPLICABLE),
    ],
)
def test_operating_expense_by_kinds_of_units(units: list[str], stated: float | None, status: Status) -> None:
    operating = {"机关运行经费": {"决算数": stated}}
    found = outcome("S108", units=units, basic={"公用经费合计": 57.07}, operating=operating)
    assert found.status is status


@pytest.mark.parametrize(
    ("rule", "document", "reason"),
    [
        ("S106", {"three_public": {"决算公务用车运行维护费": 1}, "three_public_detail": {}}, "没有填公务"),
        ("S107", {"three_public": {}, "three_public_detail": {}}, "没有公务用车购置费"),
        ("D113", {"three_public": {"决算公务用车运行维护费": 1}, "three_public_detail": {}}, "没有填决算数"),
        ("D121", {"three_public_detail": {"因公出国（境）团组数": {"本年数": 2}}}, "没有填决算数"),
        ("D157", {"operating": {"机关运行经费": {"决算数": 5}}}, "没有按科目填列"),
        ("D160", {"operating": {"单位1": {"决算数": 5}}}, "封面没有填单位性质"),
    ],
)  # fmt: skip
def test_what_is_not_stated_accuses_nobody(rule: str, document: dict[str, Any], reason: str) -> None:
    found = outcome(rule, **document)
    assert found.status is Status.NOT_APPLICABLE
    assert reason in found.reason


def test_a_published_table_without_its_detail_is_no_mistake_of_the_detail() -> None:
    """An officer who fills the table by hand leaves the sheet blank."""
    published = {"决算合计": 1.2, "决算公务用车小计": 1.2, "决算公务用车运行维护费": 1.2}
    blank: dict[str, Any] = {name: {} for name in ("three_public_detail", "operating", "procurement")}
    figures = disclosure({"layout": "wuhan-2023", "three_public": published, "state_assets": {}} | blank)
    report = check(figures, rules=["D*"])
    assert report.findings == ()
    assert all(found.status is Status.NOT_APPLICABLE for found in report.outcomes)

"""A report made by hand, with everything a report can hold, so that each form can be looked at."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from juesuan.model.amount import BLANK, Amount
from juesuan.model.disclosure import NotLocated
from juesuan.model.finding import Culprit, Finding, Outcome, Report, Status, Term, Waiver
from juesuan.model.reference import Address, CellRef
from juesuan.model.rule import Kind, RuleSpec, Severity


def rule(identity: str, title: str, kind: Kind = Kind.SUM, severity: Severity = Severity.ERROR) -> RuleSpec:
    return RuleSpec(
        identity, title, kind, severity, f"{identity}的依据", f"{identity}的理由", f"{identity}的改法"
    )


def term(label: str, hundredths: int | None, sheet: str = "", cell: str = "", sign: int = 1) -> Term:
    address = Address(sheet, cell) if sheet else None
    return Term(label, Amount(hundredths), CellRef("income", label, "金额"), address, sign)


SUM = rule("T900", "合计等于各项之和")
COPY = rule("X900", "两张表的同一个数相等", Kind.COPY)
NAME = rule("C900", "名称应完整", Kind.FORMAT, Severity.WARNING)
HINT = rule("S900", "超过一般水平", Kind.LIMIT, Severity.HINT)
IDLE = rule("X901", "只在有基金时核对", Kind.COPY)
BROKEN = rule("X902", "程序出错的规则", Kind.COPY)


def make_report() -> Report:
    leaf = Address("公开03", "G24")
    main = Finding(
        COPY,
        Severity.ERROR,
        "公开03 2080704（3,704.84）应等于公开05 2080704（3,704.83），相差 0.01 万元",
        (term("公开03 2080704 社会保险补贴", 370484, "公开03", "G24"),),
        (term("公开05 2080704 社会保险补贴", 370483, "公开05", "G26"),),
        stated=Amount(370484),
        computed=Amount(370483),
        difference=Amount(1),
        ref=CellRef("expenditure", "2080704", "项目支出"),
        address=leaf,
        culprit=Culprit(CellRef("a", "b", "c"), leaf, "社会保险补贴", Amount(370484), Amount(370483)),
        suggestion="以账面数为准改正其中一张。",
        consequences=(
            Finding(
                COPY, Severity.ERROR, "合计也差 0.01", address=Address("公开03", "E24"), difference=Amount(1)
            ),
        ),
    )
    total = Finding(
        SUM,
        Severity.ERROR,
        "合计（1,000.00）应等于三项之和（998.50）",
        (term("公开02 合计", 100000, "公开02", "E7"),),
        (
            term("公开02 甲", 99800, "公开02", "E8"),
            term("公开02 乙", 100, "公开02", "E9", sign=-1),
            term("公开02 丙", None, "公开02", ""),
        ),
        stated=Amount(100000),
        computed=Amount(99850),
        difference=Amount(150),
        allowed=2,
        address=Address("公开02", "E7"),
    )
    names = [
        Finding(NAME, Severity.WARNING, f"名称“<b>{name}&”不完整", address=Address("公开02", f"A{row}"))
        for row, name in ((9, "党委办公厅"), (10, "=HYPERLINK(1)"))
    ]
    hint = Finding(HINT, Severity.HINT, "超过预算", address=Address("公开09", "H8"), difference=BLANK)
    small = dataclasses.replace(total, message="差 0.01，是尾差", severity=Severity.HINT, rounding=True)
    waiver = Waiver("0123456789ab", "批复如此", "经办人", dt.date(2024, 9, 1), dt.date(2024, 12, 31))
    statuses = [
        Outcome(COPY, Status.FAILED, compared=30, failed=2),
        Outcome(SUM, Status.ROUNDING, compared=12, rounded=1),
        Outcome(HINT, Status.PASSED, compared=1),
        Outcome(IDLE, Status.NOT_APPLICABLE, "没有政府性基金"),
        Outcome(BROKEN, Status.ERROR, "内部原因"),
    ]
    return Report(
        findings=(main, total, *names, hint),
        outcomes=tuple(statuses),
        layout="wuhan-2023",
        organisation="某某市某某局",
        year=2023,
        version="0.1.0",
        time=dt.datetime(2024, 9, 2, 10, 30, tzinfo=dt.UTC),
        path="/决算/公开 表.xlsx",
        sha256="ab" * 32,
        roundings=(small,),
        waived=(dataclasses.replace(hint, waiver=waiver),),
        stale_waivers=(waiver,),
        not_located=(NotLocated("income", "没有找到栏“其他收入”", "公开02", "其他收入"),),
    )


@pytest.fixture
def report() -> Report:
    return make_report()


@pytest.fixture
def clean(report: Report) -> Report:
    """A report of a file in which nothing is wrong."""
    passed = tuple(Outcome(entry.rule, Status.PASSED, compared=3) for entry in report.outcomes)
    return dataclasses.replace(
        report, findings=(), outcomes=passed, roundings=(), waived=(), stale_waivers=(), not_located=()
    )

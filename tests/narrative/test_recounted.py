"""Every amount and rate of an explanation, worked out again from the workbooks by code of its own."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.model.amount import Amount
from juesuan.model.comparison import Comparison
from juesuan.model.disclosure import Disclosure
from juesuan.model.narrative import Missing, Narrative, Paragraph
from juesuan.model.reference import CellRef
from juesuan.narrative import explain
from juesuan.recalc.reading import read
from tests.making.accounts import (
    BASIC,
    CAPITAL,
    FUND,
    GENERAL,
    OTHER,
    PROJECT,
    Accounts,
    Entry,
    exactly,
    stated,
)
from tests.narrative.printed_cells import MadeCells, PrintedCells
from tests.narrative.recounting import Sceptic, sceptic

EXAMPLES = Path(__file__).parents[2] / "examples"
QINGSHAN = EXAMPLES / "qingshan-2023"
SHANGHAI = EXAMPLES / "shanghai-2024" / "example.xlsx"
NOT_CHINESE = re.compile(
    r"增加0(?!\.)|减少0(?!\.)|增长0(?!\.)%|下降0(?!\.)%|[占的长降]%|[，；、：。][，；、：。]|^[，；、：。]|[{}]|None|\(\)|（）"
    r"|\s|-0(?!\.)|零%|--|各各|(?:增加|减少)-|占-"
)


def paragraphs(narrative: Narrative) -> list[tuple[str, Paragraph]]:
    return [
        (section.id, part)
        for section in narrative.sections
        for part in section.paragraphs
        if isinstance(part, Paragraph)
    ]


def recount(narrative: Narrative, reader: Sceptic, answers: Mapping[str, str]) -> int:
    """Read everything that the program wrote; what the officer answered is the officer's."""
    own = sorted((line for text in answers.values() for line in text.split("\n")), key=len, reverse=True)
    for section, part in paragraphs(narrative):
        text = "".join("" if isinstance(span, Missing) else span for span in part.spans)
        for answer in own:
            text = text.replace(answer, "")
        reader.paragraph(section, text)
    return reader.read


def assert_reads_well(narrative: Narrative) -> None:
    for section, part in paragraphs(narrative):
        text = "".join("某某" if isinstance(span, Missing) else span for span in part.spans)
        assert not NOT_CHINESE.search(text), (section, text)
        assert text.endswith(("。", "：")), (section, text)


def records(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_complete_example() -> None:
    answers = {line["id"]: line["answer"] for line in records(QINGSHAN / "complete" / "answers.csv")}
    budget = {
        line["科目编码"]: Decimal(line["年初预算数（万元）"]).quantize(Decimal("0.01"))
        for line in records(QINGSHAN / "complete" / "budget.csv")
    }
    narrative = explain(read(QINGSHAN / "complete.xlsx"))
    years = [PrintedCells(QINGSHAN / f"{name}.xlsx") for name in ("complete", "last-year")]
    reader = sceptic("wuhan-2023", years[0], years[1], budget)
    assert not list(narrative.gaps())
    assert recount(narrative, reader, answers) > 120
    assert_reads_well(narrative)


def test_a_wrong_figure_is_noticed() -> None:
    reader = sceptic("shanghai-2024", PrintedCells(SHANGHAI), None, None)
    text = "本年收入合计37010.11万元，其中：财政拨款收入35036.75万元，占94.67%。"
    reader.paragraph("收入", text)
    for right, wrong in (("37010.11", "37010.12"), ("35036.75", "35063.75"), ("94.67", "94.66")):
        with pytest.raises(AssertionError, match=wrong):
            reader.paragraph("收入", text.replace(right, wrong))


def test_the_shanghai_example() -> None:
    narrative = explain(read(SHANGHAI))
    assert recount(narrative, sceptic("shanghai-2024", PrintedCells(SHANGHAI), None, None), {}) > 80
    assert_reads_well(narrative)


MANY = tuple(
    Entry(code, GENERAL, dict.fromkeys(kinds, 100 + 37 * place))
    for place, (code, kinds) in enumerate(
        (f"{number:03}{middle:02}{last:02}", (BASIC,) if last == 1 else (PROJECT,))
        for number in (201, 205, 206, 208, 210, 212)
        for middle in (1, 3, 5, 7, 9)
        for last in range(1, 11)
    )
)
YEARS = {
    "one subject": Accounts((Entry("2080101", GENERAL, {BASIC: 12345}),), shares=(3, 2, 1)),
    "nothing at all": Accounts(()),
    "all funds, balances carried": Accounts(
        (
            Entry("2080101", GENERAL, {BASIC: 500000, PROJECT: 1}, opening=700, closing=30),
            Entry("2120801", FUND, {PROJECT: 90000}, opening=5000, closing=1234),
            Entry("2230105", CAPITAL, {PROJECT: 66}),
            Entry("2050205", OTHER, {"经营支出": 4000}, closing=20, source="经营收入"),
        ),
        shares=tuple(range(1, 14)),
        budget=(0, 20000, 9000, 500),
        projects=(0, 0, 0, 0),
    ),
    "spent more than there was": Accounts(
        (
            Entry("2080101", GENERAL, {BASIC: 1000}, opening=-300, closing=-500),
            Entry("2120801", FUND, {PROJECT: 800}, closing=-250),
        ),
        budget=(0, 0, 0, 100),
    ),
    "300 subjects": Accounts(MANY, shares=(5, 1, 1, 1, 1, 1, 2, 1)),
}


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024"])
@pytest.mark.parametrize(
    ("this", "last", "planned"),
    [
        ("one subject", "one subject", 12345),
        ("one subject", "nothing at all", 0),
        ("nothing at all", "one subject", None),
        ("all funds, balances carried", "spent more than there was", 10000),
        ("spent more than there was", "all funds, balances carried", 0),
        ("300 subjects", "all funds, balances carried", 137),
    ],
)
def test_made_departments(layout: str, this: str, last: str, planned: int | None) -> None:
    now, before = stated(YEARS[this], layout, exactly), stated(YEARS[last], layout, exactly)
    codes = {entry.code for entry in YEARS[this].entries if entry.money != OTHER}
    budget = None if planned is None else dict.fromkeys(codes, planned)
    narrative = explain(replace(now, comparison=compared(before, budget), organisation="某某局"))
    plan = None if budget is None else {code: Decimal(one) / 100 for code, one in budget.items()}
    reader = sceptic(layout, MadeCells(now), MadeCells(before), plan)
    assert recount(narrative, reader, {}) >= 2
    assert_reads_well(narrative)


def compared(before: Disclosure, budget: dict[str, int] | None) -> Comparison:
    previous = {
        CellRef(name, row.id, column): amount
        for name, table in before.tables.items()
        for row in table.listing
        for column, amount in row.amounts.items()
    }
    planned = None if budget is None else {code: Amount(one) for code, one in budget.items()}
    return Comparison(previous, frozenset(before.tables), "", planned)

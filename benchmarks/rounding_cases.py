"""The departments that rounding is measured on, in 元."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from tests.making.departments import FUNDS, REMAINDER, THREE_PUBLIC, Item, Ledger, department, tables
from tests.making.disclosures import example

STEP = 10_000  # fen in 0.01 万元
IN_ONE_TABLE = ("T501", "T502")  # 小计 = 基本 + 项目 in each row; 类, 款, 项 and 合计 in each column


def qingshan() -> Disclosure:
    """The corrected Qingshan example in made 元: each 项 rounds back to what is printed, totals are summed.

    Only one economic subject may not round back: it takes what is left of 基本支出.
    """
    printed = example("qingshan-2023/figures/corrected", "wuhan-2023")
    chance = random.Random(2023)  # noqa: S311 - made figures, not secrets

    def fen(table: str, row: str, column: str) -> int:
        hundredths = printed.amount(CellRef(table, row, column)).value
        return hundredths * STEP + chance.randrange(-4_999, 5_000) if hundredths else 0

    items = tuple(
        Item(fund, code, fen(fund, code, "基本支出"), fen(fund, code, "项目支出"))
        for fund in FUNDS
        for code in sorted(printed[fund].by_code)
        if len(code) == 7
    )
    subjects = [code for code in printed["basic"].by_code if len(code) == 5 and code != REMAINDER]
    economic = {code: fen("basic", code, "决算数") for code in subjects}
    public = {
        code: max(0, fen("three_public", "金额", "决算" + column) - economic.get(code, 0))
        for code, column in THREE_PUBLIC.items()
    }
    return tables(Ledger(items, (), economic, public), "wuhan-2023")


def generated(subjects: int) -> Callable[[], Disclosure]:
    """A made-up department with balances, other money and 项 that several funds pay for."""
    return lambda: tables(department(subjects, seed=1), "wuhan-2023")


def one_table(subjects: int) -> Disclosure:
    """A department that only keeps the margins of its 一般公共预算 table."""
    exact = tables(department(subjects, seed=1, shared=False, other_money=False), "wuhan-2023")
    rules = tuple(rule for rule in exact.layout.rules if rule.id in IN_ONE_TABLE)
    only = {"general_budget": exact["general_budget"]}
    return replace(exact, layout=replace(exact.layout, rules=rules, conditions={}), tables=only)


CASES: dict[str, Callable[[], Disclosure]] = {
    "Qingshan 2023": qingshan,
    "50 subjects": generated(50),
    "500 subjects": generated(500),
    "3,000 subjects": generated(3000),
}

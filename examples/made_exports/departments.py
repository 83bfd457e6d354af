"""The two example departments as ledgers: what is booked where, before fen are made up."""

from __future__ import annotations

import csv
import importlib
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Protocol, cast

from examples.made_exports.ledger import BASIC, CAPITAL, FUND, GENERAL, PROJECT, Ledger, allocate

EXAMPLES = Path(__file__).parents[1]
NAMES = EXAMPLES / "qingshan-2023" / "by_hand" / "official_names.csv"
ECONOMIC = EXAMPLES.parent / "pylib" / "juesuan" / "specs" / "catalogs" / "economic-2023.csv"

# Which economic subjects a 项 is usually made of: only a matter of looks, the margins are what is printed.
_LIKED = [
    ("2080505", "30108"), ("2101101", "30110"), ("2101102", "30110"), ("2101103", "30111"),
    ("2101103", "30307"), ("2101199", "30112"), ("2210201", "30113"), ("2210202", "30102"),
    ("2080101", "30101"), ("2080105", "30101"),
    ("2080106", "30107"), ("2080101", "30302"), ("2080106", "30231"),
]  # fmt: skip

# 年初预算 by 项 in 万元, as the publication's explanation (part 5) states them; 2210201 is 60.3 there.
_QINGSHAN_BUDGET = {
    "2080101": "335.3", "2080102": "123", "2080105": "127.88", "2080106": "183.85", "2080112": "34",
    "2080199": "20",
    "2080505": "39.47", "2080701": "45", "2080702": "15", "2080704": "980", "2080705": "90", "2080713": "15",
    "2080799": "15", "2101101": "14.05", "2101102": "5.69", "2101103": "58.96", "2101199": "2.08",
    "2210201": "60.3", "2210202": "13.3",
}  # fmt: skip

_PUBLIC = {
    "因公出国（境）费": "30212", "公务用车购置费": "31013", "公务用车运行维护费": "30231",
    "公务接待费": "30217",
}  # fmt: skip
_SHANGHAI_FACTS = {
    "因公出国（境）团组数": 4, "因公出国（境）人次数": 9, "公务用车购置数": 1, "公务用车保有量": 12,
    "国内公务接待批次": 21, "国内公务接待人次": 186, "外事接待批次": 2, "外事接待人次": 11,
    "车辆合计": 12, "机要通信用车": 3, "应急保障用车": 4, "特种专业技术用车": 2, "离退休干部用车": 1,
    "其他用车": 2,
    "单价100万元以上设备": 5,
}  # fmt: skip
_SHANGHAI_AMOUNTS = {  # fen
    "政府采购货物支出": 1_864_035_075, "政府采购工程支出": 612_000_000, "政府采购服务支出": 4_187_390_618,
    "行政单位机关运行经费": 864_868_313, "参公单位机关运行经费": 370_661_745,
    "授予中小企业合同金额": 4_930_041_260, "授予小微企业合同金额": 3_015_587_005,
}  # fmt: skip


class _Source(Protocol):
    """What is used of the Shanghai example's own ledger, in 元."""

    basic: dict[str, dict[str, Decimal]]
    projects: dict[str, dict[str, Decimal]]
    other_spending: dict[str, dict[str, Decimal]]
    other_income: dict[str, dict[str, Decimal]]
    opening: dict[str, dict[str, Decimal]]
    closing: dict[str, dict[str, Decimal]]
    other_opening: Decimal
    balance_used: Decimal
    distributed: Decimal
    final: dict[str, Decimal]
    budget: dict[str, Decimal]

    def economic(self) -> dict[str, Decimal]:
        """基本支出 by economic code."""


@dataclass
class Department:
    """One made export: whose, which year, the ledger, budgets by 项 (fen) and the facts of 机构运行信息表."""

    name: str
    year: int
    seed: int
    folder: Path
    ledger: Ledger
    budget: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    amounts: dict[str, int] = field(default_factory=dict)


def names(path: Path = NAMES) -> dict[str, str]:
    """Names of subjects by code."""
    return {line["code"]: line["name"] for line in records(path)}


def records(path: Path) -> list[dict[str, str]]:
    """The lines of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hundredths(text: str) -> int:
    """A printed figure in hundredths."""
    return int(Decimal(text or 0) * 100)


def qingshan() -> Department:
    """The corrected figures of the Qingshan example: all money is 财政拨款, nothing is carried forward."""
    folder = EXAMPLES / "qingshan-2023"
    figures = folder / "figures" / "corrected"
    ledger = Ledger()
    general = [
        line for line in records(figures / "general_budget.csv") if len(line["code"]) == len("2080101")
    ]
    basic = {line["code"]: hundredths(line[BASIC]) for line in general if line[BASIC]}
    leaves = {
        line["code"]: hundredths(line["决算数"])
        for line in records(figures / "basic.csv")
        if len(line["code"]) == len("30101") and line["决算数"]
    }
    for (item, economic), amount in allocate(basic, leaves, _LIKED).items():
        ledger.add("spent", GENERAL, item, BASIC, economic, hundredths=amount)
    for line in general:
        ledger.add("spent", GENERAL, line["code"], PROJECT, "", hundredths=hundredths(line[PROJECT]))
    for line in records(figures / "state_capital.csv"):
        if len(line["code"]) == len("2230105"):
            ledger.add("spent", CAPITAL, line["code"], PROJECT, "", hundredths=hundredths(line[PROJECT]))
    # The tables print no 三公 budget; part 9 of the explanation states 3 万元 for the vehicle.
    ledger.amounts["public", "年初", "公务用车运行维护费"] = 3_000_000
    ledger.amounts["public", "预算", "公务用车运行维护费"] = 3_000_000
    facts = {"公务用车保有量": 1, "车辆合计": 1, "应急保障用车": 1}
    bought = 1_991_250  # 1.99 万元, all of it goods from micro enterprises
    amounts = {"政府采购货物支出": bought, "授予中小企业合同金额": bought, "授予小微企业合同金额": bought}
    budget = {code: hundredths(text) * 10_000 for code, text in _QINGSHAN_BUDGET.items()}
    return Department("武汉市青山区人力资源局", 2023, 2023, folder, ledger, budget, facts, amounts)


def shanghai() -> Department:
    """The made-up department of the Shanghai example: other money, balances, a fund, 三公 with budgets."""
    folder = EXAMPLES / "shanghai-2024"
    source = _shanghai_ledger(folder)
    ledger = Ledger()
    _book_spending(ledger, source)
    _book_other_money(ledger, source)
    _book_public(ledger, source)
    spent = sorted({key[2] for key in ledger.amounts if key[:2] == ("spent", GENERAL)})
    budget = {
        item: _whole(ledger.value(ledger.form("spent", GENERAL, item)) * (92, 100, 105)[index % 3] // 100)
        for index, item in enumerate(spent)
    }
    return Department("上海市示例局", 2024, 4, folder, ledger, budget, _SHANGHAI_FACTS, _SHANGHAI_AMOUNTS)


def _book_spending(ledger: Ledger, source: _Source) -> None:
    for item, parts in source.basic.items():
        for economic, amount in parts.items():
            ledger.add("spent", GENERAL, item, BASIC, economic, hundredths=_from_yuan(amount))
    for table, fund in (("general_budget", GENERAL), ("government_fund", FUND), ("state_capital", CAPITAL)):
        for item, amount in source.projects[table].items():
            ledger.add("spent", fund, item, PROJECT, "", hundredths=_from_yuan(amount))
        for what, carried in (("opening", source.opening), ("closing", source.closing)):
            for item, amount in carried[table].items():
                ledger.add(what, fund, item, hundredths=_from_yuan(amount))


def _book_other_money(ledger: Ledger, source: _Source) -> None:
    for what, columns in (("other", source.other_spending), ("received", source.other_income)):
        for column, parts in columns.items():
            for item, amount in parts.items():
                ledger.add(what, column, item, hundredths=_from_yuan(amount))
    ledger.add("balance", "opening", hundredths=_from_yuan(source.other_opening))
    ledger.add("balance", "used", hundredths=_from_yuan(source.balance_used))
    ledger.add("balance", "distributed", hundredths=_from_yuan(source.distributed))


def _book_public(ledger: Ledger, source: _Source) -> None:
    economic = source.economic()
    for part, code in _PUBLIC.items():
        beside = source.final[part] - economic.get(code, Decimal(0))
        ledger.add("public", "决算", part, hundredths=_from_yuan(beside))
        ledger.add("public", "预算", part, hundredths=_from_yuan(source.budget[part]))
        ledger.amounts["public", "年初", part] = _whole(_from_yuan(source.budget[part]) * 10_000)


def _shanghai_ledger(folder: Path) -> _Source:
    sys.path.insert(0, str(folder))
    try:
        return cast("_Source", importlib.import_module("department").Department())
    finally:
        sys.path.remove(str(folder))


def _from_yuan(yuan: Decimal) -> int:
    return int(yuan) // 100


def _whole(fen: int) -> int:
    """Cut to whole 万元, as budgets are."""
    return fen // 1_000_000 * 1_000_000

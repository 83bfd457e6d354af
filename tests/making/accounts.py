"""Accounts that balance, made up from a few entries, and the nine tables that state them.

Amounts are whole units: hundredths of 万元 (tables state them exactly) or 元 (each cell is rounded by
itself, as the treasury's software does). What a table states follows from the entries alone, never from
another table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from juesuan.layouts import load_layout
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Row, Table
from juesuan.model.table import TOTAL_ROW
from tests.making.disclosures import disclosure, put, reference

GENERAL, FUND = "一般公共预算财政拨款", "政府性基金预算财政拨款"
CAPITAL, OTHER = "国有资本经营预算财政拨款", "其他资金"
FISCAL = (GENERAL, FUND, CAPITAL)
OTHER_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
BASIC, PROJECT = "基本支出", "项目支出"
OTHER_SPENDING = ("上缴上级支出", "经营支出", "对附属单位补助支出")
PERSONNEL = ("30101", "30102", "30108", "30113", "30301", "30399")
PUBLIC = ("30201", "30211", "30212", "30217", "30231", "31002", "31013")
THREE_PUBLIC = {
    "因公出国（境）费": "30212",
    "公务用车购置费": "31013",
    "公务用车运行维护费": "30231",
    "公务接待费": "30217",
}

exactly: Callable[[int], int] = int


def rounded(yuan: int) -> int:
    """元 to hundredths of 万元, half away from zero."""
    half_up = (abs(yuan) + 50) // 100
    return half_up if yuan >= 0 else -half_up


@dataclass(frozen=True)
class Entry:
    """What one subject (项) received, spent and kept of one kind of money.

    ``spent`` is by kind of spending; received is what was spent and kept less what was there before.
    ``source`` is the column of 收入决算表.
    """

    code: str
    money: str
    spent: Mapping[str, int]
    opening: int = 0
    closing: int = 0
    source: str = "财政拨款收入"

    @property
    def outflow(self) -> int:
        return sum(self.spent.values())

    @property
    def received(self) -> int:
        return self.outflow + self.closing - self.opening


@dataclass(frozen=True)
class Accounts:
    """A department's year. ``used`` is 使用非财政拨款结余, ``distributed`` 结余分配: both are other money.

    ``shares`` splits the 基本支出 of the general budget over economic subjects; ``budget`` and ``projects``
    are the 三公 budget and the 三公 spending out of 项目支出, in the order of THREE_PUBLIC.
    """

    entries: tuple[Entry, ...]
    used: int = 0
    distributed: int = 0
    shares: tuple[int, ...] = (1,)
    budget: tuple[int, int, int, int] = (0, 0, 0, 0)
    projects: tuple[int, int, int, int] = (0, 0, 0, 0)

    def of(self, *money: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.money in money]


@dataclass
class _Cells:
    """Sums by table, row and column, in whole units."""

    amounts: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, table: str, row: str, column: str, amount: int) -> None:
        self.amounts[table, row, column] += amount

    def add_subject(self, table: str, code: str, column: str, amount: int) -> None:
        for row in (TOTAL_ROW, code[:3], code[:5], code):
            self.add(table, row, column, amount)


def stated(accounts: Accounts, layout_id: str, state: Callable[[int], int]) -> Disclosure:
    """The nine tables; ``state`` turns units into hundredths. Zeros and rows of zeros are left out."""
    layout = load_layout(layout_id)
    names = {row.code: row.id for row in layout.tables["total"].rows if row.code}
    cells = _Cells()
    _income_and_expenditure(accounts, cells)
    _total(accounts, cells, names)
    _fiscal_total(accounts, cells, names)
    _fund_tables(accounts, cells)
    _basic_and_three_public(accounts, cells)
    document: dict[str, Any] = {"layout": layout_id}
    made = disclosure(document)
    listed: dict[str, dict[str, dict[str, int]]] = {}
    for (table, row, column), units in sorted(cells.amounts.items()):
        hundredths = state(units)
        spec = layout.tables[table]
        if not hundredths or column not in {one.id for one in spec.amounts}:
            continue
        if spec.listed:
            listed.setdefault(table, {}).setdefault(row, {})[column] = hundredths
        else:
            put(made, reference(f"{table}[{row}].{column}"), hundredths)
    for name, rows in listed.items():
        made.tables[name] = _listed_table(made.tables[name], rows, layout.function_codes)
    return made


def _listed_table(table: Table, rows: dict[str, dict[str, int]], subjects: Mapping[str, Any]) -> Table:
    columns = table.rows[TOTAL_ROW].columns
    listing = []
    for place, key in enumerate([TOTAL_ROW, *sorted(code for code in rows if code != TOTAL_ROW)]):
        amounts = {column: Amount(value) for column, value in rows.get(key, {}).items()}
        code = None if key == TOTAL_ROW else key
        name = subjects[key].name if key in subjects else key
        listing.append(Row(key, name, code, 7 + place, dict(columns), amounts))
    return Table(table.spec, table.sheet, listing)


def _income_and_expenditure(accounts: Accounts, cells: _Cells) -> None:
    for entry in accounts.entries:
        cells.add_subject("income", entry.code, entry.source, entry.received)
        cells.add_subject("income", entry.code, "本年收入合计", entry.received)
        for kind, amount in entry.spent.items():
            cells.add_subject("expenditure", entry.code, kind, amount)
            cells.add_subject("expenditure", entry.code, "本年支出合计", amount)


def _total(accounts: Accounts, cells: _Cells, names: Mapping[str, str]) -> None:
    received = sum(entry.received for entry in accounts.entries)
    spent = sum(entry.outflow for entry in accounts.entries)
    opening = sum(entry.opening for entry in accounts.entries)
    closing = sum(entry.closing for entry in accounts.entries) + accounts.used - accounts.distributed
    lines = {
        "本年收入合计": received,
        "使用非财政拨款结余": accounts.used,
        "年初结转和结余": opening,
        "收入总计": received + accounts.used + opening,
        "本年支出合计": spent,
        "结余分配": accounts.distributed,
        "年末结转和结余": closing,
        "支出总计": spent + accounts.distributed + closing,
    }
    for entry in accounts.entries:
        line = f"{entry.money}收入" if entry.money in FISCAL else entry.source
        lines[line] = lines.get(line, 0) + entry.received
        lines[names[entry.code[:3]]] = lines.get(names[entry.code[:3]], 0) + entry.outflow
    for row, amount in lines.items():
        cells.add("total", row, "金额", amount)


def _fiscal_total(accounts: Accounts, cells: _Cells, names: Mapping[str, str]) -> None:
    def income(amount: int, *rows: str) -> None:
        for row in rows:
            cells.add("fiscal_total", row, "决算数", amount)

    def spending(money: str, amount: int, *rows: str) -> None:
        for row in rows:
            cells.add("fiscal_total", row, money, amount)
            cells.add("fiscal_total", row, "合计", amount)

    for entry in accounts.of(*FISCAL):
        income(entry.received, entry.money, "本年收入合计", "收入总计")
        income(entry.opening, f"年初{entry.money}", "年初财政拨款结转和结余", "收入总计")
        spending(entry.money, entry.outflow, names[entry.code[:3]], "本年支出合计", "支出总计")
        spending(entry.money, entry.closing, "年末财政拨款结转和结余", "支出总计")


def _fund_tables(accounts: Accounts, cells: _Cells) -> None:
    tables = {GENERAL: "general_budget", FUND: "government_fund", CAPITAL: "state_capital"}
    for entry in accounts.of(*FISCAL):
        table, total = tables[entry.money], "合计" if entry.money == CAPITAL else "小计"
        columns = {total: entry.outflow, **entry.spent, "年初结转和结余": entry.opening,
                   "本年收入": entry.received, "年末结转和结余": entry.closing}  # fmt: skip
        for column, amount in columns.items():
            cells.add_subject(table, entry.code, column, amount)


def _basic_and_three_public(accounts: Accounts, cells: _Cells) -> None:
    subjects = _split(sum(entry.spent.get(BASIC, 0) for entry in accounts.of(GENERAL)), accounts.shares)
    for code, amount in subjects.items():
        group = "人员经费合计" if code in PERSONNEL else "公用经费合计"
        for row in (code, code[:3], group):
            cells.add("basic", row, "决算数", amount)
    final = [
        subjects.get(code, 0) + more
        for code, more in zip(THREE_PUBLIC.values(), accounts.projects, strict=True)
    ]
    for stage, amounts in (("预算", accounts.budget), ("决算", final)):
        for name, amount in zip(THREE_PUBLIC, amounts, strict=True):
            cells.add("three_public", "金额", f"{stage}{name}", amount)
            cells.add("three_public", "金额", f"{stage}合计", amount)
            if name.startswith("公务用车"):
                cells.add("three_public", "金额", f"{stage}公务用车小计", amount)


def _split(amount: int, shares: Iterable[int]) -> dict[str, int]:
    """An amount split over economic subjects in proportion, the last one taking what is left."""
    codes = [*PERSONNEL, *PUBLIC]
    weights = dict(zip(codes, shares, strict=False))
    whole = sum(weights.values())
    parts = {code: amount * weight // whole for code, weight in weights.items()} if whole else {}
    parts[codes[0]] = parts.get(codes[0], 0) + amount - sum(parts.values())
    return parts

"""Made-up departments in 元: a ledger of a few numbers per subject, and the nine tables summed from it.

All amounts are fen. The tables are sums over one ledger, so every identity holds exactly. No figure here was
read anywhere.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from juesuan.layouts import load_layout
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW
from juesuan.rules.instances import universe_of
from juesuan.rules.totals import defining_sums
from tests.making.disclosures import disclosure

FUNDS = ("general_budget", "government_fund", "state_capital")
FUND_NAMES = dict(
    zip(FUNDS, ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"), strict=True)
)
SPENT = {"general_budget": "小计", "government_fund": "小计", "state_capital": "合计"}
BASIC, PROJECT = "基本支出", "项目支出"
OPENING, INCOME, CLOSING = "年初结转和结余", "本年收入", "年末结转和结余"
# economic code of a part of 基本支出 -> column of 三公 that holds at least as much
THREE_PUBLIC = {
    "30212": "因公出国（境）费",
    "30217": "公务接待费",
    "30231": "公务用车运行维护费",
    "31013": "公务用车购置费",
}
ECONOMIC = (
    "30101",
    "30102",
    "30103",
    "30108",
    "30113",
    "30201",
    "30202",
    "30211",
    "30217",
    "30228",
    "30231",
    "30305",
    "31002",
)
REMAINDER = "30299"  # takes what the other economic subjects leave of 基本支出

Sums = dict[str, int]


@dataclass(frozen=True)
class Item:
    """财政拨款 of one fund for one 项: what was spent, brought forward and carried forward."""

    fund: str
    code: str
    basic: int = 0
    project: int = 0
    opening: int = 0
    closing: int = 0


@dataclass(frozen=True)
class Other:
    """Money that is not 财政拨款, for one 项: income by the column of the income table, and spending."""

    code: str
    column: str = "其他收入"
    income: int = 0
    basic: int = 0
    project: int = 0


@dataclass(frozen=True)
class Ledger:
    """One year of one department: ``economic`` parts of 基本支出, ``three_public`` 三公 beyond those."""

    items: tuple[Item, ...]
    others: tuple[Other, ...] = ()
    economic: Mapping[str, int] = field(default_factory=dict)
    three_public: Mapping[str, int] = field(default_factory=dict)
    three_public_budget: Mapping[str, int] = field(default_factory=dict)
    other_opening: int = 0
    distributed: int = 0


def tables(ledger: Ledger, layout_id: str) -> Disclosure:
    """The nine tables of a ledger, in 元; parts that are nothing stay blank."""
    layout = load_layout(layout_id)
    cells = _leaves(ledger)
    for name, spec in layout.tables.items():
        known = {column.id for column in spec.amounts}
        for ref in [ref for ref in cells if ref.table == name and ref.column not in known]:
            del cells[ref]
    made = disclosure({"layout": layout_id, "unit": "元"} | _rows(cells, layout_id))
    for ref, fen in cells.items():
        _write(made, ref, fen)
    for total, addends in defining_sums(universe_of(made)).items():
        values = [addend.sign * made.amount(addend.ref).value for addend in addends]
        _write(made, total, sum(values))
    return made


def _write(made: Disclosure, ref: CellRef, fen: int) -> None:
    table = made.form(ref.table)
    row = table.find(ref.row) if table else None
    if row is not None and fen:
        row.amounts[ref.column] = Amount(fen)


def _rows(cells: Iterable[CellRef], layout_id: str) -> dict[str, list[dict[str, str]]]:
    """Each listed table with its 项 and all the 款 and 类 above them."""
    codes: dict[str, set[str]] = defaultdict(set)
    listed = {name for name, spec in load_layout(layout_id).tables.items() if spec.listed}
    for ref in cells:
        if ref.table in listed and ref.row.isdigit():
            codes[ref.table] |= {ref.row[:3], ref.row[:5], ref.row}
    return {
        table: [{"编码": TOTAL_ROW}, *({"编码": code} for code in sorted(found))]
        for table, found in codes.items()
    }


def _leaves(ledger: Ledger) -> dict[CellRef, int]:
    cells: dict[CellRef, int] = defaultdict(int)
    _fiscal(ledger, cells)
    _not_fiscal(ledger, cells)
    _basic_by_subject(ledger, cells)
    layout = load_layout("wuhan-2023")
    for table, column in (("total", "金额"), ("fiscal_total", "")):
        for row in layout.tables[table].rows:
            for fund in FUNDS:
                for code, fen in _spent(ledger, fund, table == "total").items():
                    if row.code == code[:3]:
                        cells[CellRef(table, row.id, column or FUND_NAMES[fund])] += fen
    return {ref: fen for ref, fen in cells.items() if fen}


def _spent(ledger: Ledger, fund: str, everything: bool) -> Sums:
    sums: Sums = defaultdict(int)
    for item in ledger.items:
        if item.fund == fund:
            sums[item.code] += item.basic + item.project
    if everything and fund == FUNDS[0]:
        for other in ledger.others:
            sums[other.code] += other.basic + other.project
    return sums


def _fiscal(ledger: Ledger, cells: dict[CellRef, int]) -> None:
    for item in ledger.items:
        received = item.basic + item.project + item.closing - item.opening
        cells[CellRef("income", item.code, "财政拨款收入")] += received
        for table in ("expenditure", item.fund):
            cells[CellRef(table, item.code, BASIC)] += item.basic
            cells[CellRef(table, item.code, PROJECT)] += item.project
        if item.fund != "general_budget":
            for column, fen in ((OPENING, item.opening), (INCOME, received)):
                cells[CellRef(item.fund, item.code, column)] += fen
        name = FUND_NAMES[item.fund]
        cells[CellRef("total", name + "收入", "金额")] += received
        cells[CellRef("fiscal_total", name, "决算数")] += received
        cells[CellRef("fiscal_total", "年初" + name, "决算数")] += item.opening
        cells[CellRef("fiscal_total", "年末财政拨款结转和结余", name)] += item.closing
        cells[CellRef("total", OPENING, "金额")] += item.opening
        cells[CellRef("total", CLOSING, "金额")] += item.closing


def _not_fiscal(ledger: Ledger, cells: dict[CellRef, int]) -> None:
    left = ledger.other_opening - ledger.distributed
    for other in ledger.others:
        cells[CellRef("income", other.code, other.column)] += other.income
        cells[CellRef("total", other.column, "金额")] += other.income
        cells[CellRef("expenditure", other.code, BASIC)] += other.basic
        cells[CellRef("expenditure", other.code, PROJECT)] += other.project
        left += other.income - other.basic - other.project
    cells[CellRef("total", "使用非财政拨款结余", "金额")] += max(0, -left)
    cells[CellRef("total", OPENING, "金额")] += ledger.other_opening
    cells[CellRef("total", "结余分配", "金额")] += ledger.distributed
    cells[CellRef("total", CLOSING, "金额")] += max(0, left)


def _basic_by_subject(ledger: Ledger, cells: dict[CellRef, int]) -> None:
    whole = sum(item.basic for item in ledger.items if item.fund == "general_budget")
    parts = dict(ledger.economic) | {REMAINDER: whole - sum(ledger.economic.values())}
    for code, fen in parts.items():
        cells[CellRef("basic", code, "决算数")] += fen
    for code, column in THREE_PUBLIC.items():
        final = parts.get(code, 0) + ledger.three_public.get(code, 0)
        budget = ledger.three_public_budget.get(code, 0)
        cells[CellRef("three_public", "金额", "决算" + column)] += final
        cells[CellRef("three_public", "金额", "预算" + column)] += budget


def department(
    subjects: int, *, seed: int = 1, balances: bool = True, other_money: bool = True, shared: bool = True
) -> Ledger:
    """A department with a number of 项, the same for the same arguments.

    ``balances`` carries money from year to year, ``other_money`` adds income that is not 财政拨款, ``shared``
    lets some 项 be paid by more than one fund (the three funds then add up inside one row).
    """
    chance = random.Random(seed)  # noqa: S311 - made figures, not secrets
    items: list[Item] = []
    others: list[Other] = []
    for code in _codes(subjects, chance):
        fund = {"212": "government_fund", "223": "state_capital"}.get(code[:3], "general_budget")
        items.append(_item(fund, code, chance, balances))
        if shared and chance.random() < 0.1:
            items.append(_item(chance.choice(FUNDS), code, chance, balances))
        if other_money and chance.random() < 0.15:
            column = chance.choice(("上级补助收入", "事业收入", "经营收入", "其他收入"))
            others.append(Other(code, column, _fen(chance), _fen(chance) // 2, _fen(chance) // 2))
    basic = sum(item.basic for item in items if item.fund == "general_budget")
    economic = {code: basic * chance.randrange(1, 60) // 1000 for code in ECONOMIC} if basic else {}
    public = {code: economic.get(code, 0) // 7 for code in THREE_PUBLIC}
    budget = {code: 2 * economic.get(code, 0) for code in THREE_PUBLIC}
    opening, distributed = (_fen(chance), _fen(chance)) if other_money else (0, 0)
    return Ledger(tuple(items), tuple(others), economic, public, budget, opening, distributed)


def _item(fund: str, code: str, chance: random.Random, balances: bool) -> Item:
    has_basic = fund == "general_budget" and chance.random() < 0.6
    basic = _fen(chance) if has_basic else 0
    project = _fen(chance) if not has_basic or chance.random() < 0.5 else 0
    carried = balances and chance.random() < 0.2
    return Item(fund, code, basic, project, *((_fen(chance), _fen(chance)) if carried else (0, 0)))


def _fen(chance: random.Random) -> int:
    """From 100 元 to 10 million 元, small sums as frequent as large ones; a tenth in whole hundreds of 元."""
    fen = round(10 ** chance.uniform(4, 9))
    return fen - fen % 10_000 if chance.random() < 0.1 else fen


def _codes(subjects: int, chance: random.Random) -> list[str]:
    """项 spread over 类 and 款 as in real accounts: a few 项 in each 款, a few dozen 款 in a large 类."""
    classes = [row.code for row in load_layout("shanghai-2024").tables["total"].rows if row.code]
    found: set[str] = set()
    while len(found) < subjects:
        section = f"{chance.choice(classes)}{1 + min(int(chance.expovariate(0.08)), 97):02d}"
        for _ in range(min(chance.randrange(1, 6), subjects - len(found))):
            found.add(f"{section}{chance.randrange(1, 100):02d}")
    return sorted(found)

"""Identities 1 to 15 between tables, as far as the nine tables alone decide them."""

from dataclasses import dataclass

from by_hand.figures import Figures, official_names
from by_hand.findings import (
    Finding,
    Place,
    must_cover,
    must_equal,
    must_not_exceed,
    must_sum,
    should_equal,
)
from by_hand.in_table import ALL_FUNDS, AMOUNT, CLOSING, FINAL, FUNDS, INCOME_ROWS, OPENING, PARTS, classes

NOT_DECIDED = (
    "13 机关运行经费 against 公用经费: needs the list of units with their kind",
    "14 运行费 without a vehicle, 购置费 without a purchase: needs the number of vehicles",
    "15 last year's figure: needs last year's tables or the stated change",
)
BASIC, PROJECT = "基本支出", "项目支出"
FUND_TABLES = ("general_budget", "government_fund", "state_capital")


@dataclass(frozen=True)
class Cell:
    """One cell with its figure."""

    place: Place
    amount: int | None

    @property
    def note(self) -> str:
        """The cell in words, for the other side of an identity."""
        return f"against {self.place.table} {self.place.row} {self.place.column}"


def check(figures: Figures) -> list[Finding]:
    """All identities between tables."""
    return [
        *_income(figures),
        *_expenditure(figures),
        *_fiscal(figures),
        *_funds(figures),
        *_balances(figures),
        *_basic(figures),
        *_spending(figures),
        *_subjects(figures),
        *_three_public(figures),
        *_hints(figures),
    ]


def _cell(figures: Figures, table: str, row: str, column: str) -> Cell:
    """A cell of the figures."""
    return Cell(Place(table, row, column), figures[table].get(row, column))


def _same(identity: str, left: Cell, right: Cell) -> list[Finding]:
    """A figure that stands in two tables."""
    return must_equal(identity, left.place, left.amount, right.amount, right.note)


def _income(figures: Figures) -> list[Finding]:
    """Identity 1."""
    total = _cell(figures, "total", "本年收入合计", AMOUNT)
    found = _same("total_income.total", total, _cell(figures, "income", "合计", "本年收入合计"))
    fiscal = _cell(figures, "income", "合计", "财政拨款收入")
    terms = [figures["total"].get(row, AMOUNT) for row in INCOME_ROWS[:3]]
    found += must_sum("total_income.fiscal", fiscal.place, fiscal.amount, terms, "against total 1 + 2 + 3")
    for name in INCOME_ROWS[3:]:
        line = _cell(figures, "total", name, AMOUNT)
        found += _same("total_income.other", line, _cell(figures, "income", "合计", name))
    return found


def _expenditure(figures: Figures) -> list[Finding]:
    """Identity 2."""
    column = "本年支出合计"
    total = _cell(figures, "total", column, AMOUNT)
    found = _same("total_expenditure.total", total, _cell(figures, "expenditure", "合计", column))
    for name, code in _class_codes(figures, "total").items():
        line = _cell(figures, "total", name, AMOUNT)
        found += _same("total_expenditure.class", line, _cell(figures, "expenditure", code, column))
    return found


def _fiscal(figures: Figures) -> list[Finding]:
    """Identity 3."""
    found: list[Finding] = []
    for fund in FUNDS:
        line = _cell(figures, "total", f"{fund}收入", AMOUNT)
        found += _same("total_fiscal.income", line, _cell(figures, "fiscal_total", fund, FINAL))
    column = _cell(figures, "income", "合计", "财政拨款收入")
    return found + _same("income_fiscal.total", column, _cell(figures, "fiscal_total", "本年收入合计", FINAL))


def _funds(figures: Figures) -> list[Finding]:
    """Identities 4 and 5."""
    found: list[Finding] = []
    for fund, table in zip(FUNDS, FUND_TABLES, strict=True):
        spent = PARTS[table][0]
        rows = {"本年支出合计": "合计", **_class_codes(figures, "fiscal_total")}
        for name, key in rows.items():
            line = _cell(figures, "fiscal_total", name, fund)
            part = "total" if key == "合计" else "class"
            found += _same(f"fiscal_{table}.{part}", line, _cell(figures, table, key, spent))
        if "本年收入" in figures[table].columns:
            carried = {"本年收入": (fund, FINAL), "年初结转和结余": (f"年初{fund}", FINAL),
                       "年末结转和结余": (CLOSING, fund)}  # fmt: skip
            for column, place in carried.items():
                line = _cell(figures, "fiscal_total", *place)
                found += _same(f"fiscal_{table}.carried", line, _cell(figures, table, "合计", column))
    return found


def _balances(figures: Figures) -> list[Finding]:
    """Identity 10: 财政拨款 balances are a part of all balances."""
    pairs = ((OPENING, FINAL, "年初结转和结余"), (CLOSING, ALL_FUNDS, "年末结转和结余"))
    found: list[Finding] = []
    for row, column, whole in pairs:
        part, line = _cell(figures, "fiscal_total", row, column), _cell(figures, "total", whole, AMOUNT)
        found += must_not_exceed("total_fiscal.balances", part.place, part.amount, line.amount, line.note)
    return found


def _basic(figures: Figures) -> list[Finding]:
    """Identity 6."""
    cell = _cell(figures, "general_budget", "合计", BASIC)
    terms = [figures["basic"].get(name, FINAL) for name in ("人员经费合计", "公用经费合计")]
    note = "against basic 人员经费合计 + 公用经费合计"
    return must_sum("general_basic.total", cell.place, cell.amount, terms, note)


def all_fiscal(figures: Figures) -> bool:
    """Whether all money is 财政拨款, so that identity 7 is an equality."""
    income = figures["income"]
    other_balance = figures["total"].get("使用非财政拨款结余", AMOUNT)
    return income.get("合计", "财政拨款收入") == income.get("合计", "本年收入合计") and not other_balance


def nothing_carried(figures: Figures) -> bool:
    """Whether no balance is brought forward, used, distributed or carried forward."""
    rows = ("使用非财政拨款结余", "年初结转和结余", "结余分配", "年末结转和结余")
    return not any(figures["total"].get(row, AMOUNT) for row in rows)


def _spending(figures: Figures) -> list[Finding]:
    """Identity 7, and with it half of 8: expenditure against the three funds, each row and column."""
    keys = {row.key: None for table in ("expenditure", *FUND_TABLES) for row in figures[table].rows}
    found: list[Finding] = []
    for key in keys:
        for column in ("本年支出合计", BASIC, PROJECT):
            cell = _cell(figures, "expenditure", key, column)
            parts = {
                table: figures[table].get(key, PARTS[table][0] if column == "本年支出合计" else column)
                for table in FUND_TABLES
            }
            written = {table: amount for table, amount in parts.items() if amount is not None}
            note = f"against {' + '.join(written) or 'nothing'}"
            found += _whole(figures, cell, list(written.values()), note)
    return found


def _whole(figures: Figures, cell: Cell, terms: list[int], note: str) -> list[Finding]:
    """One figure of the expenditure table: at least the funds, and equal where there is no other money."""
    identity = "expenditure_funds.whole"
    if not all_fiscal(figures):
        return must_cover(identity, cell.place, cell.amount, terms, note)
    if len(terms) > 1:
        return must_sum(identity, cell.place, cell.amount, terms, note)
    return must_equal(identity, cell.place, cell.amount, terms[0] if terms else None, note)


def _subjects(figures: Figures) -> list[Finding]:
    """Identity 9 and the other half of 8: a subject is one figure in every table that lists it."""
    keys = {row.key: None for table in ("income", "expenditure") for row in figures[table].rows}
    compare = must_equal if nothing_carried(figures) else should_equal
    found: list[Finding] = []
    for key in keys:
        received = _cell(figures, "income", key, "本年收入合计")
        spent = _cell(figures, "expenditure", key, "本年支出合计")
        identity = "income_expenditure.subject"
        found += compare(identity, received.place, received.amount, spent.amount, spent.note)
    if nothing_carried(figures) and all_fiscal(figures):
        for row in figures["general_budget"].rows:
            if len(row.code) == 7:
                cell = _cell(figures, "general_budget", row.key, "小计")
                received = _cell(figures, "income", row.key, "财政拨款收入")
                found += _same("income_general.item", cell, received)
    return found


def _three_public(figures: Figures) -> list[Finding]:
    """Identities 11 and 12."""
    limits = {"30212": "因公出国（境）费", "30217": "公务接待费", "30231": "公务用车运行维护费",
              "31013": "公务用车购置费"}  # fmt: skip
    found: list[Finding] = []
    for code, column in limits.items():
        part = _cell(figures, "basic", code, FINAL)
        whole = _cell(figures, "three_public", "合计", f"决算{column}")
        found += must_not_exceed("basic_three_public.part", part.place, part.amount, whole.amount, whole.note)
    part = _cell(figures, "three_public", "合计", "决算合计")
    whole = _cell(figures, "fiscal_total", "本年支出合计", ALL_FUNDS)
    found += must_not_exceed("three_public_fiscal.total", part.place, part.amount, whole.amount, whole.note)
    for column in figures["three_public"].columns:
        if column.startswith("决算"):
            found += _over_budget(figures, column)
    return found


def _over_budget(figures: Figures, column: str) -> list[Finding]:
    """Identity 12, the hint: spent more than planned."""
    final = _cell(figures, "three_public", "合计", column)
    budget = _cell(figures, "three_public", "合计", column.replace("决算", "预算"))
    if (final.amount or 0) <= (budget.amount or 0):
        return []
    note = "final above budget" if budget.amount is not None else "no budget figure is printed"
    return should_equal("three_public.over_budget", final.place, final.amount, budget.amount, note)


def _hints(figures: Figures) -> list[Finding]:
    """Identity 14, what the tables decide of it."""
    found: list[Finding] = []
    for code, item in (("30113", "2210201"), ("30108", "2080505"), ("30109", "2080506")):
        left, right = _cell(figures, "basic", code, FINAL), _cell(figures, "general_budget", item, BASIC)
        found += should_equal("basic_general.item", left.place, left.amount, right.amount, right.note)
    for table in ("expenditure", "state_capital"):
        cell = _cell(figures, table, "223", BASIC)
        note = "223 is usually all 项目支出"
        found += should_equal("state_capital.basic_spending", cell.place, cell.amount, None, note)
    return found


def _class_codes(figures: Figures, table: str) -> dict[str, str]:
    """Class name to code, for the classes that the table lists."""
    listed = classes(figures[table])
    return {name: code for code, name in official_names().items() if len(code) == 3 and name in listed}

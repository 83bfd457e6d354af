"""Every published figure as a form over the ledger, by table, row id and column id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from examples.made_exports.ledger import (
    BASIC,
    CAPITAL,
    FUND,
    FUNDS,
    GENERAL,
    OTHER_INCOME,
    PROJECT,
    Form,
    Ledger,
    income_form,
    items,
    minus,
    plus,
)

Key = tuple[str, str, str]  # table, row, column
Columns = Mapping[str, Mapping[str, Form]]  # column -> item -> form
STAFF, RUNNING = ("301", "303"), ("302", "310")
PUBLIC = ("因公出国（境）费", "公务用车购置费", "公务用车运行维护费", "公务接待费")


class Figures:
    """All figures of one department. ``names`` gives the names of the 类."""

    def __init__(self, ledger: Ledger, names: Mapping[str, str]) -> None:
        """Work out every figure."""
        self.ledger = ledger
        self.names = names
        self.items = items(ledger)
        self.forms: dict[Key, Form] = {}
        self._listed("income", self.income())
        self._listed("expenditure", self.expenditure())
        self._listed("general_budget", self.spending(GENERAL, "小计"))
        self._listed("government_fund", self.carried(FUND, "小计"))
        self._listed("state_capital", self.carried(CAPITAL, "合计"))
        self._total()
        self._fiscal_total()
        self._basic()
        self._three_public()

    def fen(self, table: str, row: str, column: str) -> int:
        """One figure in fen, 0 where there is none."""
        return self.ledger.value(self.forms.get((table, row, column), Counter()))

    def codes(self, table: str) -> list[str]:
        """Codes of a listed table that have a figure."""
        return sorted({row for name, row, _ in self.forms if name == table and row.isdigit()})

    def income(self) -> Columns:
        """收入决算表."""
        fiscal = {
            item: plus(*(income_form(self.ledger, fund, item) for fund in FUNDS)) for item in self.items
        }
        other = {
            name: {item: self.ledger.form("received", name, item) for item in self.items}
            for name in OTHER_INCOME
        }
        parts: dict[str, dict[str, Form]] = {"财政拨款收入": fiscal, **other}
        total = {item: plus(*(part[item] for part in parts.values())) for item in self.items}
        return {"本年收入合计": total, **parts}

    def expenditure(self) -> Columns:
        """支出决算表: 基本支出 and 项目支出 of all money."""
        parts = {
            kind: {
                item: plus(
                    *(self.ledger.form("spent", fund, item, kind) for fund in FUNDS),
                    self.ledger.form("other", kind, item),
                )
                for item in self.items
            }
            for kind in (BASIC, PROJECT)
        }
        total = {item: plus(*(part[item] for part in parts.values())) for item in self.items}
        return {"本年支出合计": total, **parts}

    def spending(self, fund: str, total: str) -> Columns:
        """What one fund paid."""
        return {
            total: {item: self.ledger.form("spent", fund, item) for item in self.items},
            BASIC: {item: self.ledger.form("spent", fund, item, BASIC) for item in self.items},
            PROJECT: {item: self.ledger.form("spent", fund, item, PROJECT) for item in self.items},
        }

    def carried(self, fund: str, total: str) -> Columns:
        """What one fund brought forward, received, paid and carried forward."""
        return {
            "年初结转和结余": {item: self.ledger.form("opening", fund, item) for item in self.items},
            "本年收入": {item: income_form(self.ledger, fund, item) for item in self.items},
            **self.spending(fund, total),
            "年末结转和结余": {item: self.ledger.form("closing", fund, item) for item in self.items},
        }

    def other_closing(self) -> Form:
        """年末 of the money that is not 财政拨款."""
        opening = plus(*(self.ledger.form("balance", what) for what in ("opening", "used")))
        inflow = plus(opening, self.ledger.form("received"))
        return minus(inflow, plus(self.ledger.form("other"), self.ledger.form("balance", "distributed")))

    def _listed(self, table: str, columns: Columns) -> None:
        for column, forms in columns.items():
            self._put(table, "合计", column, plus(*forms.values()))
            for code in sorted({item[:length] for item in forms for length in (3, 5, 7)}):
                self._put(
                    table,
                    code,
                    column,
                    plus(*(form for item, form in forms.items() if item.startswith(code))),
                )

    def _put(self, table: str, row: str, column: str, form: Form) -> None:
        kept: Form = Counter({key: count for key, count in form.items() if count})
        if kept:
            self.forms[table, row, column] = kept

    def _total(self) -> None:
        ledger = self.ledger
        received = {f"{fund}收入": self._received(fund) for fund in FUNDS}
        received |= {name: ledger.form("received", name) for name in OTHER_INCOME}
        opening = plus(ledger.form("opening"), ledger.form("balance", "opening"))
        closing = plus(ledger.form("closing"), self.other_closing())
        spent = plus(ledger.form("spent"), ledger.form("other"))
        used, distributed = ledger.form("balance", "used"), ledger.form("balance", "distributed")
        rows = {
            **received,
            "本年收入合计": plus(*received.values()),
            "使用非财政拨款结余": used,
            "年初结转和结余": opening,
        }
        rows["收入总计"] = plus(*received.values(), used, opening)
        rows |= {name: self._class(code, None) for code, name in self.names.items() if len(code) == 3}
        rows |= {"本年支出合计": spent, "结余分配": distributed, "年末结转和结余": closing}
        rows["支出总计"] = plus(spent, distributed, closing)
        for row, form in rows.items():
            self._put("total", row, "金额", form)

    def _fiscal_total(self) -> None:
        ledger = self.ledger
        left = {fund: self._received(fund) for fund in FUNDS}
        left["本年收入合计"] = plus(*left.values())
        left["年初财政拨款结转和结余"] = ledger.form("opening")
        left |= {f"年初{fund}": ledger.form("opening", fund) for fund in FUNDS}
        left["收入总计"] = plus(left["本年收入合计"], ledger.form("opening"))
        for row, form in left.items():
            self._put("fiscal_total", row, "决算数", form)
        for fund in (None, *FUNDS):
            column = fund or "合计"
            for code, name in self.names.items():
                if len(code) == 3:
                    self._put("fiscal_total", name, column, self._class(code, fund, fiscal=True))
            spent, closing = ledger.form("spent", fund), ledger.form("closing", fund)
            self._put("fiscal_total", "本年支出合计", column, spent)
            self._put("fiscal_total", "年末财政拨款结转和结余", column, closing)
            self._put("fiscal_total", "支出总计", column, plus(spent, closing))

    def _received(self, fund: str) -> Form:
        return plus(*(income_form(self.ledger, fund, item) for item in self.items))

    def _class(self, code: str, fund: str | None, *, fiscal: bool = False) -> Form:
        own = [item for item in self.items if item.startswith(code)]
        forms = [self.ledger.form("spent", fund, item) for item in own]
        if not fiscal:
            forms += [self.ledger.form("other", None, item) for item in own]
        return plus(*forms)

    def _basic(self) -> None:
        codes = {key[4] for key in self.ledger.amounts if key[:2] == ("spent", GENERAL) and key[3] == BASIC}
        leaves = {code: self.ledger.form("spent", GENERAL, None, BASIC, code) for code in sorted(codes)}

        def below(*heads: str) -> Form:
            return plus(*(form for code, form in leaves.items() if code.startswith(heads)))

        for code in sorted({*leaves, *(code[:3] for code in leaves)}):
            self._put("basic", code, "决算数", below(code))
        self._put("basic", "人员经费合计", "决算数", below(*STAFF))
        self._put("basic", "公用经费合计", "决算数", below(*RUNNING))

    def _three_public(self) -> None:
        for stage in ("预算", "决算"):
            parts = {part: self.ledger.form("public", stage, part) for part in PUBLIC}
            if stage == "决算":
                for part, code in zip(PUBLIC, ("30212", "31013", "30231", "30217"), strict=True):
                    parts[part] = plus(parts[part], self.ledger.form("spent", GENERAL, None, BASIC, code))
            vehicles = plus(parts["公务用车购置费"], parts["公务用车运行维护费"])
            for part, form in {**parts, "公务用车小计": vehicles, "合计": plus(*parts.values())}.items():
                self._put("three_public", "金额", stage + part, form)

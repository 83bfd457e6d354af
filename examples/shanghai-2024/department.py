"""The ledger of the made-up department, in 元 with 分: every table is a sum over these few mappings.

All amounts are whole multiples of 100.00 元, so that 万元 with two decimals states them exactly.
"""  # noqa: INP001 - beside the script that uses it, not part of a package

import random
from collections import defaultdict
from decimal import Decimal

import plan

SEED = 2024
FUND_TABLES = ("general_budget", "government_fund", "state_capital")
BASIC, PROJECT = "基本支出", "项目支出"
ZERO = Decimal(0)

Amounts = dict[str, Decimal]


class Department:
    """One year's ledger, the same at every run."""

    def __init__(self) -> None:
        """Vary the plan."""
        self._random = random.Random(SEED)  # noqa: S311 - example figures, not secrets
        self.basic = {item: self._vary(parts) for item, parts in plan.BASIC.items()}
        self.projects = {source: self._vary(parts) for source, parts in plan.PROJECTS.items()}
        self.other_spending = {kind: self._vary(parts) for kind, parts in plan.OTHER_SPENDING.items()}
        self.other_income = {column: self._vary(parts) for column, parts in plan.OTHER_INCOME.items()}
        self.other_opening = self.yuan(plan.OTHER_OPENING)
        self.balance_used = self.yuan(plan.BALANCE_USED)
        self.distributed = self.yuan(plan.DISTRIBUTED)
        self.opening, self.closing = self._carried()
        self.final, self.budget = self._three_public()

    def yuan(self, size: float) -> Decimal:
        """A size in 万元, varied by up to three percent, as 元 with 分."""
        return Decimal(round(size * 100 * self._random.uniform(0.97, 1.03))) * Decimal("100.00")

    def _vary(self, sizes: dict[str, float]) -> Amounts:
        """Each size varied on its own."""
        return {key: self.yuan(size) for key, size in sizes.items()}

    def _carried(self) -> tuple[dict[str, Amounts], dict[str, Amounts]]:
        """财政拨款 brought forward and carried forward, by source and item."""
        opening = {
            source: self._vary({k: v[0] for k, v in plan.CARRIED[source].items()}) for source in FUND_TABLES
        }
        closing = {
            source: self._vary({k: v[1] for k, v in plan.CARRIED[source].items()}) for source in FUND_TABLES
        }
        return opening, closing

    def _three_public(self) -> tuple[Amounts, Amounts]:
        """三公 by column: the part in 基本支出 and more out of projects; the budget was not used up."""
        final, budget = {}, {}
        for code, (column, projects, unspent) in plan.THREE_PUBLIC.items():
            final[column] = self.economic().get(code, ZERO) + self.yuan(projects)
            budget[column] = final[column] + self.yuan(unspent)
        return final, budget

    def economic(self) -> Amounts:
        """基本支出 out of 一般公共预算 by economic code."""
        sums: Amounts = defaultdict(Decimal)
        for parts in self.basic.values():
            for code, amount in parts.items():
                sums[code] += amount
        return sums

    def spent(self, source: str) -> dict[str, Amounts]:
        """What one source paid: 基本支出 and 项目支出 by item."""
        basic = {item: sum(parts.values(), ZERO) for item, parts in self.basic.items()}
        return {BASIC: basic if source == "general_budget" else {}, PROJECT: self.projects[source]}

    def received(self, source: str) -> Amounts:
        """本年收入 of one source by item: spent and carried forward, less what was brought forward."""
        sums: Amounts = defaultdict(Decimal)
        for parts in (*self.spent(source).values(), self.closing[source]):
            for item, amount in parts.items():
                sums[item] += amount
        for item, amount in self.opening[source].items():
            sums[item] -= amount
        return sums

    def other_closing(self) -> Decimal:
        """年末 of the money that is not 财政拨款."""
        received = sum((sum(parts.values(), ZERO) for parts in self.other_income.values()), ZERO)
        spent = sum((sum(parts.values(), ZERO) for parts in self.other_spending.values()), ZERO)
        return self.other_opening + self.balance_used + received - spent - self.distributed

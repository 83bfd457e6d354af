"""Figures as sentences need them: this year's, last year's, the budget's, and what follows from them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from juesuan.model.amount import BLANK, Amount
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW
from juesuan.narrative.wording import Wording, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure, Row, Table

_REFERENCE = re.compile(r"(?P<table>[a-z_]+)\[(?P<row>[^\]]+)\]\.(?P<column>.+)")
_ITEM_DIGITS, _CLASS_DIGITS, _GROUP_DIGITS = 7, 3, 5
_BY_FUND = ("general_budget", "government_fund", "state_capital")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of this year, with last year's and the budget's where they are known (None: not known)."""

    name: str
    now: Amount
    wording: Wording
    before: Amount | None = None
    budget: Amount | None = None

    def __str__(self) -> str:
        return self.wording.amount(self.now.value)

    @property
    def zero(self) -> bool:
        """Nothing was stated, or zero."""
        return not self.now.value

    @property
    def count(self) -> str:
        """The figure as a whole number (vehicles, persons)."""
        return whole(self.now.value)

    @property
    def known(self) -> bool:
        """The table states the figure, if only as zero."""
        return not self.now.blank

    @property
    def compared(self) -> bool:
        """Last year's figure is known."""
        return self.before is not None

    @property
    def difference(self) -> int:
        """This year's less last year's, in hundredths; 0 where last year's is not known."""
        return self.now.value - self.before.value if self.before is not None else 0

    @property
    def change(self) -> str:
        """The difference with its direction: ``增加169.54万元``; empty where there is none."""
        if not self.difference:
            return ""
        direction = "增加" if self.difference > 0 else "减少"
        return f"{direction}{self.wording.number(self.difference)}{self.wording.unit}"

    @property
    def notable(self) -> bool:
        """Whether the change is large enough to need a reason; any change on a base of zero is."""
        base = self.before.value if self.before is not None else 0
        return abs(self.difference) * 100 > self.wording.reasons_over * abs(base)

    @property
    def growth(self) -> str:
        """The rate with its direction: ``增长3.2%``; empty on a base of zero or less, or without change."""
        if self.before is None or not self.difference:
            return ""
        rate = self.wording.percent(abs(self.difference), self.before.value)
        return f"{'增长' if self.difference > 0 else '下降'}{rate}" if rate else ""

    @property
    def planned(self) -> bool:
        """The budget is known."""
        return self.budget is not None

    @property
    def plan(self) -> str:
        """The budget as an amount."""
        return self.wording.amount(self.budget.value if self.budget else 0)

    @property
    def plan_value(self) -> int:
        """The budget in hundredths; 0 where it is not known."""
        return self.budget.value if self.budget else 0

    @property
    def against_plan(self) -> int:
        """This year's less the budget, in hundredths; 0 where the budget is not known."""
        return self.now.value - self.budget.value if self.budget is not None else 0

    @property
    def completion(self) -> str:
        """The share of the budget that was spent; empty on a budget of zero or less."""
        return self.wording.percent(self.now.value, self.budget.value) if self.budget is not None else ""

    def share(self, of: Figure) -> str:
        """The share of a whole; empty where the whole is zero or less."""
        return self.wording.percent(self.now.value, of.now.value)


@dataclass(frozen=True, slots=True)
class Item:
    """One 项 of a table listed by subject, with the names of its 类 and 款."""

    code: str
    names: tuple[str, str, str]
    figure: Figure

    @property
    def name(self) -> str:
        """The name of the 项."""
        return self.names[2]

    @property
    def title(self) -> str:
        """The full official title: ……（类）……（款）……（项）."""
        levels = zip(self.names, ("类", "款", "项"), strict=True)
        return "".join(f"{name}（{level}）" for name, level in levels)


class Figures:
    """The figures of one disclosure by logical cell, with last year's and the budget's beside them."""

    def __init__(self, disclosure: Disclosure, wording: Wording) -> None:
        """Nothing is worked out before it is asked for."""
        self.disclosure = disclosure
        self._comparison = disclosure.comparison
        self._wording = wording

    def figure(self, reference: str) -> Figure:
        """The figure at ``table[row].column``; one that says nothing where the layout has no such cell."""
        match = _parsed(reference)
        return self.at(match["table"], match["row"], match["column"])

    def compared(self, now: str, before: str = "", budget: str = "") -> Figure:
        """A figure with last year's and the budget's from cells of this workbook, where it states them.

        Last year's workbook comes first. A blank cell is zero where its column states any figure.
        """
        figure = self.figure(now)
        if figure.before is None and before:
            figure = replace(figure, before=self._stated(before))
        return replace(figure, budget=self._stated(budget)) if budget else figure

    def _stated(self, reference: str) -> Amount | None:
        match = _parsed(reference)
        table = self.table(match["table"])
        row = table.find(match["row"]) if table else None
        if table is None or row is None:
            return None
        column = match["column"]
        stated = any(not other.amount(column).blank for other in table.listing)
        return row.amount(column) if stated or table.spec.id in self.disclosure.tables else None

    def detail(self, row: str, table: str, column: str) -> Figure:
        """A figure that goes by the name of its row."""
        found = self.table(table)
        place = found.find(row) if found else None
        name = place.label.strip() if place else row
        return replace(self.at(table, row, column), name=name.partition("：")[2] or name)

    def states(self, table: str) -> bool:
        """Whether a table or supporting sheet states any figure at all."""
        found = self.table(table)
        rows = found.listing if found else ()
        return any(not amount.blank for row in rows for amount in row.amounts.values())

    def at(self, table: str, row: str, column: str, budget: Amount | None = None) -> Figure:
        """The figure of a cell, with last year's beside it."""
        found = self.table(table)
        now = BLANK if found is None else found.amount(row, column)
        place = found.find(row) if found else None
        ref = CellRef(table, place.id if place else row, column)
        return Figure(column, now, self._wording, self._comparison.before(ref), budget)

    def table(self, name: str) -> Table | None:
        """A published table, or a supporting sheet."""
        disclosure = self.disclosure
        return disclosure.tables.get(name) or disclosure.supporting.get(name)

    def parts(self, table: str, row: str, first: str, last: str) -> list[Figure]:
        """The columns ``first`` to ``last`` of a row that have a figure."""
        spec = self.disclosure.layout.tables[table]
        columns = [column.id for column in spec.amounts]
        between = columns[columns.index(first) : columns.index(last) + 1]
        figures = [self.at(table, row, column) for column in between]
        return [figure for figure in figures if not figure.zero]

    def classes(self, table: str, column: str) -> list[Item]:
        """The 类 of a listed table that have a figure."""
        return [
            Item(code, (self._name(code, row), "", ""), self.at(table, code, column))
            for code, row in self._coded(table)
            if len(code) == _CLASS_DIGITS and row.amount(column).value
        ]

    def items(self, table: str, column: str) -> list[Item]:
        """The 项 of a listed table that have a figure or a 年初预算."""
        listed = dict(self._coded(table))
        codes = {code for code, row in listed.items() if row.amount(column).value}
        codes = {code for code in codes if len(code) == _ITEM_DIGITS} | set(self._budget_of(table))
        budgeted = self._comparison.budgeted
        return [
            Item(code, self._names(code, listed), self.at(table, code, column, budgeted(code)))
            for code in sorted(codes)
        ]

    def budget_total(self, table: str, column: str) -> Figure:
        """合计 of a listed table beside the sum of the 年初预算 of its 项."""
        known = self._comparison.budget is not None
        total = Amount(sum(amount.value for amount in self._budget_of(table).values())) if known else None
        return self.at(table, TOTAL_ROW, column, total)

    def _budget_of(self, table: str) -> dict[str, Amount]:
        """The 年初预算 of the 项 that belong to a table.

        A 项 without any spending stands in no table; it is taken for one of the general budget, unless its 类
        is spent from another fund here.
        """
        listed = dict(self._coded(table))
        others = {code for name in _BY_FUND if name != table for code, _ in self._coded(name)}
        return {
            code: amount
            for code, amount in (self._comparison.budget or {}).items()
            if amount.value
            and (code in listed or (table == _BY_FUND[0] and code[:_CLASS_DIGITS] not in others))
        }

    def subjects(self, *groups: str) -> list[str]:
        """The names of the economic subjects (款) of 基本支出 that have a figure, of some 类."""
        table = self.table("basic")
        rows = table.by_code.items() if table else ()
        return [
            self._name(code, row)
            for code, row in rows
            if len(code) == _GROUP_DIGITS and code.startswith(groups) and row.amount("决算数").value
        ]

    def _coded(self, table: str) -> Iterator[tuple[str, Row]]:
        found = self.table(table)
        yield from found.by_code.items() if found else ()

    def _names(self, code: str, listed: dict[str, Row]) -> tuple[str, str, str]:
        codes = (code[:_CLASS_DIGITS], code[:_GROUP_DIGITS], code)
        one, two, three = (self._name(part, listed.get(part)) for part in codes)
        return one, two, three

    def _name(self, code: str, row: Row | None) -> str:
        subject = self.disclosure.layout.subject(code)
        return subject.name if subject else (row.label.strip() if row else code)


def _parsed(reference: str) -> re.Match[str]:
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise ValueError(f"看不懂“{reference}”，应写作 表[行].栏")
    return match

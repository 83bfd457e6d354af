"""A department's year as amounts in fen, and every figure of the forms as a signed sum of them.

The printed tables state hundredths of 万元; a hundredth is 10,000 fen. An amount starts as what is printed
and is then moved by less than half a hundredth (``moved``), so that every printed figure, totals included, is
still the plain rounding of its exact sum.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field

FEN = 10_000  # fen in a hundredth of 万元
GENERAL, FUND, CAPITAL = "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"
FUNDS = (GENERAL, FUND, CAPITAL)
BASIC, PROJECT = "基本支出", "项目支出"
OTHER_INCOME = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
FURTHEST = 4_900  # fen: a sum may stray so far and still round to what is printed

Key = tuple[str, ...]
Form = Counter[Key]  # a figure: how often each amount enters it, with its sign


@dataclass
class Ledger:
    """Amounts by key, in fen.

    Keys: ``spent, fund, item, kind, economic`` · ``opening, fund, item`` · ``closing, fund, item`` ·
    ``received, column, item`` · ``other, kind, item`` · ``balance, what`` · ``public, stage, part``.
    """

    amounts: dict[Key, int] = field(default_factory=dict)

    def add(self, *key: str, hundredths: int) -> None:
        """Book an amount stated in hundredths of 万元."""
        if hundredths:
            self.amounts[key] = self.amounts.get(key, 0) + hundredths * FEN

    def value(self, form: Form) -> int:
        """The exact sum in fen."""
        return sum(count * self.amounts.get(key, 0) for key, count in form.items())

    def form(self, *prefix: str | None) -> Form:
        """The sum of all amounts whose key begins so; None stands for anything."""
        found: Form = Counter()
        for key in self.amounts:
            parts = zip(prefix, key, strict=False)
            if len(key) >= len(prefix) and all(want is None or want == part for want, part in parts):
                found[key] = 1
        return found

    def moved(self, figures: list[Form], seed: int) -> None:
        """Move every amount by some fen, the same at every run; no figure strays further than FURTHEST."""
        source = random.Random(seed)  # noqa: S311 - example figures, not secrets
        moves = {
            key: 0 if _round(key) else source.randint(-FURTHEST, FURTHEST) for key in sorted(self.amounts)
        }
        distinct = {frozenset((k, n) for k, n in form.items() if not _round(k)) for form in figures} - {
            frozenset()
        }
        forms = sorted((sorted(form) for form in distinct), key=lambda form: (len(form), form))
        for _ in range(2_000):
            astray = False
            for form in forms:
                stray = sum(count * moves[key] for key, count in form)
                excess = abs(stray) - FURTHEST
                if excess <= 0:
                    continue
                astray = True
                share, direction = -(-excess // len(form)), 1 if stray > 0 else -1
                for key, count in form:
                    moves[key] -= direction * (1 if count > 0 else -1) * share
            if not astray:
                break
        else:
            raise ArithmeticError("no such fen: the printed figures contradict each other")
        for key, move in moves.items():
            self.amounts[key] += move


def _round(key: Key) -> bool:
    """Budgets are whole 万元 and stay so."""
    return key[0] == "public" and key[1] != "决算"


def income_form(ledger: Ledger, fund: str, item: str) -> Form:
    """本年收入 of a fund and item: spent and carried forward, less what was brought forward."""
    form = ledger.form("spent", fund, item) + ledger.form("closing", fund, item)
    form.subtract(ledger.form("opening", fund, item))
    return form


def plus(*forms: Form) -> Form:
    """Forms added; unlike ``+`` of counters this keeps what is negative."""
    total: Form = Counter()
    for form in forms:
        total.update(form)
    return total


def minus(left: Form, right: Form) -> Form:
    """One form less another."""
    difference: Form = Counter(left)
    difference.subtract(right)
    return difference


def items(ledger: Ledger) -> list[str]:
    """All 项 with any amount."""
    places = {"spent": 2, "opening": 2, "closing": 2, "received": 2, "other": 2}
    return sorted({key[places[key[0]]] for key in ledger.amounts if key[0] in places})


def allocate(
    rows: dict[str, int], columns: dict[str, int], liked: list[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """Fill a table with given margins, equal in sum: liked cells first, then from the top left."""
    rows, columns = dict(rows), dict(columns)
    filled: dict[tuple[str, str], int] = defaultdict(int)
    rest = [(row, column) for row in rows for column in columns]
    for row, column in [*liked, *rest]:
        amount = min(rows[row], columns[column])
        if amount:
            filled[row, column] += amount
            rows[row] -= amount
            columns[column] -= amount
    if any(rows.values()) or any(columns.values()):
        raise ValueError("the margins do not add up to the same total")
    return dict(filled)

"""Write the nine tables of the made-up department 上海市示例局 into figures/, in 万元.

python generate.py [--out FOLDER]
"""  # noqa: INP001 - a script, not part of a package

import argparse
import csv
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import plan
from department import BASIC, FUND_TABLES, PROJECT, ZERO, Amounts, Department

HERE = Path(__file__).parent
NAMES = HERE.parent / "qingshan-2023" / "by_hand" / "official_names.csv"
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
SOURCES = dict(zip(FUNDS, FUND_TABLES, strict=True))
OTHER_COLUMNS = ("上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
RESTRICTED = ("上缴上级支出", "经营支出", "对附属单位补助支出")
OPENING, INCOME, CLOSING = "年初结转和结余", "本年收入", "年末结转和结余"

Rows = list[list[str]]
Columns = dict[str, Amounts]


def wan(yuan: Decimal) -> str:
    """元 as 万元 with two decimals, rounded half up; blank for nothing."""
    rounded = (yuan / 10000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return str(rounded) if rounded else ""


def total(amounts: Amounts) -> Decimal:
    """The sum of a column of leaves."""
    return sum(amounts.values(), ZERO)


def add(*columns: Amounts) -> Amounts:
    """Columns added item by item."""
    sums: Amounts = defaultdict(Decimal)
    for column in columns:
        for item, amount in column.items():
            sums[item] += amount
    return sums


def below(amounts: Amounts, code: str) -> Decimal:
    """The sum of the leaves under a code."""
    return sum((amount for item, amount in amounts.items() if item.startswith(code)), ZERO)


class Tables:
    """The nine tables as lists of printed rows, the header first."""

    def __init__(self) -> None:
        """Sum the ledger."""
        self.ledger = Department()
        with NAMES.open(encoding="utf-8", newline="") as file:
            self.names = {line["code"]: line["name"] for line in csv.DictReader(file)}
        self.classes = [code for code in sorted(self.names) if code.startswith("2") and len(code) == 3]
        self.classes = [code for code in self.classes if code not in plan.CLASSES_LEFT_OUT]
        self.spent = {source: add(*self.ledger.spent(source).values()) for source in FUND_TABLES}

    def all(self) -> dict[str, Rows]:
        """Every table by id."""
        tables = {"total": self.total(), "income": self.income(), "expenditure": self.expenditure()}
        tables |= {"fiscal_total": self.fiscal_total(), "general_budget": self.general_budget()}
        tables |= {"basic": self.basic(), "three_public": self.three_public()}
        tables["government_fund"] = self.carried("government_fund", "小计")
        tables["state_capital"] = self.carried("state_capital", "合计")
        return tables

    def by_subject(self, columns: Columns) -> Rows:
        """合计 and the rows 类, 款, 项 that have a figure in any column."""
        items = sorted({item for column in columns.values() for item, amount in column.items() if amount})
        codes = sorted({code for item in items for code in (item[:3], item[:5], item)})
        rows = [
            ["code", "name", *columns],
            ["", "合计", *(wan(total(column)) for column in columns.values())],
        ]
        return rows + [
            [code, self.names[code], *(wan(below(column, code)) for column in columns.values())]
            for code in codes
        ]

    def income(self) -> Rows:
        """收入决算表."""
        fiscal = add(*(self.ledger.received(source) for source in FUND_TABLES))
        columns = {
            "财政拨款收入": fiscal,
            **{name: self.ledger.other_income.get(name, {}) for name in OTHER_COLUMNS},
        }
        return self.by_subject({"本年收入合计": add(*columns.values()), **columns})

    def expenditure(self) -> Rows:
        """支出决算表."""
        columns = {
            kind: add(
                *(self.ledger.spent(source)[kind] for source in FUND_TABLES), self.ledger.other_spending[kind]
            )
            for kind in (BASIC, PROJECT)
        }
        return self.by_subject(
            {"本年支出合计": add(*columns.values()), **columns, **{name: {} for name in RESTRICTED}}
        )

    def general_budget(self) -> Rows:
        """一般公共预算财政拨款支出决算表, 合计 in the last row."""
        rows = self.by_subject({"小计": self.spent["general_budget"], **self.ledger.spent("general_budget")})
        return [rows[0], *rows[2:], rows[1]]

    def carried(self, source: str, spent: str) -> Rows:
        """The tables of 政府性基金 and 国有资本经营: brought forward, received, spent, carried forward."""
        columns = {OPENING: self.ledger.opening[source], INCOME: self.ledger.received(source)}
        columns |= {
            spent: self.spent[source],
            **self.ledger.spent(source),
            CLOSING: self.ledger.closing[source],
        }
        return self.by_subject(columns)

    def total(self) -> Rows:
        """收入支出决算总表."""
        ledger = self.ledger
        received = {f"{fund}收入": total(ledger.received(source)) for fund, source in SOURCES.items()}
        received |= {name: total(ledger.other_income.get(name, {})) for name in OTHER_COLUMNS}
        opening = ledger.other_opening + sum((total(ledger.opening[source]) for source in FUND_TABLES), ZERO)
        closing = ledger.other_closing() + sum(
            (total(ledger.closing[source]) for source in FUND_TABLES), ZERO
        )
        leaves = add(*self.spent.values(), *ledger.other_spending.values())
        rows = {**received, "本年收入合计": total(received)}
        rows |= {"使用非财政拨款结余": ledger.balance_used, OPENING: opening}
        rows["收入总计"] = total(received) + ledger.balance_used + opening
        rows |= {self.names[code]: below(leaves, code) for code in self.classes}
        rows |= {"本年支出合计": total(leaves), "结余分配": ledger.distributed, CLOSING: closing}
        rows["支出总计"] = total(leaves) + ledger.distributed + closing
        return [["row", "金额"], *([name, wan(amount)] for name, amount in rows.items())]

    def fiscal_total(self) -> Rows:
        """财政拨款收入支出决算总表."""
        ledger = self.ledger
        received = {fund: total(ledger.received(source)) for fund, source in SOURCES.items()}
        opening = {f"年初{fund}": total(ledger.opening[source]) for fund, source in SOURCES.items()}
        rows = [["row", "决算数", "合计", *FUNDS]]
        left = {
            **received,
            "本年收入合计": total(received),
            "年初财政拨款结转和结余": total(opening),
            **opening,
        }
        left["收入总计"] = total(received) + total(opening)
        rows += [[name, wan(amount), "", "", "", ""] for name, amount in left.items()]
        spent = {fund: self.spent[source] for fund, source in SOURCES.items()}
        closing = {fund: ledger.closing[source] for fund, source in SOURCES.items()}
        right: dict[str, Amounts] = {
            self.names[code]: {fund: below(spent[fund], code) for fund in FUNDS} for code in self.classes
        }
        right["本年支出合计"] = {fund: total(spent[fund]) for fund in FUNDS}
        right["年末财政拨款结转和结余"] = {fund: total(closing[fund]) for fund in FUNDS}
        right["支出总计"] = add(right["本年支出合计"], right["年末财政拨款结转和结余"])
        return rows + [
            [name, "", wan(total(by_fund)), *(wan(by_fund[fund]) for fund in FUNDS)]
            for name, by_fund in right.items()
        ]

    def basic(self) -> Rows:
        """一般公共预算财政拨款基本支出决算表: 人员经费 (301, 303), then 公用经费 (302, 310)."""
        leaves = self.ledger.economic()
        rows = [["code", "name", "决算数"]]
        for name, heads in (("人员经费合计", ("301", "303")), ("公用经费合计", ("302", "310"))):
            for head in heads:
                listed = [code for code in sorted(self.names) if code.startswith(head) and len(code) == 5]
                if head == "310":
                    listed = list(plan.CAPITAL_SUBJECTS)
                rows += [[code, self.names[code], wan(below(leaves, code))] for code in (head, *listed)]
            rows.append(["", name, wan(sum((below(leaves, head) for head in heads), ZERO))])
        return rows

    def three_public(self) -> Rows:
        """财政拨款“三公”经费支出决算表."""
        rows = [["column", "amount"]]
        for stage, parts in (("预算", self.ledger.budget), ("决算", self.ledger.final)):
            vehicles = parts["公务用车购置费"] + parts["公务用车运行维护费"]
            columns = {
                "合计": total(parts),
                "因公出国（境）费": parts["因公出国（境）费"],
                "公务用车小计": vehicles,
                "公务用车购置费": parts["公务用车购置费"],
                "公务用车运行维护费": parts["公务用车运行维护费"],
                "公务接待费": parts["公务接待费"],
            }
            rows += [[stage + column, wan(amount)] for column, amount in columns.items()]
        return rows


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description="Write the figures of a made-up department.")
    parser.add_argument("--out", type=Path, default=HERE / "figures")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for table, rows in Tables().all().items():
        with (out / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()

"""Write supporting/*.csv, the sheets beside the nine tables, from the made-up ledger.

python supporting_sheets.py [--out FOLDER]

三公 and 机关运行经费 follow from the ledger; counts, 政府采购, last year's figures and what each unit spent
are made, the same at every run. 机关运行经费 leaves out the 事业 unit, whose running costs are 2200150.
"""  # noqa: INP001 - a script, not part of a package

import argparse
import csv
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

from department import ZERO, Amounts, Department
from generate import Rows, wan

HERE = Path(__file__).parent
INSTITUTION = "2200150"  # the 项 that the 事业 unit runs on
FIRST_UNIT = Decimal("0.7")  # what the bureau itself spends of the rest
LAST_YEAR = Decimal("0.94")
RUNNING = {"燃料费": "0.38", "维修费": "0.27", "过桥过路费": "0.06", "保险费": "0.17", "安全奖励费": "0.02"}
COUNTS = {  # this year, last year
    "因公出国（境）团组数": (4, 3), "因公出国（境）人次数": (9, 7),
    "公务用车购置数": (1, 0), "公务用车保有量": (12, 12),
    "国内公务接待批次": (21, 24), "外事接待批次": (2, 1),
    "国内公务接待人次": (186, 203), "外事接待人次": (11, 6),
    "国（境）外公务接待批次": (0, 0), "国（境）外公务接待人次": (0, 0),
}  # fmt: skip
VEHICLES = {
    "车辆合计": 12, "副部（省）级及以上领导用车": 0, "主要领导干部用车": 0, "机要通信用车": 3,
    "应急保障用车": 4, "执法执勤用车": 0, "特种专业技术用车": 2, "离退休干部用车": 1, "其他用车": 2,
    "单价100万元以上设备": 5,
}  # fmt: skip
PROCUREMENT = {  # 支出金额, 授予中小企业合同金额, 授予小微企业合同金额 in 万元
    "政府采购货物支出": ("1864.04", "1530.00", "905.56"),
    "政府采购工程支出": ("612.00", "612.00", "280.00"),
    "政府采购服务支出": ("4187.39", "2788.04", "1830.03"),
}


def share(amount: Decimal, part: Decimal) -> Decimal:
    """A part of an amount in whole hundreds of 元, so that 万元 with two decimals states it exactly."""
    return (amount * part / 100).quantize(Decimal(1), ROUND_HALF_UP) * 100


def three_public(ledger: Department) -> Rows:
    """“三公”经费明细: 年初预算 equals 全年预算, the rest of the running costs is 其他."""
    items = {name: (ledger.budget[name], ledger.final[name]) for name in ledger.final}
    parts = ("公务用车购置费", "公务用车运行维护费")
    items["公务用车购置及运行维护费"] = (sum_of(ledger.budget, parts), sum_of(ledger.final, parts))
    items["合计"] = (sum_of(ledger.budget), sum_of(ledger.final))
    rows = [["row", "年初预算数", "全年预算数", "决算数", "上年决算数", "本年数", "上年数"]]
    last = {name: share(final, LAST_YEAR) for name, final in ledger.final.items()} | {parts[0]: ZERO}
    last |= {"公务用车购置及运行维护费": sum_of(last, parts), "合计": sum_of(last)}
    for name, (budget, final) in items.items():
        rows.append([name, wan(budget), wan(budget), wan(final), wan(last[name]), "", ""])
    running = ledger.final["公务用车运行维护费"]
    costs = {name: share(running, Decimal(part)) for name, part in RUNNING.items()}
    costs["其他运行维护费"] = running - sum_of(costs)
    reception = ledger.final["公务接待费"]
    costs |= {"国内接待费": reception, "外事接待费": share(reception, Decimal("0.2"))}
    rows += [[name, "", "", wan(cost), "", "", ""] for name, cost in costs.items()]
    return rows + [[name, "", "", "", "", *map(str, numbers)] for name, numbers in COUNTS.items()]


def operating(ledger: Department) -> Rows:
    """机关运行经费 of the 行政 and the 参公 unit, by unit and by economic subject."""
    spent: Amounts = {}
    for item, parts in ledger.basic.items():
        for code, amount in parts.items():
            if code[:3] in {"302", "310"} and item != INSTITUTION:
                spent[code] = spent.get(code, ZERO) + amount
    total = sum_of(spent)
    units = (share(total, FIRST_UNIT), total - share(total, FIRST_UNIT))
    before = [share(amount, LAST_YEAR) for amount in units]
    plans = [share(amount, Decimal("1.05")) for amount in units]
    rows = [["row", "年初预算数", "决算数", "上年决算数"]]
    named = dict(zip(("单位1", "单位2"), zip(plans, units, before, strict=True), strict=True))
    named |= dict.fromkeys(("单位合计", "机关运行经费"), (sum(plans, ZERO), total, sum(before, ZERO)))
    named |= {"行政单位机关运行经费": named["单位1"], "参公单位机关运行经费": named["单位2"]}
    rows += [[name, *map(wan, amounts)] for name, amounts in named.items()]
    codes = sorted({*spent, "302", "310"})
    rows += [[code, "", wan(sum_of(spent, [c for c in spent if c.startswith(code)])), ""] for code in codes]
    return [*rows, ["科目合计", "", wan(total), ""]]


def procurement() -> Rows:
    """政府采购, its 合计 the sum of the three."""
    sums = [str(sum(map(Decimal, column))) for column in zip(*PROCUREMENT.values(), strict=True)]
    rows = [["row", "支出金额", "授予中小企业合同金额", "授予小微企业合同金额"]]
    return rows + [[name, *amounts] for name, amounts in (PROCUREMENT | {"政府采购支出合计": sums}).items()]


def sum_of(amounts: Amounts, names: Iterable[str] | None = None) -> Decimal:
    """The sum of some amounts, of all without names."""
    return sum((amounts[name] for name in (amounts if names is None else names)), ZERO)


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description="Write the supporting sheets of a made-up department.")
    parser.add_argument("--out", type=Path, default=HERE / "supporting")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    ledger = Department()
    assets = [["row", "数量"], *([name, str(count)] for name, count in VEHICLES.items())]
    sheets = {"three_public_detail": three_public(ledger), "operating": operating(ledger)}
    sheets |= {"procurement": procurement(), "state_assets": assets}
    for name, rows in sheets.items():
        with (out / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    main()

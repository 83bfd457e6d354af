"""Identities 1 to 9: within one table."""

from by_hand.figures import Figures, Row, Table, official_names
from by_hand.findings import Finding, Place, must_balance, must_equal, must_sum, stated

AMOUNT = "金额"
FINAL = "决算数"
ALL_FUNDS = "合计"
FUNDS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
OPENING, CLOSING = "年初财政拨款结转和结余", "年末财政拨款结转和结余"
INCOME_ROWS = (
    *(f"{fund}收入" for fund in FUNDS),
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
# the total column of each table by subject, and the columns that make it up
PARTS = {
    "income": ("本年收入合计", ("财政拨款收入", *INCOME_ROWS[3:])),
    "expenditure": (
        "本年支出合计",
        ("基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    ),
    "general_budget": ("小计", ("基本支出", "项目支出")),
    "government_fund": ("小计", ("基本支出", "项目支出")),
    "state_capital": ("合计", ("基本支出", "项目支出")),
}
PERSONNEL = ("301", "303")


def check(figures: Figures) -> list[Finding]:
    """All identities 1 to 9."""
    found = _total(figures["total"]) + _fiscal_total(figures["fiscal_total"])
    for table in PARTS:
        found += _rows(figures[table]) + _hierarchy(figures[table])
    for table in ("government_fund", "state_capital"):
        found += _closing(figures[table])
    return found + _basic(figures["basic"]) + _three_public(figures["three_public"])


def classes(table: Table) -> list[str]:
    """The expenditure classes among the rows of `total` or `fiscal_total`."""
    names = {name for code, name in official_names().items() if len(code) == 3 and code.startswith("2")}
    return [row.key for row in table.rows if row.key in names]


def _total(table: Table) -> list[Finding]:
    """Identity 1."""

    def sums(key: str, row: str, addends: list[str], note: str) -> list[Finding]:
        terms = [table.get(addend, AMOUNT) for addend in addends]
        return must_sum(f"total.{key}", Place("total", row, AMOUNT), table.get(row, AMOUNT), terms, note)

    income = ["本年收入合计", "使用非财政拨款结余", "年初结转和结余"]
    spent = ["本年支出合计", "结余分配", "年末结转和结余"]
    return [
        *sums("income_sum", "本年收入合计", list(INCOME_ROWS), "27 = 1 + ... + 8"),
        *sums("income_grand", "收入总计", income, "31 = 27 + 28 + 29"),
        *sums("expenditure_sum", "本年支出合计", classes(table), "58 = 32 + ... + 57"),
        *sums("expenditure_grand", "支出总计", spent, "62 = 58 + 59 + 60"),
        *must_equal(
            "total.balance",
            Place("total", "收入总计", AMOUNT),
            table.get("收入总计", AMOUNT),
            table.get("支出总计", AMOUNT),
            "31 = 62",
        ),
    ]


def _fiscal_total(table: Table) -> list[Finding]:
    """Identity 4."""

    def sums(key: str, place: tuple[str, str], addends: list[tuple[str, str]], note: str) -> list[Finding]:
        terms = [table.get(*addend) for addend in addends]
        return must_sum(f"fiscal_total.{key}", Place("fiscal_total", *place), table.get(*place), terms, note)

    openings = [(f"年初{fund}", FINAL) for fund in FUNDS]
    received = [("本年收入合计", FINAL), (OPENING, FINAL)]
    found = sums("income_sum", ("本年收入合计", FINAL), [(fund, FINAL) for fund in FUNDS], "27 = 1 + 2 + 3")
    found += sums("opening_sum", (OPENING, FINAL), openings, "28 = 29 + 30 + 31")
    found += sums("income_grand", ("收入总计", FINAL), received, "32 = 27 + 28")
    for column in (ALL_FUNDS, *FUNDS):
        leaves = [(name, column) for name in classes(table)]
        spent = [("本年支出合计", column), (CLOSING, column)]
        found += sums("expenditure_sum", ("本年支出合计", column), leaves, "59 = 33 + ... + 58")
        found += sums("expenditure_grand", ("支出总计", column), spent, "64 = 59 + 60")
    found += must_equal(
        "fiscal_total.balance",
        Place("fiscal_total", "收入总计", FINAL),
        table.get("收入总计", FINAL),
        table.get("支出总计", ALL_FUNDS),
        "32 = 64",
    )
    for name in [*classes(table), "本年支出合计", CLOSING, "支出总计"]:
        found += sums("row_sum", (name, ALL_FUNDS), [(name, fund) for fund in FUNDS], "合计 = three funds")
    for fund in FUNDS:
        found += must_balance(
            "fiscal_total.fund_balance",
            Place("fiscal_total", "支出总计", fund),
            [table.get("本年支出合计", fund), table.get(CLOSING, fund)],
            [table.get(fund, FINAL), table.get(f"年初{fund}", FINAL)],
            "spent and carried forward = received and brought forward, by fund",
        )
    return found


def _rows(table: Table) -> list[Finding]:
    """Identities 2, 3, 5, 7, 8: the parts of each row make up its total."""
    total, parts = PARTS[table.id]
    found: list[Finding] = []
    for row in table.rows:
        terms = [row.amount(part) for part in parts]
        place, printed = Place(table.id, row.key, total), row.cells[total]
        if table.id == "general_budget" and printed and not any(row.cells[part] for part in parts):
            found.append(stated("general_budget.part_presence", "presence", place, printed, "no part"))
        else:
            note = f"{total} = {' + '.join(parts)}"
            found += must_sum(f"{table.id}.row_sum", place, row.amount(total), terms, note)
    return found


def _hierarchy(table: Table) -> list[Finding]:
    """Identities 2, 3, 5, 7, 8: 合计 = the 类, 类 = the 款, 款 = the 项, in every column."""
    found: list[Finding] = []
    for row in table.rows:
        if len(row.code) < 7:
            found += _family(table, row)
    return found


def _family(table: Table, parent: Row) -> list[Finding]:
    """One parent and its children; children without any figure are told once per column of the parent."""
    children = table.children(parent.key)
    found: list[Finding] = []
    childless = not any(child.has_figure for child in children)
    for column in table.columns:
        place, amount = Place(table.id, parent.key, column), parent.amount(column)
        if childless and amount is not None:
            note = "a figure, and none in any row below it"
            found.append(stated(f"{table.id}.childless", "presence", place, parent.cells[column], note))
        elif not childless:
            note = f"= {' + '.join(child.key for child in children)}"
            terms = [child.amount(column) for child in children]
            found += must_sum(f"{table.id}.hierarchy", place, amount, terms, note)
    return found


def _closing(table: Table) -> list[Finding]:
    """Identity 7: what is carried forward, where the table has the columns for it."""
    if "年末结转和结余" not in table.columns:
        return []
    spent = PARTS[table.id][0]
    found: list[Finding] = []
    for row in table.rows:
        outflow = row.amount(spent)
        terms = [
            row.amount("年初结转和结余"),
            row.amount("本年收入"),
            -outflow if outflow is not None else None,
        ]
        place = Place(table.id, row.key, "年末结转和结余")
        note = f"年末 = 年初 + 本年收入 - {spent}"
        found += must_sum(f"{table.id}.closing", place, row.amount("年末结转和结余"), terms, note)
    return found


def _basic(table: Table) -> list[Finding]:
    """Identity 6."""
    heads = [row.code for row in table.rows if len(row.code) == 3]
    found: list[Finding] = []
    for head in heads:
        terms = [child.amount(FINAL) for child in table.children(head)]
        place = Place("basic", head, FINAL)
        found += must_sum("basic.class_sum", place, table.get(head, FINAL), terms, f"{head} = its 款")
    groups = {
        "人员经费合计": [head for head in heads if head in PERSONNEL],
        "公用经费合计": [head for head in heads if head not in PERSONNEL],
    }
    for (name, members), key in zip(groups.items(), ("personnel_sum", "public_sum"), strict=True):
        terms = [table.get(member, FINAL) for member in members]
        place = Place("basic", name, FINAL)
        found += must_sum(f"basic.{key}", place, table.get(name, FINAL), terms, " + ".join(members))
    return found


def _three_public(table: Table) -> list[Finding]:
    """Identity 9, for the budget and for the final figures."""
    sums = {
        "合计": ("因公出国（境）费", "公务用车小计", "公务接待费"),
        "公务用车小计": ("公务用车购置费", "公务用车运行维护费"),
    }
    keys = {"合计": "total_sum", "公务用车小计": "vehicle_sum"}
    found: list[Finding] = []
    for stage in ("预算", "决算"):
        for column, parts in sums.items():
            terms = [table.get("合计", stage + part) for part in parts]
            place = Place("three_public", "合计", stage + column)
            left = table.get("合计", stage + column)
            found += must_sum(f"three_public.{keys[column]}", place, left, terms, " + ".join(parts))
    return found

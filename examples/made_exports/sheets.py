"""The sheets of a made 财决 export: rows of cells as the treasury's software would write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from examples.made_exports.departments import Department
from examples.made_exports.figures import Figures
from examples.made_exports.ledger import BASIC, FUNDS, GENERAL

Value = str | int | None  # int is fen; None is an empty cell
DASH = "—"
MISSING = "<"  # a cell that belongs to the one on its left
ABOVE = "^"  # a heading that belongs to the one above


@dataclass
class Sheet:
    """One sheet: name before it is cut, title, number, headings, rows; ``labels`` columns stay in view."""

    name: str
    title: str
    number: str
    headings: list[list[str]]
    rows: list[list[Value]] = field(default_factory=list)
    labels: int = 1


def total_sheet(department: Department, figures: Figures) -> Sheet:
    """Z01 收入支出决算总表: three parts side by side, each with 年初预算数, 全年预算数 and 决算数."""
    stages = ["年初预算数", "全年预算数", "决算数"]
    headings = [
        ["收     入", *[MISSING] * 4, "支     出", *[MISSING] * 9],
        [
            "项目",
            "行次",
            *stages,
            "项目（按功能分类）",
            "行次",
            *stages,
            "项目（按支出性质和经济分类）",
            "行次",
            *stages,
        ],
        ["栏次", "", "1", "2", "3", "栏次", "", "4", "5", "6", "栏次", "", "7", "8", "9"],
    ]
    income = [
        *(f"{fund}收入" for fund in FUNDS),
        "上级补助收入",
        "事业收入",
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ]
    left = [(f"{_ordinal(n)}、{row}", row) for n, row in enumerate(income, 1)]
    tail = ["本年收入合计", "使用非财政拨款结余", "年初结转和结余", "", "收入总计"]
    labels = {
        "使用非财政拨款结余": "　　使用非财政拨款结余（含专用结余）",
        "年初结转和结余": "　　年初结转和结余",
        "收入总计": "总计",
    }
    classes = list(figures.names.items())
    classes = [(code, name) for code, name in classes if len(code) == 3]
    right = [(f"{_ordinal(n)}、{name}", name) for n, (_, name) in enumerate(classes, 1)]
    end = ["本年支出合计", "结余分配", "年末结转和结余", "", "支出总计"]
    left += [("", "")] * (len(right) - len(left)) + [(labels.get(row, row), row) for row in tail]
    right += [("总计" if row == "支出总计" else f"　　{row}" if "结" in row else row, row) for row in end]
    budgets = _class_budgets(department, figures)
    sheet = Sheet("Z01 收入支出决算总表(财决01表)", "收入支出决算总表", "财决01表", headings)
    nature = _by_nature(figures)
    for number, ((label, row), (other, spent)) in enumerate(zip(left, right, strict=True), 1):
        line: list[Value] = [label, str(number), *_stages(figures.fen("total", row, "金额"), None, row)]
        line += [
            other,
            str(len(left) + number),
            *_stages(figures.fen("total", spent, "金额"), budgets.get(spent), spent),
        ]
        name, amount = nature[number - 1] if number <= len(nature) else ("", None)
        line += [name, str(2 * len(left) + number), *_stages(amount, None, name)]
        sheet.rows.append(line)
    return sheet


def fiscal_sheet(figures: Figures) -> Sheet:
    """Z01-1 财政拨款收入支出决算总表: spending by fund under 年初预算数, 全年预算数 and 决算数."""
    funds = ["合计", *FUNDS]
    stages = [text for stage in ("年初预算数", "全年预算数", "决算数") for text in (stage, *[MISSING] * 3)]
    headings = [
        ["收     入", *[MISSING] * 4, "支     出", *[MISSING] * 13],
        ["项目", "行次", "年初预算数", "全年预算数", "决算数", "项目（按功能分类）", "行次", *stages],
        [*[ABOVE] * 7, *funds * 3],
        ["栏次", "", *map(str, range(1, 4)), "栏次", "", *map(str, range(4, 16))],
    ]
    left = [(f"{_ordinal(n)}、{fund}", fund) for n, fund in enumerate(FUNDS, 1)]
    classes = [name for code, name in figures.names.items() if len(code) == 3]
    right = [(f"{_ordinal(n)}、{name}", name) for n, name in enumerate(classes, 1)]
    left += [("", "")] * (len(right) - len(left))
    left += [("本年收入合计", "本年收入合计"), ("年初财政拨款结转和结余", "年初财政拨款结转和结余")]
    left += [(f"　　{_ordinal(n)}、{fund}", f"年初{fund}") for n, fund in enumerate(FUNDS, 1)]
    left += [("总计", "收入总计")]
    right += [("本年支出合计", "本年支出合计"), ("年末财政拨款结转和结余", "年末财政拨款结转和结余")]
    right += [(f"　　{_ordinal(n)}、{fund}", "") for n, fund in enumerate(FUNDS, 1)]
    right += [("总计", "支出总计")]
    name = "Z01_1 财政拨款收入支出决算总表(财决01-1表)"
    sheet = Sheet(name, "财政拨款收入支出决算总表", "财决01-1表", headings)
    for number, ((label, row), (other, spent)) in enumerate(zip(left, right, strict=True), 1):
        line: list[Value] = [
            label,
            str(number),
            *_stages(figures.fen("fiscal_total", row, "决算数"), None, row),
        ]
        amounts = [_blank(figures.fen("fiscal_total", spent, column)) for column in funds]
        if spent == "年末财政拨款结转和结余":
            years: list[Value] = [DASH] * 4
        else:
            years = list(amounts)
        sheet.rows.append([*line, other, str(len(left) + number), *[None] * 4, *years, *amounts])
    return sheet


def subject_sheet(
    figures: Figures,
    table: str,
    sheet: Sheet,
    columns: Iterable[str | None],
    extra: Mapping[str, int] | None = None,
) -> Sheet:
    """A sheet with a row for each subject. ``columns`` are the table's columns, None a column left empty.

    ``extra`` is a last column by 项, such as the year's first budget.
    """
    places = list(columns)
    for code in ["合计", *figures.codes(table)]:
        amounts: list[Value] = [
            None if column is None else _blank(figures.fen(table, code, column)) for column in places
        ]
        if extra is not None:
            amounts.append(
                _blank(sum(value for item, value in extra.items() if code == "合计" or item.startswith(code)))
            )
        written = (
            ["合计", MISSING, MISSING, MISSING]
            if code == "合计"
            else [code, MISSING, MISSING, figures.names[code]]
        )
        sheet.rows.append([*written, *amounts])
    sheet.labels = 4
    return sheet


def subject_headings(upper: list[str], *lower: list[str]) -> list[list[str]]:
    """The headings of a sheet by subject: 项目 over code and name, then the columns, then 栏次."""
    count = len(upper)
    code = ["支出功能分类科目编码", MISSING, MISSING, "科目名称"]
    first = ["项目", MISSING, MISSING, MISSING]
    rows = [[*first, *upper], [*code, *(lower[0] if lower else [ABOVE] * count)]]
    rows += [[ABOVE] * 4 + row for row in lower[1:]]
    return [*rows, ["类", "款", "项", "栏次", *map(str, range(1, count + 1))]]


def detail_sheet(figures: Figures, economic: Mapping[str, str]) -> Sheet:
    """Z08-1 基本支出决算明细表: a row for each function subject, the economic subjects across."""
    groups = {
        code: name
        for code, name in economic.items()
        if len(code) == 3 and code in {"301", "302", "303", "310"}
    }
    upper, lower, codes = ["合计"], [ABOVE], [""]
    for group, name in groups.items():
        members = [code for code in economic if code.startswith(group) and code != group]
        upper += [name, *[MISSING] * len(members)]
        lower += ["小计", *(economic[code] for code in members)]
        codes += [group, *members]
    number = "财决08-1表"
    title = "一般公共预算财政拨款基本支出决算明细表"
    sheet = Sheet(f"Z08_1 {title}({number})", title, number, subject_headings(upper, lower), labels=4)
    ledger = figures.ledger
    for code in ["合计", *figures.codes("general_budget")]:
        items = [item for item in figures.items if code == "合计" or item.startswith(code)]

        def spent(prefix: str, items: list[str] = items) -> int:
            return sum(
                amount
                for key, amount in ledger.amounts.items()
                if key[:2] == ("spent", GENERAL)
                and key[3] == BASIC
                and key[2] in items
                and key[4].startswith(prefix)
            )

        if not spent(""):
            continue
        written = (
            ["合计", MISSING, MISSING, MISSING]
            if code == "合计"
            else [code, MISSING, MISSING, figures.names[code]]
        )
        sheet.rows.append([*written, *(_blank(spent(prefix)) for prefix in codes)])
    return sheet


def fund_columns(table: str) -> list[str | None]:
    """The columns of Z09 and Z11 after the name: those the published tables do not print stay empty."""
    spent = {"government_fund": "小计", "state_capital": "合计"}[table]
    return [
        "年初结转和结余",
        None,
        None,
        "本年收入",
        None,
        None,
        spent,
        "基本支出",
        "项目支出",
        "年末结转和结余",
        None,
        None,
    ]


def _by_nature(figures: Figures) -> list[tuple[str, int | None]]:
    basic, project = (figures.fen("expenditure", "合计", kind) for kind in ("基本支出", "项目支出"))
    none = [("三、上缴上级支出", None), ("四、经营支出", None), ("五、对附属单位补助支出", None)]
    return [("一、基本支出", basic), ("二、项目支出", project), *none]


def _class_budgets(department: Department, figures: Figures) -> dict[str, int]:
    budgets: dict[str, int] = {}
    for item, amount in department.budget.items():
        name = figures.names[item[:3]]
        budgets[name] = budgets.get(name, 0) + amount
    return budgets | {"本年支出合计": sum(department.budget.values())}


def _stages(amount: int | None, budget: int | None, row: str) -> list[Value]:
    """年初预算数, 全年预算数 and 决算数 of one line; balances have no budget."""
    if not row:
        return [None, None, None]
    if row in {"结余分配", "年末结转和结余"}:
        return [DASH, DASH, _blank(amount)]
    return [_blank(budget), _blank(amount), _blank(amount)]


def _blank(amount: int | None) -> int | None:
    return amount or None


def _ordinal(number: int) -> str:
    digits = "零一二三四五六七八九"
    tens, ones = divmod(number, 10)
    text = ("" if tens == 1 else digits[tens]) + "十" if tens else ""
    return text + (digits[ones] if ones or not tens else "")

"""Build the made 财决 exports of the examples, in 元 with fen, and hold them against the printed figures.

python build_exports.py [--out FOLDER]

Writes ``<example>/export/财决导出（示例）.xlsx``. Stops when a printed figure is not the
plain rounding of its exact one. For Qingshan also ``财决导出（有尾差，示例）.xlsx``, whose sums are left to
stray, as real ones do: there plain rounding breaks sums.
"""  # noqa: INP001 - a script, not part of a package

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from examples.made_exports.departments import ECONOMIC, Department, names, qingshan, shanghai
from examples.made_exports.figures import Figures
from examples.made_exports.institution import institution_sheet
from examples.made_exports.printed import differences
from examples.made_exports.sheets import (
    ABOVE,
    MISSING,
    Sheet,
    detail_sheet,
    fiscal_sheet,
    fund_columns,
    subject_headings,
    subject_sheet,
    total_sheet,
)
from examples.made_exports.workbook import write

NAME, STRAYING = "财决导出（示例）.xlsx", "财决导出（有尾差，示例）.xlsx"
NOTES = [
    "示例：本工作簿是人为编制的，不是从任何部门决算软件导出的，不能作为任何单位的决算数据使用。",
    "格式仿照财决套表的导出：元为单位，表头多行，有行次、栏次、“—”，工作表名截到 31 个字符。",
    "金额由公开表上的万元数推出：{how}。",
    "编制方法见 examples/build_exports.py，依据和限度见 examples/exports.md。",
]
_ROUNDS = "每个数加减不到 50 元，使公开表上的每个数正好是这里的数四舍五入的结果"
_STRAYS = "每个明细数加减不到 50 元，合计随之变动，与实际情况一样，逐格四舍五入后合计会有尾差"
BALANCE = ["合计", "基本支出结转", "项目支出结转和结余"]


def sheets_of(department: Department, figures: Figures) -> list[Sheet]:
    """All sheets, in the order of the export."""
    income = [
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        MISSING,
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ]
    income_lower = [ABOVE, ABOVE, ABOVE, "小计", "其中：教育收费", ABOVE, ABOVE, ABOVE]
    places = [
        "本年收入合计",
        "财政拨款收入",
        "上级补助收入",
        "事业收入",
        None,
        "经营收入",
        "附属单位上缴收入",
        "其他收入",
    ]
    spent = ["本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"]
    z03 = Sheet("Z03 收入决算表(财决03表)", "收入决算表", "财决03表", subject_headings(income, income_lower))
    z04 = Sheet("Z04 支出决算表(财决04表)", "支出决算表", "财决04表", subject_headings(spent))
    sheets = [
        total_sheet(department, figures),
        fiscal_sheet(figures),
        subject_sheet(figures, "income", z03, places),
        subject_sheet(figures, "expenditure", z04, spent),
        general_sheet(department, figures),
        detail_sheet(figures, names(ECONOMIC)),
    ]
    for table, title, number in (
        ("government_fund", "政府性基金预算财政拨款收入支出决算表", "09"),
        ("state_capital", "国有资本经营预算财政拨款收入支出决算表", "11"),
    ):
        upper = [
            "年初结转和结余", MISSING, MISSING, "本年收入", MISSING, MISSING, "本年支出", MISSING, MISSING,
            "年末结转和结余", MISSING, MISSING,
        ]  # fmt: skip
        lower = [*BALANCE, "合计", "基本支出", "项目支出", "合计", "基本支出", "项目支出", *BALANCE]
        headings = subject_headings(upper, lower)
        sheet = Sheet(f"Z{number} {title}(财决{number}表)", title, f"财决{number}表", headings)
        sheets.append(subject_sheet(figures, table, sheet, fund_columns(table)))
    return [*sheets, institution_sheet(department, figures)]


def general_sheet(department: Department, figures: Figures) -> Sheet:
    """Z07: 本年支出 in three rows of headings, and a column that other years do not have: 年初预算数."""
    upper = [
        "年初结转和结余", "本年收入", "本年支出", *[MISSING] * 4, "年末结转和结余", "年初预算数",
    ]  # fmt: skip
    middle = [ABOVE, ABOVE, "合计", "基本支出", MISSING, MISSING, "项目支出", ABOVE, ABOVE]
    lower = [ABOVE, ABOVE, ABOVE, "小计", "人员经费", "日常公用经费", ABOVE, ABOVE, ABOVE]
    title, number = "一般公共预算财政拨款收入支出决算表", "财决07表"
    sheet = Sheet(f"Z07 {title}({number})", title, number, subject_headings(upper, middle, lower))
    places = [None, None, "小计", "基本支出", None, None, "项目支出", None]
    return subject_sheet(figures, "general_budget", sheet, places, department.budget)


def build(department: Department, folder: Path, *, straying: bool = False) -> Path:
    """Write one export, with ``straying`` the one in which sums go where the fen take them.

    Raises ValueError when a printed figure is not the plain rounding of its own (unless straying).
    """
    figures = Figures(department.ledger, names())
    department.ledger.moved([] if straying else list(figures.forms.values()), department.seed)
    wrong = [] if straying else differences(department, figures)
    if wrong:
        raise ValueError("\n".join(wrong))
    path = folder / department.folder.name / "export" / (STRAYING if straying else NAME)
    notes = [note.format(how=_STRAYS if straying else _ROUNDS) for note in NOTES]
    write(path, department.name, department.year, sheets_of(department, figures), notes)
    return path


def main() -> None:
    """Read the command line and write the workbooks."""
    parser = argparse.ArgumentParser(description="Build the made exports of the examples.")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    out: Path = parser.parse_args().out
    for department in (qingshan(), shanghai()):
        print(build(department, out))  # noqa: T201 - a script reports
    print(build(qingshan(), out, straying=True))  # noqa: T201 - a script reports


if __name__ == "__main__":
    main()

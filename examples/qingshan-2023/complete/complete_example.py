"""Complete the corrected Qingshan example: last year's workbook, the budget and the officer's answers.

    python complete_example.py [FOLDER]

writes ``last-year.xlsx`` and ``complete.xlsx`` beside ``corrected.xlsx``, or into FOLDER, by the functions
that an officer's buttons call, one after the other. What is taken from the published text and what is made up
says provenance.md, and the column ``basis`` of the CSV files.
"""  # noqa: INP001 - a script, not part of a package

import csv
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from runpy import run_path

from juesuan.books.reading import read_disclosure
from juesuan.books.template import write_workbook
from juesuan.fill.budget_sheet import fill_budget
from juesuan.fill.explanation import write_explanation
from juesuan.fill.previous_sheet import fill_previous_year
from juesuan.fill.three_public import fill_three_public
from juesuan.model.amount import BLANK, Amount
from juesuan.model.disclosure import Disclosure, Row, Table
from juesuan.model.reference import CellRef
from juesuan.model.table import TOTAL_ROW

HERE = Path(__file__).parent
EXAMPLE = HERE.parent
CORRECTED = EXAMPLE / "corrected.xlsx"
SPENT = {"general_budget": "小计", "state_capital": "合计"}
MONEY = {"general_budget": "一般公共预算财政拨款", "state_capital": "国有资本经营预算财政拨款"}
RUNNING = "公务用车运行维护费"


def main(folder: Path = EXAMPLE) -> None:
    """Write both workbooks."""
    folder.mkdir(parents=True, exist_ok=True)
    last_year, complete = folder / "last-year.xlsx", folder / "complete.xlsx"
    before = last_years(read_disclosure(CORRECTED))
    write_workbook(before.layout, last_year, before)
    with tempfile.TemporaryDirectory() as scratch:
        steps = [Path(scratch) / f"{number}.xlsx" for number in range(4)]
        fill_three_public(CORRECTED).prepared.write(steps[0])
        fill_previous_year(steps[0], last_year).prepared.write(steps[1])
        fill_budget(steps[1], HERE / "budget.csv").prepared.write(steps[2])
        answers = {line["id"]: line["answer"] for line in records("answers.csv")}
        write_explanation(steps[2], answers=answers).prepared.write(steps[3])
        fill_forms = run_path(str(HERE / "performance_example.py"))["fill_forms"]
        fill_forms(steps[3], Path(scratch), complete)
    print(last_year, complete, sep="\n")  # noqa: T201 - a script that says what it made


def last_years(disclosure: Disclosure) -> Disclosure:
    """Turn this year's figures into last year's. Only 项目支出 differs by subject."""
    for line in records("last-year.csv"):
        code, table = line["code"], line["money"]
        change = hundredths(line["amount"]) - disclosure.amount(CellRef(table, code, "项目支出")).value
        for ref in shown(disclosure, table, code):
            add(disclosure, ref, change)
    for line in records("last-year-basic.csv"):
        code = line["code"]
        change = hundredths(line["amount"]) - disclosure.amount(CellRef("basic", code, "决算数")).value
        group = "人员经费合计" if code[:3] in {"301", "303"} else "公用经费合计"
        for row in (code, code[:3], group):
            add(disclosure, CellRef("basic", row, "决算数"), change)
        if code == "30231":
            for column in (f"决算{RUNNING}", "决算公务用车小计", "决算合计"):
                add(disclosure, CellRef("three_public", "金额", column), change)
    for sheet in disclosure.supporting.values():
        for counted in sheet.listing:
            counted.amounts.clear()
    public = disclosure.amount(CellRef("basic", "公用经费合计", "决算数"))
    add(disclosure, CellRef("operating", "机关运行经费", "决算数"), public.value)
    return replace(disclosure, year=disclosure.layout.year - 1)


def shown(disclosure: Disclosure, table: str, code: str) -> Iterator[CellRef]:
    """Every cell that states project spending on a subject, paid and received in the year."""
    money, lines = MONEY[table], disclosure.layout.tables["total"].rows
    total = next(row.id for row in lines if row.code == code[:3])
    for row in (code, code[:5], code[:3], TOTAL_ROW):
        for listed, columns in (
            ("income", ("本年收入合计", "财政拨款收入")),
            ("expenditure", ("本年支出合计", "项目支出")),
            (table, (SPENT[table], "项目支出")),
        ):
            yield from (CellRef(listed, row, column) for column in columns)
    for row in (f"{money}收入", "本年收入合计", "收入总计", total, "本年支出合计", "支出总计"):
        yield CellRef("total", row, "金额")
    for row in (money, "本年收入合计", "收入总计"):
        yield CellRef("fiscal_total", row, "决算数")
    for row in (total, "本年支出合计", "支出总计"):
        yield from (CellRef("fiscal_total", row, column) for column in ("合计", money))


def add(disclosure: Disclosure, ref: CellRef, change: int) -> None:
    """Add to a cell; a subject that has no row yet gets one."""
    table = disclosure.forms[ref.table]
    if table.find(ref.row) is None:
        new = Row(ref.row, disclosure.layout.function_codes[ref.row].name, ref.row)
        listing = sorted([*table.listing, new], key=lambda row: row.code or "")
        table = disclosure.tables[ref.table] = Table(table.spec, table.sheet, listing)
    amounts = table.rows[ref.row].amounts if ref.row in table.rows else table.by_code[ref.row].amounts
    amounts[ref.column] = Amount(amounts.get(ref.column, BLANK).value + change)


def records(name: str) -> list[dict[str, str]]:
    """The lines of one of the CSV files beside this script."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def hundredths(text: str) -> int:
    """An amount in 万元 as written in the files."""
    return int(Decimal(text) * 100)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))

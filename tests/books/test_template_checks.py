"""The check sheet says what the rules say, for figures that hold and for figures that do not."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from juesuan.books.reading import read_disclosure
from juesuan.books.template import write_workbook
from juesuan.layouts import load_layout
from juesuan.layouts.grid import lay_out
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Status
from juesuan.model.rule import Severity
from juesuan.rules import check
from tests.engines.values import Sheets, values_of

EXAMPLES = Path(__file__).parents[2] / "examples"
HEADER = "编号"


def check_lines(sheets: Sheets) -> Iterator[dict[str, object]]:
    """The lines of the check sheet by column heading."""
    cells = sheets["校验"]
    header = next(int(cell[1:]) for cell, value in cells.items() if cell[0] == "A" and value == HEADER)
    titles = {letter: cells[f"{letter}{header}"] for letter in "ABCDEFGHIJK"}
    row = header + 1
    while f"A{row}" in cells:
        yield {str(title): cells.get(f"{letter}{row}") for letter, title in titles.items()}
        row += 1


def words_by_rule(sheets: Sheets) -> dict[str, set[object]]:
    words: dict[str, set[object]] = defaultdict(set)
    for line in check_lines(sheets):
        words[str(line["编号"])].add(line["结果"])
    return words


def disagreements(path: Path) -> list[str]:
    """Rules with an expression about which the check sheet and the rules do not say the same."""
    words = words_by_rule(values_of(path))
    found = []
    for outcome in check(read_disclosure(path)).outcomes:
        rule = outcome.rule
        if not rule.expect or "本版式" in outcome.reason:
            continue
        failed = {"不符" if rule.severity is Severity.ERROR else "留意"}
        agreeing = {
            Status.FAILED: bool(words[rule.id] & failed),
            Status.ROUNDING: "尾差" in words[rule.id] and not words[rule.id] & failed,
            Status.PASSED: words[rule.id] <= {"通过", "尾差", "—"},
            Status.NOT_APPLICABLE: words[rule.id] <= {"不适用", "—"},
        }
        if not agreeing[outcome.status]:
            found.append(f"{rule.id}: rules say {outcome.status}, sheet says {words[rule.id]}")
    return found


@pytest.mark.parametrize(
    "name", ["qingshan-2023/as-published", "qingshan-2023/corrected", "shanghai-2024/example"]
)
def test_examples_are_judged_alike(name: str) -> None:
    assert disagreements(EXAMPLES / f"{name}.xlsx") == []


def test_published_mistakes_show() -> None:
    words = words_by_rule(values_of(EXAMPLES / "qingshan-2023" / "as-published.xlsx"))
    # 20136 without its 项, 2080704 in two tables, 基本支出 of 223, 30212 and 30231 against 三公.
    assert {rule for rule, said in words.items() if "不符" in said} >= {
        "T202",
        "X171",
        "X172",
        "X201",
        "X203",
    }


@pytest.mark.parametrize("name", ["qingshan-2023/corrected", "shanghai-2024/example"])
def test_clean_examples_show_nothing_wrong(name: str) -> None:
    words = words_by_rule(values_of(EXAMPLES / f"{name}.xlsx"))
    assert [rule for rule, said in words.items() if said & {"不符", "尾差"}] == []
    assert any("通过" in said for said in words.values())


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", ["qingshan-2023/corrected", "shanghai-2024/example"])
def test_changed_figures_are_judged_alike(name: str, seed: int, tmp_path: Path) -> None:
    disclosure = read_disclosure(EXAMPLES / f"{name}.xlsx")
    change_some(disclosure, chance_of(f"{name}{seed}"))
    path = tmp_path / "changed.xlsx"
    write_workbook(disclosure.layout, path, disclosure, formulas=False)
    assert disagreements(path) == []


@pytest.mark.libreoffice
def test_changed_figures_are_judged_alike_by_libreoffice(
    tmp_path: Path, libreoffice_recalculated: Callable[[Path], Sheets]
) -> None:
    disclosure = read_disclosure(EXAMPLES / "shanghai-2024" / "example.xlsx")
    change_some(disclosure, chance_of("LibreOffice"), times=25)
    path = tmp_path / "changed.xlsx"
    write_workbook(disclosure.layout, path, disclosure, formulas=False)
    words = words_by_rule(values_of(path))
    assert sum("不符" in said for said in words.values()) > 5
    assert words_by_rule(libreoffice_recalculated(path)) == words


def chance_of(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - changes to figures, not secrets


def change_some(disclosure: Disclosure, chance: random.Random, times: int | None = None) -> None:
    tables = [table for table in disclosure.tables.values() if any(row.amounts for row in table.listing)]
    for _ in range(times or chance.choice([1, 1, 2, 4])):
        row = chance.choice([row for row in chance.choice(tables).listing if row.amounts])
        column = chance.choice(list(row.amounts))
        old = row.amounts[column].value
        row.amounts[column] = Amount(chance.choice([old + 1, old + 2, old * 10, -old, old + 100]))


SMALL = (("208", "社会保障和就业支出"), ("20805", "养老"), ("2080505", "养老保险"), ("2080506", "职业年金"))
AMOUNTS = {"208": 150.5, "20805": 150.5, "2080505": 100.2, "2080506": 50.3}


@pytest.mark.libreoffice
@pytest.mark.parametrize("layout_id", ["wuhan-2023", "shanghai-2024"])
def test_a_template_filled_in_by_hand_calculates_and_checks_itself(
    layout_id: str, tmp_path: Path, libreoffice_recalculated: Callable[[Path], Sheets]
) -> None:
    """Typed into the blank template: totals appear, identities hold, and one wrong figure is named."""
    right = fill_small(layout_id, tmp_path / "right.xlsx", {})
    sheets = libreoffice_recalculated(right)
    words = words_by_rule(sheets)
    assert [rule for rule, said in words.items() if said & {"不符", "尾差"}] == []
    assert {"T301", "T302", "X101", "X111", "X112", "X131", "X161", "X171", "X181"} <= {
        rule for rule, said in words.items() if "通过" in said
    }
    totals = [line["左边"] for line in check_lines(sheets) if line["编号"] in {"X101", "X111", "X131"}]
    assert totals == [150.5, 150.5, 150.5]
    wrong = fill_small(layout_id, tmp_path / "wrong.xlsx", {("expenditure", "20805"): 150.7})
    words = words_by_rule(libreoffice_recalculated(wrong))
    # 20805 is not the sum of its 项 and not what the other tables say; 合计 adds up the 项 and stays right.
    assert {rule for rule, said in words.items() if "不符" in said} == {"T302", "X171", "X172", "X181"}


def fill_small(layout_id: str, path: Path, changes: dict[tuple[str, str], float]) -> Path:
    """Fill in the blank template as a person does: only cells that are not locked."""
    layout = load_layout(layout_id)
    book = openpyxl.load_workbook(Path(__file__).parents[2] / "workbook_templates" / f"{layout_id}.xlsx")

    def enter(table: str, row: int, column: int, value: float | str) -> None:
        cell = book[layout.tables[table].sheet].cell(row + 1, column + 1)
        assert not cell.protection.locked, f"{table} {cell.coordinate} is locked"
        cell.value = value

    listed = {"income": "财政拨款收入", "expenditure": "基本支出", "general_budget": "基本支出"}
    for table, column in listed.items():
        grid = lay_out(layout.tables[table])
        where = {placed.spec.id: placed.first for placed in grid.columns}
        for row, (code, name) in enumerate(SMALL, grid.first_open or 0):
            enter(table, row, where["科目编码"], code)
            enter(table, row, where["科目名称"], name)
            enter(table, row, where[column], changes.get((table, code), AMOUNTS[code]))
    single = {
        ("total", "一般公共预算财政拨款收入", "金额"): 150.5,
        ("total", "社会保障和就业支出", "金额"): 150.5,
        ("fiscal_total", "一般公共预算财政拨款", "决算数"): 150.5,
        ("fiscal_total", "社会保障和就业支出", "一般公共预算财政拨款"): 150.5,
        ("basic", "30108", "决算数"): 100.2,
        ("basic", "30109", "决算数"): 50.3,
    }
    for (table, key, column), value in single.items():
        grid = lay_out(layout.tables[table])
        placed = next(placed for placed in grid.rows if placed.spec.id == key)
        index = next(c.first for c in grid.block_columns(placed.block) if c.spec.id == column)
        enter(table, placed.row, index, value)
    book.save(path)
    return path

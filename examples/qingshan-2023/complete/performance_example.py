"""Fill the forms of 绩效自评 of the complete example in, as an officer does between two clicks.

The entries are the CSV files beside this script; rates, points, scores and totals are the program's.
"""  # noqa: INP001 - a script, not part of a package

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from juesuan.books.package import CellEdit, Package, edit_cells
from juesuan.books.performance_sheets import ACTUAL, HEADINGS, SCORE, SHEET_PREFIX, Label
from juesuan.books.sheets import Sheet, open_book
from juesuan.fill.performance import fill_performance
from juesuan.model.reference import a1

HERE = Path(__file__).parent
_NAME, _TARGET, _WEIGHT, _DEVIATION = 3, 4, SCORE - 1, len(HEADINGS) - 1  # zero-based columns
_GOAL_WEIGHT = 6

Edits = dict[str, CellEdit]


def fill_forms(workbook: Path, scratch: Path, result: Path) -> None:
    """Add the forms to a workbook, enter what an officer enters, and work the rest out."""
    blank, entered = scratch / "blank.xlsx", scratch / "entered.xlsx"
    projects = list(dict.fromkeys(line["project"] for line in records("entries") if line["project"]))
    fill_performance(workbook, projects).prepared.write(blank)
    package = Package.open(blank)
    sheets = (sheet for name, sheet in open_book(blank).sheets.items() if name.startswith(SHEET_PREFIX))
    edit_cells(package, {sheet.name: entries(sheet) for sheet in sheets})
    package.save(entered)
    rating = fill_performance(entered)
    if rating.left:
        raise ValueError("；".join(rating.left))
    rating.prepared.write(result)


def entries(sheet: Sheet) -> Edits:
    """What goes into one form."""
    labels = {sheet.text(row, 0): row for row in range(sheet.height)}
    project = sheet.text(labels[Label.PROJECT], 1) if Label.PROJECT in labels else ""
    edits: Edits = {}
    for line in records("entries"):
        if line["project"] == project:
            edits[a1(labels[line["label"]], 1)] = CellEdit(value=constant(line["value"]))
    if not project:
        for line in records("goals"):
            row = labels[f"年度目标{line['goal']}"]
            edits[a1(row, 1)] = CellEdit(value=line["words"])
            edits[a1(row, _GOAL_WEIGHT)] = CellEdit(value=Decimal(line["weight"]))
    for line in records("indicators"):
        if line["project"] == project:
            edits |= indicator(sheet, line)
    return edits


def indicator(sheet: Sheet, line: dict[str, str]) -> Edits:
    """One line of a form, at the row of its goal and 二级指标."""
    (row,) = (
        row
        for row in range(sheet.height)
        if (sheet.text(row, 0), sheet.text(row, 2)) == (line["goal"], line["second"])
    )
    written = {_NAME: "name", _TARGET: "target", ACTUAL: "actual", _WEIGHT: "weight", _DEVIATION: "deviation"}
    return {
        a1(row, column): CellEdit(value=Decimal(line[key]) if column == _WEIGHT else line[key])
        for column, key in written.items()
        if line[key]
    }


def constant(text: str) -> Decimal | str:
    """A number where the text is one."""
    return Decimal(text) if text.replace(".", "").isdecimal() else text


def records(name: str) -> Iterator[dict[str, str]]:
    """The lines of one of the CSV files beside this script."""
    with (HERE / f"performance-{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from list(csv.DictReader(file))

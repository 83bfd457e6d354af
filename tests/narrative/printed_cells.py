"""The figures of a workbook, read with openpyxl by the labels and numbers of the forms, nothing else.

Amounts are Decimals in 万元; an empty cell is 0. Departments that were made up have no workbook: their tables
are taken as they were made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from juesuan.model.disclosure import Disclosure

ZERO = Decimal(0)
PARTS = (
    "合计",
    "因公出国（境）费",
    "公务用车购置及运行维护费",
    "公务用车购置费",
    "公务用车运行维护费",
    "公务接待费",
)
TITLES = {
    "total": "收入支出决算总表",
    "income": "收入决算表",
    "expenditure": "支出决算表",
    "fiscal": "财政拨款收入支出决算总表",
    "general": "一般公共预算财政拨款支出决算表",
    "basic": "一般公共预算财政拨款基本支出决算(?:明细)?表",
    "fund": "政府性基金预算财政拨款收入支出决算表",
    "capital": "国有资本经营预算财政拨款(?:收入)?支出决算表",
    "three": "财政拨款“三公”经费支出决算表",
}


def amount(value: Any) -> Decimal:
    return Decimal(str(value)).quantize(Decimal("0.01")) if isinstance(value, int | float) else ZERO


@dataclass
class Subject:
    """A row of a table listed by subject: its name and figures from left to right."""

    name: str
    figures: list[Decimal] = field(default_factory=list)


class Cells(Protocol):
    """The figures that a reader of an explanation looks up."""

    def line(self, table: str, label: str) -> Decimal:
        """The figure of a line of 公开01 or 公开04."""
        ...

    def listed(self, table: str) -> dict[str, Subject]:
        """The rows of a table listed by subject, the total under 合计."""
        ...

    def basic(self, label: str) -> Decimal:
        """人员经费合计 or 公用经费合计."""
        ...

    def three_public(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Budget and final of each part."""
        ...

    def beside(self, sheet: str, label: str, away: int) -> Decimal:
        """A figure of a supporting sheet."""
        ...


IDS = {
    "fiscal": "fiscal_total",
    "general": "general_budget",
    "fund": "government_fund",
    "capital": "state_capital",
    "three": "three_public",
}
COLUMNS = (
    "合计",
    "因公出国（境）费",
    "公务用车小计",
    "公务用车购置费",
    "公务用车运行维护费",
    "公务接待费",
)


class MadeCells:
    """The tables of a department that was made up."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._tables = disclosure.tables

    def _at(self, table: str, row: str, column: str) -> Decimal:
        found = self._tables[IDS.get(table, table)].find(row)
        return amount(found.amount(column).value / 100 if found else None)

    def line(self, table: str, label: str) -> Decimal:
        row = "收入总计" if label == "总计" else label
        return self._at(table, row, "金额" if table == "total" else "决算数")

    def listed(self, table: str) -> dict[str, Subject]:
        there = self._tables[IDS.get(table, table)]
        columns = [column.id for column in there.spec.amounts]
        return {
            row.code or "合计": Subject(row.label, [self._at(table, row.id, column) for column in columns])
            for row in there.listing
        }

    def basic(self, label: str) -> Decimal:
        return self._at("basic", label, "决算数")

    def three_public(self) -> dict[str, tuple[Decimal, Decimal]]:
        stages = [[self._at("three", "金额", stage + one) for one in COLUMNS] for stage in ("预算", "决算")]
        return dict(zip(PARTS, zip(*stages, strict=True), strict=True))

    def beside(self, sheet: str, label: str, away: int) -> Decimal:
        return ZERO


class PrintedCells:
    """One workbook of figures."""

    def __init__(self, path: Path) -> None:
        book = openpyxl.load_workbook(path, data_only=True)
        self._sheets: dict[str, Worksheet] = {}
        self._listed: dict[str, dict[str, Subject]] = {}
        for sheet in book.worksheets:
            title = re.sub(r"^20\d\d年度", "", str(sheet["A1"].value))
            for name, pattern in TITLES.items():
                if re.fullmatch(pattern, title):
                    self._sheets[name] = sheet
        self._others = {sheet.title: sheet for sheet in book.worksheets}
        self._numbered = any(cell.value == "行次" for cell in self._sheets["total"][5])

    def line(self, table: str, label: str) -> Decimal:
        """The figure beside a label of 公开01 or 公开04; of two labels the one in the first column."""
        away = 2 if self._numbered else 1
        return amount(min(_places(self._sheets[table], label))[1].offset(0, away).value)

    def listed(self, table: str) -> dict[str, Subject]:
        """Rows by code, the total under 合计; codes stand in the first column."""
        if table in self._listed:
            return self._listed[table]
        sheet, first = self._sheets[table], 4 if self._numbered else 2
        found = {}
        for row in sheet.iter_rows(values_only=True):
            code = str(row[0] or "").strip()
            if code == "合计" or re.fullmatch(r"\d{3}(?:\d\d)?(?:\d\d)?", code):
                figures = [amount(one) for one in row[first : first + 7]]
                found[code] = Subject(str(row[first - 1] or ""), figures)
        return self._listed.setdefault(table, found)

    def beside(self, sheet: str, label: str, away: int) -> Decimal:
        """The figure so many cells to the right of a label of any sheet."""
        there = self._sheets.get(sheet) or self._others.get(sheet)
        found = list(_places(there, label)) if there else []
        return amount(found[0][1].offset(0, away).value) if found else ZERO

    def basic(self, label: str) -> Decimal:
        """人员经费合计 or 公用经费合计: the first figure to the right, past merged cells."""
        for row in self._sheets["basic"].iter_rows(values_only=True):
            if label in row:
                after = row[row.index(label) + 1 :]
                return next((amount(one) for one in after if isinstance(one, int | float)), ZERO)
        raise AssertionError(label)

    def three_public(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Budget and final of each part."""
        rows = list(self._sheets["three"].iter_rows(values_only=True))
        place = next(n for n, row in enumerate(rows) if any(str(one).startswith("注") for one in row))
        figures = [amount(one) for one in rows[place - 1][:12]]
        plans, finals = (figures[:6], figures[6:]) if self._numbered else (figures[::2], figures[1::2])
        return dict(zip(PARTS, zip(plans, finals, strict=True), strict=True))


def _places(sheet: Worksheet, label: str) -> Iterator[tuple[tuple[int, int], Cell]]:
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, Cell) and _plain(cell.value) == label:
                yield (cell.column, cell.row), cell


def _plain(value: Any) -> str:
    """A label without its number, such as 一、 or （三）."""
    text = re.sub(r"\s", "", str(value or ""))
    return re.sub(r"^(?:其中：)?(?:[一二三四五六七八九十]+、)?", "", text)

"""The sheets 上年数 and 年初预算 of a workbook: figures kept there to be compared with, read back."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from juesuan.books.amount_text import number_from_text
from juesuan.books.captions import unit_stated
from juesuan.books.wording import plain
from juesuan.model.amount import Amount
from juesuan.model.comparison import Comparison
from juesuan.model.disclosure import NotLocated
from juesuan.model.reference import CellRef, a1

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.sheets import Book, Sheet, Value
    from juesuan.model.disclosure import Disclosure

PREVIOUS_SHEET, PREVIOUS_HEADINGS = "上年数", ("表", "行", "名称", "栏", "上年数")
BUDGET_SHEET, BUDGET_HEADINGS = "年初预算", ("科目编码", "科目名称", "年初预算")
SOURCE = "来源："
WHOLE_TABLE = "（全表）"  # the line of 上年数 that says: this table was read
_HIGHEST = 12  # rows among which the headings have to be
_ITEM_DIGITS = 7
_PER_WAN = 10_000


def read_comparison(book: Book, disclosure: Disclosure) -> tuple[Comparison, list[NotLocated]]:
    """Read both sheets, and list the cells on them that cannot be understood.

    Amounts are given in the disclosure's unit, rounded half away from zero where the sheet is in 元.
    """
    notices: list[NotLocated] = []
    previous, tables, previous_source = _read_previous(book, disclosure, notices)
    budget, budget_source = _read_budget(book, disclosure, notices)
    return Comparison(previous, frozenset(tables), previous_source, budget, budget_source), notices


def has_headings(book: Book, name: str, headings: tuple[str, ...]) -> bool:
    """Whether the book has a sheet of this name that is one of these, and not somebody's own."""
    return _Lines(book.sheets.get(name), headings, "").found


def _read_previous(
    book: Book, disclosure: Disclosure, notices: list[NotLocated]
) -> tuple[dict[CellRef, Amount], set[str], str]:
    layout = disclosure.layout
    ids = {plain(spec.title): name for name, spec in (layout.tables | layout.supporting).items()}
    amounts: dict[CellRef, Amount] = {}
    tables: set[str] = set()
    lines = _Lines(book.sheets.get(PREVIOUS_SHEET), PREVIOUS_HEADINGS, disclosure.unit)
    for row, (title, key, _, column, _) in lines:
        table = ids.get(plain(title))
        if table is None:
            if title:
                notices.append(lines.notice(row, 0, title, "不是本版式的表"))
            continue
        tables.add(table)
        if key == WHOLE_TABLE or not column:
            continue
        amount = lines.amount(row, 4)
        if amount is None:
            notices.append(lines.notice(row, 4, lines.text(row, 4), "不是金额"))
        else:
            amounts[CellRef(table, key, column)] = amount
    return amounts, tables, lines.source


def _read_budget(
    book: Book, disclosure: Disclosure, notices: list[NotLocated]
) -> tuple[dict[str, Amount] | None, str]:
    lines = _Lines(book.sheets.get(BUDGET_SHEET), BUDGET_HEADINGS, disclosure.unit)
    if not lines.found:
        return None, ""
    amounts: dict[str, Amount] = {}
    for row, (code, _, _) in lines:
        if not code.isdecimal() or len(code) != _ITEM_DIGITS:
            continue  # 合计, 类 and 款 are sums of what is below them
        amount = lines.amount(row, 2)
        if amount is None:
            notices.append(lines.notice(row, 2, lines.text(row, 2), "不是金额"))
        elif code in amounts and amounts[code] != amount:
            notices.append(lines.notice(row, 0, code, "重复，取了前一处"))
        else:
            amounts[code] = amount
    return amounts or None, lines.source


class _Lines:
    """The lines of one of these sheets, below its headings; none where there is no such sheet."""

    def __init__(self, sheet: Sheet | None, headings: tuple[str, ...], unit: str) -> None:
        self._sheet, self._width, self._wanted_unit = sheet, len(headings), unit
        self._first = 0
        for row in range(min(_HIGHEST, sheet.height) if sheet else 0):
            if sheet and tuple(plain(sheet.text(row, column)) for column in range(len(headings))) == headings:
                self._first = row + 1
                break
        above = [text for _, text in sheet.first_texts(self._first)] if sheet and self.found else []
        self.source = next((text.removeprefix(SOURCE) for text in above if text.startswith(SOURCE)), "")
        self.unit = next(filter(None, map(unit_stated, above)), None) or unit

    @property
    def found(self) -> bool:
        """Whether the sheet is there, with its headings."""
        return self._first > 0

    def __iter__(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        if self._sheet is not None and self.found:
            for row in range(self._first, self._sheet.height):
                texts = tuple(self._sheet.text(row, column).strip() for column in range(self._width))
                if any(texts):
                    yield row, texts

    def text(self, row: int, column: int) -> str:
        return self._sheet.text(row, column) if self._sheet else ""

    def amount(self, row: int, column: int) -> Amount | None:
        """The amount of a cell; blank for an empty one or a dash, None for anything else."""
        line = self._sheet.grid[row] if self._sheet else []
        number = _number(line[column] if column < len(line) else "", self.unit)
        if number is None or number.is_nan():
            return None if number is None else Amount()
        return Amount(hundredths_in(number, self.unit, self._wanted_unit))

    def notice(self, row: int, column: int, found: str, what: str) -> NotLocated:
        name = self._sheet.name if self._sheet else ""
        return NotLocated(
            "", f"“{found}”{what}，没有取用", f"{name}!{a1(row, column)}", "金额" if column else "表名"
        )


def hundredths_in(number: Decimal, unit: str, wanted: str) -> int:
    """A number of 元 or 万元 in hundredths of the wanted unit, rounded half away from zero."""
    if unit != wanted:
        number = number * _PER_WAN if unit == "万元" else number / _PER_WAN
    return int((number * 100).to_integral_value(ROUND_HALF_UP))


def _number(value: Value, unit: str) -> Decimal | None:
    """A cell's value as a number, NaN for nothing, None for what is no number."""
    if isinstance(value, str):
        return number_from_text(value, unit)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return Decimal(f"{value:.15g}")

"""What the columns of a sample export could be: codes, names, amounts, and where the amounts could go."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from juesuan.books.amount_text import number_from_text
from juesuan.books.wording import plain
from juesuan.fill.sources.column_paths import ColumnPaths, find_paths, is_numbering
from juesuan.fill.sources.spec import CODE_HEADINGS, NAME_HEADINGS, Path
from juesuan.fill.sources.wording import heading_wording
from juesuan.layouts import layout_ids, load_layout

if TYPE_CHECKING:
    from juesuan.books.sheets import Sheet

CODE, NAME, AMOUNT, TEXT = "code", "name", "amount", "text"
_WORDS = frozenset(
    {
        "金额", "借方", "贷方", "余额", "期初余额", "期末余额", "本期发生额", "本年累计", "本年累计发生额",
        "借方金额", "贷方金额", "方向", "摘要", "决算数", "支出", "收入", "功能科目", "经济科目",
        "支出功能分类", "经济分类", "年初预算数", "基本支出", "项目支出", "合计",
    }
)  # fmt: skip
_SAMPLED = 300  # rows
_PREFERRED = ("决算数", "本年累计", "累计", "借方", "发生额", "金额", "期末余额")
_PLAIN_CODE = re.compile(r"\d{3}(?:\d{2}){0,2}")
_CODE_AT_END = re.compile(r"(?<!\d)(?:\d{7}|\d{5}|\d{3})$")
_UNIT = re.compile(r"单位:(?:人民币)?(万元|元)")
_MAIN = {"income": "本年收入合计", "expenditure": "本年支出合计", "basic": "决算数"}
_FEW = 6


@dataclass(slots=True)
class GuessedColumn:
    """One column of a sample: its headings, what it holds, an example, and where it could go."""

    index: int
    path: Path
    role: str
    example: str = ""
    target: str = ""
    values: tuple[str, ...] = ()


@dataclass(slots=True)
class GuessedSheet:
    """One sheet of a sample with everything that could be guessed; ``table`` is empty without codes.

    ``repeated`` says that a subject has several lines; ``kinds`` are the columns of the table that a column
    of texts, ``kind``, tells apart (基本支出, 项目支出).
    """

    name: str
    heading_row: int
    unit: str
    unit_stated: bool
    columns: list[GuessedColumn] = field(default_factory=list)
    table: str = ""
    pattern: str = ""
    repeated: bool = False
    kind: GuessedColumn | None = None
    kinds: dict[str, str] = field(default_factory=dict)

    def of(self, role: str) -> list[GuessedColumn]:
        """The columns of a role."""
        return [column for column in self.columns if column.role == role]


def guess_sheet(sheet: Sheet) -> GuessedSheet | None:
    """Look at one sheet; None when it has no headings that anybody would recognise."""
    words = _WORDS | {path[-1] for path in (*CODE_HEADINGS, *NAME_HEADINGS)}
    paths = find_paths(sheet, words)
    if paths is None:
        return None
    stated = [_UNIT.search(plain(text)) for _, text in sheet.first_texts(paths.top + 1)]
    unit = next((found[1] for found in stated if found), "")
    guess = GuessedSheet(sheet.name, paths.top + 1, unit or "元", bool(unit))
    for index in paths.shown:
        guess.columns.append(_column(sheet, paths, index))
    codes = guess.of(CODE)
    if codes:
        guess.pattern, guess.table = _subject(sheet, paths, codes[0].index)
        listed = [sheet.text(row, codes[0].index) for row in range(paths.bottom + 1, sheet.height)]
        guess.repeated = any(count > 1 for code, count in Counter(listed).items() if code)
        _assign(guess)
    return guess


def _column(sheet: Sheet, paths: ColumnPaths, index: int) -> GuessedColumn:
    path = paths.shown[index]
    labels = set(range(min(sheet.width, 4)))
    rows = [row for row in range(paths.bottom + 1, sheet.height) if not is_numbering(sheet, row, labels)]
    texts = [text for row in rows[:_SAMPLED] if (text := sheet.text(row, index))]
    numbers = [text for text in texts if _is_number(text)]
    leaf = heading_wording(path[-1])
    example = next((text for text in numbers if text not in {"0", "0.00"}), texts[0] if texts else "")
    if leaf in {heading_wording(code[-1]) for code in CODE_HEADINGS} or leaf.endswith(("编码", "代码")):
        return GuessedColumn(index, path, CODE, texts[0] if texts else "")
    if leaf.endswith("名称"):
        return GuessedColumn(index, path, NAME, texts[0] if texts else "")
    if _are_codes(texts):
        return GuessedColumn(index, path, CODE, texts[0])
    if numbers and len(numbers) * 2 >= len(texts) and leaf not in {"行次", "序号"}:
        return GuessedColumn(index, path, AMOUNT, example)
    distinct = tuple(dict.fromkeys(texts))
    return GuessedColumn(index, path, TEXT, example, values=distinct if len(distinct) <= _FEW else ())


def _are_codes(texts: list[str]) -> bool:
    """Whether most of a column's texts look like 款 or 项, and some are in the catalogue."""
    layout = load_layout(layout_ids()[0])
    codes = [text for text in texts if len(text) > len("208") and _PLAIN_CODE.fullmatch(text)]
    return len(codes) * 2 > len(texts) and any(map(layout.subject, codes))


def _is_number(text: str) -> bool:
    number = number_from_text(text, "元")
    return number is not None and number.is_finite()


def _subject(sheet: Sheet, paths: ColumnPaths, index: int) -> tuple[str, str]:
    """How the subject's code is found in a code column, and the table that lists such subjects."""
    texts = [text for row in range(paths.bottom + 1, sheet.height) if (text := sheet.text(row, index))]
    plain_codes = [text for text in texts if _PLAIN_CODE.fullmatch("".join(text.split()))]
    pattern = ""
    if len(plain_codes) * 2 < len(texts):
        ends = [found[0] for text in texts if (found := _CODE_AT_END.search(text))]
        if len(ends) * 2 >= len(texts) > 0:
            longest = max(map(len, ends))
            pattern = rf"(?<!\d)(\d{{{longest}}})$"
            plain_codes = [end for end in ends if len(end) == longest]
    first = Counter(code.strip()[0] for code in plain_codes).most_common(1)
    income = any("收入" in part for path in paths.shown.values() for part in path)
    tables = {"3": "basic", "2": "income" if income else "expenditure"}
    return pattern, tables.get(first[0][0], "") if first else ""


def _assign(guess: GuessedSheet) -> None:
    """Give each amount the table's column of the same heading; else the likeliest amount its main column."""
    if not guess.table:
        return
    known = _known_columns(guess.table)
    for column in guess.of(TEXT):
        kinds = {value: known.get(heading_wording(value), "") for value in column.values}
        if len(kinds) > 1 and all(kinds.values()):
            guess.kind, guess.kinds = column, kinds
    amounts = guess.of(AMOUNT)
    for column in amounts:
        name = known.pop(heading_wording(column.path[-1]), "")
        column.target = f"{guess.table}[{{code}}].{name}" if name else ""
    if amounts and not any(column.target for column in amounts):
        likeliest = min(amounts, key=lambda column: _preference(column.path))
        likeliest.target = f"{guess.table}[{{code}}].{_MAIN[guess.table]}"


def _known_columns(table: str) -> dict[str, str]:
    """The columns of a table by all their headings, in any layout."""
    known: dict[str, str] = {}
    for layout in map(load_layout, layout_ids()):
        for column in layout.tables[table].amounts:
            for name in (column.id, *column.heading[-1:], *column.aliases):
                known.setdefault(heading_wording(name), column.id)
    return known


def _preference(path: Path) -> int:
    said = [heading_wording(part) for part in path]
    ranks = [
        rank for rank, word in enumerate(_PREFERRED) if any(heading_wording(word) in part for part in said)
    ]
    paid = 0 if any("借" in part for part in said) else 1
    return 2 * min(ranks, default=len(_PREFERRED)) + paid

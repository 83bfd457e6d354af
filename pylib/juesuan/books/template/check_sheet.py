"""The 校验 sheet: every identity with both sides, their difference and the result, all live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.template.comparing import (
    FAILED,
    LOOK,
    NOT_APPLICABLE,
    NOTHING,
    PASSED,
    ROUNDING,
    difference_formula,
    fail_word,
    verdict_formula,
)
from juesuan.books.template.conditions import FAILS, HOLDS, SHEET
from juesuan.books.template.entering import protect
from juesuan.books.template.placing import quoted
from juesuan.books.template.theme import BAD, CLOSE, GOOD, QUIET, column_pixels, height_for
from juesuan.model.reference import a1
from juesuan.model.rule import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.worksheet import Worksheet

    from juesuan.books.template.book import Book
    from juesuan.books.template.check_lines import CheckLine
    from juesuan.books.template.placing import Cell

_COLUMNS = (
    ("编号", 7.0), ("规则", 58.0), ("级别", 7.0), ("位置", 13.0), ("左边", 13.0), ("关系", 6.0),
    ("右边", 13.0), ("差额", 11.0), ("允许", 8.0), ("结果", 9.0), ("备注", 36.0),
)  # fmt: skip
_RESULT = 9
_COUNTS_ROW = 2
_HEADER = 3
_LEVELS = {Severity.ERROR: "硬性", Severity.WARNING: "提示", Severity.HINT: "提示"}
_SIGNS = {"=": "＝", "<=": "≤", ">=": "≥"}
_FIGURE = "#,##0.00;-#,##0.00;0.00;@"
_LOOKS = (
    (FAILED, BAD),
    (LOOK, CLOSE),
    (ROUNDING, CLOSE),
    (PASSED, GOOD),
    (NOT_APPLICABLE, QUIET),
    (NOTHING, QUIET),
)


def write_checks(book: Book) -> None:
    """Write the summary on top, the circumstances, and a line for every identity."""
    sheet = book.sheets[SHEET]
    for column, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
    lines = book.checks.lines
    first, last = _HEADER + 1, _HEADER + len(lines)
    sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, "校验", book.theme.title(16))
    sheet.set_row(0, 28)
    results = f"${'ABCDEFGHIJK'[_RESULT]}${first + 1}:${'ABCDEFGHIJK'[_RESULT]}${last + 1}"
    _write_summary(book, sheet, results, lines)
    _write_circumstances(book, sheet)
    heading = book.theme(border=1, align="center", bg_color="#E7ECF3", bold=True)
    for column, (text, _) in enumerate(_COLUMNS):
        sheet.write_string(_HEADER, column, text, heading)
    for row, line in enumerate(lines, first):
        _LineWriter(book, sheet, row).write(line)
    for word, look in _LOOKS:
        rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": book.looks[str(look)]}
        sheet.conditional_format(first, _RESULT, last, _RESULT, rule)
    sheet.autofilter(_HEADER, 0, last, len(_COLUMNS) - 1)
    sheet.freeze_panes(_HEADER + 1, 0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.repeat_rows(_HEADER)
    bottom = max((row for row, _ in condition_cells(book).values()), default=last)
    sheet.print_area(0, 0, bottom, len(_COLUMNS) - 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.set_tab_color("#2E75B6")
    protect(sheet)


def condition_cells(book: Book) -> dict[str, Cell]:
    """Where the circumstances stand: below the lines, by defined name."""
    first = _HEADER + len(book.checks.lines) + 3
    return {one.name: (first + offset, 2) for offset, one in enumerate(book.checks.circumstances)}


def _write_summary(book: Book, sheet: Worksheet, results: str, lines: Sequence[CheckLine]) -> None:
    theme = book.theme
    counted = {word: sum(line.result == word for line in lines) for word, _ in _LOOKS}
    failed, look, passed = (f'COUNTIF({results},"{word}")' for word in (FAILED, LOOK, PASSED))
    sentence = (
        f'=IF({failed}>0,"有 "&{failed}&" 条不符，请逐条核对改正（可在“结果”栏筛选）。",'
        f'IF({look}>0,"没有不符；有 "&{look}&" 条提示，请留意。",'
        f'IF({passed}=0,"还没有可以核对的金额。","没有不符。")))'
    )
    if counted[FAILED]:
        said = f"有 {counted[FAILED]} 条不符，请逐条核对改正（可在“结果”栏筛选）。"
    elif counted[LOOK]:
        said = f"没有不符；有 {counted[LOOK]} 条提示，请留意。"
    else:
        said = "没有不符。" if counted[PASSED] else "还没有可以核对的金额。"
    last = len(_COLUMNS) - 1
    style = theme(font_size=12, bold=True)
    sheet.merge_range(1, 0, 1, last, "", style)
    sheet.write_formula(1, 0, sentence, style, said)
    sheet.set_row(1, 22)
    sheet.set_row(_COUNTS_ROW, 20)
    places = ((FAILED, 3), (ROUNDING, 5), (PASSED, 7), (LOOK, 9))
    total = f"共 {len(lines)} 条（其余没有金额或不适用），其中："
    sheet.merge_range(_COUNTS_ROW, 0, _COUNTS_ROW, 2, total, theme(align="left"))
    for word, column in places:
        sheet.write_string(_COUNTS_ROW, column, word, theme(align="right"))
        number = theme(align="left", bold=True)
        sheet.write_formula(_COUNTS_ROW, column + 1, f'=COUNTIF({results},"{word}")', number, counted[word])
        look_of = dict(_LOOKS)[word]
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": book.looks[str(look_of)]}
        sheet.conditional_format(_COUNTS_ROW, column + 1, _COUNTS_ROW, column + 1, rule)


def _write_circumstances(book: Book, sheet: Worksheet) -> None:
    last = len(_COLUMNS) - 1
    note = book.theme(align="left", font_color="#595959")
    for circumstance, (row, column) in zip(
        book.checks.circumstances, condition_cells(book).values(), strict=True
    ):
        condition = circumstance.condition
        sheet.merge_range(row, 0, row, column - 1, f"适用条件：{condition.id}", book.theme(align="left"))
        value = HOLDS if circumstance.holds else FAILS
        style = book.theme(align="center", bold=True)
        sheet.write_formula(row, column, circumstance.formula, style, value)
        sheet.merge_range(row, column + 1, row, last, f"不成立时：{condition.unless}", note)


class _LineWriter:
    """Writes one line into a row."""

    def __init__(self, book: Book, sheet: Worksheet, row: int) -> None:
        self._book, self._sheet, self._row = book, sheet, row

    def write(self, line: CheckLine) -> None:
        theme, sheet, row = self._book.theme, self._sheet, self._row
        text, centred = theme(border=1, text_wrap=True), theme(border=1, align="center")
        figure = theme(border=1, align="right", num_format=_FIGURE, shrink=True)
        sheet.write_string(row, 0, line.rule.id, centred)
        sheet.write_string(row, 1, line.text, text)
        sheet.write_string(row, 2, _LEVELS[line.rule.severity], centred)
        place = f"{line.sheet}!{a1(*line.cell)}"
        link = theme(border=1, font_color="#0563C1", underline=1)
        target = f"internal:{quoted(line.sheet)}!{a1(*line.cell)}"
        sheet.write_url(row, 3, target, link, place, f"转到 {place}")
        sheet.write_formula(row, 4, f"={line.left.total}", figure, line.left.value / 100)
        sheet.write_string(row, 5, _SIGNS[line.relation], centred)
        sheet.write_formula(row, 6, f"={line.right.total}", figure, line.right.value / 100)
        difference = (line.left.value - line.right.value) / 100
        sheet.write_formula(
            row, 7, f"={difference_formula(self._cell(4), self._cell(6))}", figure, difference
        )
        allowed, value = line.allowed
        sheet.write_formula(row, 8, f"={allowed}", figure, value / 100)
        sheet.write_formula(row, _RESULT, f"={self._result(line)}", centred, line.result)
        remark, said = _remark(line)
        if remark:
            sheet.write_formula(row, 10, f"={remark}", text, said)
        else:
            sheet.write_blank(row, 10, None, text)
        longest = max(_height(line.text, 1), _height(line.gate.reason, 10))
        sheet.set_row(row, longest)

    def _cell(self, column: int) -> str:
        return a1(self._row, column)

    def _result(self, line: CheckLine) -> str:
        empty = f"AND({self._cell(4)}=0,{self._cell(6)}=0)"
        if line.checks:
            failed, _ = line.count(fail_word(line.rule))
            close, _ = line.count(ROUNDING)
            inner = (
                f'IF({failed}>0,"{fail_word(line.rule)}",IF({close}>0,"{ROUNDING}",'
                f'IF({empty},"{NOTHING}","{PASSED}")))'
            )
        else:
            allowed = self._cell(8) if line.allowed[0] != "0" else "0"
            inner = verdict_formula(line.rule, line.relation, self._cell(7), allowed, PASSED)
            inner = f'IF({empty},"{NOTHING}",{inner})'
        return line.gate.around(inner, NOT_APPLICABLE)


def _remark(line: CheckLine) -> tuple[str, str]:
    """Which rows do not hold, or why the rule does not apply: formula without ``=``, and value."""
    word = fail_word(line.rule)
    if not line.checks:
        inner, said = '""', ""
    else:
        count, number = line.count(word)
        sheets = dict.fromkeys(check.host.sheet for check in line.checks)
        where = f" 行{word}，见{'、'.join(f'“{sheet}”' for sheet in sheets)}右侧校验列"
        inner, said = f'IF({count}=0,"",{count}&"{where}")', f"{number}{where}" if number else ""
    if not line.gate.formula:
        return (inner, said) if line.checks else ("", "")
    return line.gate.around(inner, line.gate.reason), said if line.gate.applies else line.gate.reason


def _height(text: str, column: int) -> float:
    return height_for(text, column_pixels(_COLUMNS[column][1]))

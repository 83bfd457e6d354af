"""The officer's answers: from a sheet with 序号 and 是或否, or from the 自查表 that a document ends with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.delimited import SUFFIXES, read_delimited
from juesuan.books.errors import ReadError
from juesuan.books.sheets import open_book
from juesuan.model.selfcheck import Answer, Checklist

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from juesuan.books.sheets import Sheet
    from juesuan.texts.lines import Line

SHEET = "自查表"
_NUMBER, _ANSWERS = "序号", ("是或否", "本单位的回答", "答案", "是否", "填报", "自查结果")
_HIGHEST = 12  # rows among which the headings have to be
_NOT_WORDS = re.compile(r"[\s，。、；：:;,.()（）“”\"'‘’《》]")
_YES, _NO = {"是", "√", "✓", "Y", "y"}, {"否", "×", "✗", "N", "n"}


def read_answers(path: Path) -> Mapping[int, Answer]:
    """Read answers from an .xlsx or a .csv. Raises ReadError when it has no such columns, or odd answers."""
    if path.suffix.lower() in SUFFIXES:
        return _from_sheet(read_delimited(path)[0], path)
    sheets = open_book(path).sheets
    if not sheets:
        raise ReadError(f"文件“{path}”里没有工作表", str(path))
    return _from_sheet(sheets.get(SHEET) or next(iter(sheets.values())), path)


def _from_sheet(sheet: Sheet, path: Path) -> dict[int, Answer]:
    for top in range(min(_HIGHEST, sheet.height)):
        cells = [_NOT_WORDS.sub("", sheet.text(top, column)) for column in range(sheet.width)]
        column = next((cells.index(name) for name in _ANSWERS if name in cells), None)
        if _NUMBER in cells and column is not None:
            return dict(_rows(sheet, path, top + 1, (cells.index(_NUMBER), column)))
    what = f"“{sheet.name}”里没有表头“{_NUMBER}”和“{_ANSWERS[0]}”，请按自查表的格式填写"
    raise ReadError(f"{what}：{path}", str(path), sheet.name)


def _rows(sheet: Sheet, path: Path, first: int, columns: tuple[int, int]) -> list[tuple[int, Answer]]:
    found = []
    for row in range(first, sheet.height):
        number, answer = (sheet.text(row, column).strip() for column in columns)
        if not number.isdecimal() or not answer:
            continue
        if answer not in _YES | _NO:
            what = f"“{sheet.name}”序号 {number} 的回答是“{answer}”，应填“是”或“否”"
            raise ReadError(f"{what}：{path}", str(path), sheet.name)
        found.append((int(number), Answer.YES if answer in _YES else Answer.NO))
    return found


def answers_in(lines: Sequence[Line], checklist: Checklist) -> Mapping[int, Answer]:
    """The answers in the 自查表 of a document: each stands behind the words of its item.

    An item whose words are not there, or that no 是 or 否 follows, has no answer: none is guessed.
    """
    text = _NOT_WORDS.sub("", "".join(line.text for line in lines))
    start = text.rfind("自查表")
    answers: dict[int, Answer] = {}
    for item in checklist.items if start >= 0 else ():
        words = _NOT_WORDS.sub("", item.text)
        found = text.find(words, start)
        if found < 0:
            continue
        start = found + len(words)
        behind = text[start : start + 1]
        if behind in _YES | _NO and behind:
            answers[item.number] = Answer.YES if behind in _YES else Answer.NO
    return answers

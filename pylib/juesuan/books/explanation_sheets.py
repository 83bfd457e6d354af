"""The sheets 说明素材 and 情况说明 of a workbook: the officer's answers and own words, read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.wording import plain
from juesuan.model.narrative import NO_MATERIAL, Material, Rewording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.books.sheets import Book

MATERIAL_SHEET, MATERIAL_HEADINGS = "说明素材", ("编号", "所在部分", "要说明的内容", "有关数字", "请在此填写")
TEXT_SHEET = "情况说明"
TEXT_HEADINGS = (
    "段落",
    "标题",
    "程序写的文字",
    "改写（填了就用这里的文字）",
    "改写时的原文（重新核对后清空）",
)
TERM = "名词解释."  # what numbers of questions about terms begin with
_HIGHEST = 12  # rows among which the headings have to be


def read_material(book: Book) -> Material:
    """Read what the officer has written; nothing where the workbook has no such sheets."""
    answered = {
        line[0]: line[4] for line in _lines(book, MATERIAL_SHEET, MATERIAL_HEADINGS) if line[4].strip()
    }
    rewordings = {
        name: Rewording(original or written, own)
        for name, _, written, own, original in _lines(book, TEXT_SHEET, TEXT_HEADINGS)
        if own.strip()
    }
    if not answered and not rewordings:
        return NO_MATERIAL
    terms = {name.removeprefix(TERM): text for name, text in answered.items() if name.startswith(TERM)}
    answers = {name: text for name, text in answered.items() if not name.startswith(TERM)}
    return Material(answers, rewordings, terms)


def is_ours(book: Book, sheet: str) -> bool:
    """Whether a sheet of one of these names has our headings."""
    headings = MATERIAL_HEADINGS if sheet == MATERIAL_SHEET else TEXT_HEADINGS
    return _first_line(book, sheet, headings) is not None


def _lines(book: Book, name: str, headings: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    first = _first_line(book, name, headings)
    if first is None:
        return
    sheet = book.sheets[name]
    for row in range(first, sheet.height):
        line = tuple(sheet.text(row, column) for column in range(len(headings)))
        if line[0].strip():
            yield (line[0].strip(), *line[1:])


def _first_line(book: Book, name: str, headings: tuple[str, ...]) -> int | None:
    sheet = book.sheets.get(name)
    wanted = tuple(plain(heading) for heading in headings)
    for row in range(min(_HIGHEST, sheet.height) if sheet else 0):
        if sheet and tuple(plain(sheet.text(row, column)) for column in range(len(headings))) == wanted:
            return row + 1
    return None

"""Sheets for what the publication says besides its figures: 概况, 重点工作, 附件."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.template.entering import protect
from juesuan.books.template.theme import INPUT_FILL, column_pixels, height_for
from juesuan.books.text_sheets import HINT
from juesuan.model.publication import Content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from juesuan.books.template.book import Book
    from juesuan.model.publication import PartPlan, PublicationPlan, SectionPlan, Texts

_HOW = f"{HINT}写在浅黄色的格子里，一段一格，不够可以插入行；导出公开文本时排进“{{title}}”。{{asks}}"
_TITLE_WIDTH, _TEXT_WIDTH, _TABLE_WIDTH = 24, 92, 116
_SPARE_PARAGRAPHS, _SPARE_LINES = 4, 12


def text_page_names(plan: PublicationPlan) -> list[str]:
    """The sheets that a publication takes texts from."""
    return [part.sheet for part in plan.parts if part.sheet]


def write_text_pages(book: Book, plan: PublicationPlan, texts: Texts) -> None:
    """Write the sheets, with what ``texts`` holds for them and room for more.

    A row of ``texts`` is a section's title with one paragraph, or one line of a list.
    """
    for part in plan.parts:
        if part.sheet:
            _Page(book, book.sheets[part.sheet], part).write(texts.get(part.sheet, ()))


class _Page:
    """Writes one sheet from top to bottom."""

    def __init__(self, book: Book, sheet: Worksheet, part: PartPlan) -> None:
        self._theme, self._sheet, self._part = book.theme, sheet, part
        self._next = 0
        self._entry = self._theme(
            text_wrap=True, valign="top", border=1, locked=False, bg_color=INPUT_FILL, num_format="@"
        )

    def write(self, rows: Sequence[Sequence[str]]) -> None:
        """Write title, hints and cells to fill in."""
        widths = self._widths()
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._line(self._part.sheet, len(widths), self._theme.title(16), 28)
        title = self._part.title.rpartition("　")[2].replace("{organisation}", "").replace("{year}年度", "")
        hint = _HOW.replace("{title}", title.replace("{year}年", "")).replace("{asks}", self._part.asks)
        self._line(hint, len(widths), self._quiet(), height_for(hint, column_pixels(*widths)))
        if self._part.content is Content.LIST:
            self._list(rows, widths)
        elif self._part.sections:
            for section in self._part.sections:
                self._section(section, [row[1] for row in rows if row[0] == section.title])
        else:
            self._paragraphs([row[-1] for row in rows], 1)
        self._set_up_page(len(widths))

    def _widths(self) -> list[float]:
        if self._part.content is Content.LIST:
            total = sum(self._part.widths)
            return [_TABLE_WIDTH * width / total for width in self._part.widths]
        return [_TITLE_WIDTH, _TEXT_WIDTH]

    def _quiet(self) -> Format:
        return self._theme(text_wrap=True, valign="top", font_color="#595959")

    def _line(self, text: str, columns: int, style: Format, height: float) -> None:
        self._sheet.merge_range(self._next, 0, self._next, columns - 1, text, style)
        self._sheet.set_row(self._next, height)
        self._next += 1

    def _section(self, section: SectionPlan, paragraphs: Sequence[str]) -> None:
        self._sheet.write_string(self._next, 0, section.title, self._theme(bold=True, valign="top"))
        asks = f"{HINT}{section.asks}"
        self._sheet.write_string(self._next, 1, asks, self._quiet())
        self._sheet.set_row(self._next, height_for(asks, column_pixels(_TEXT_WIDTH)))
        self._next += 1
        self._paragraphs(paragraphs, 1)

    def _paragraphs(self, paragraphs: Sequence[str], column: int) -> None:
        for text in (*paragraphs, *[""] * _SPARE_PARAGRAPHS):
            self._sheet.write_string(self._next, column, text, self._entry)
            self._sheet.set_row(self._next, height_for(text, column_pixels(_TEXT_WIDTH), least=30))
            self._next += 1

    def _list(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        for column, heading in enumerate(self._part.headings):
            self._sheet.write_string(self._next, column, heading, self._theme.heading())
        self._next += 1
        spare = [("",) * len(widths)] * _SPARE_LINES
        for row in (*rows, *spare):
            for column, text in enumerate(row):
                self._sheet.write_string(self._next, column, text, self._entry)
            heights = (
                height_for(text, column_pixels(width)) for text, width in zip(row, widths, strict=True)
            )
            self._sheet.set_row(self._next, max(heights))
            self._next += 1

    def _set_up_page(self, columns: int) -> None:
        self._sheet.set_paper(9)
        self._sheet.set_landscape()
        self._sheet.fit_to_pages(1, 0)
        self._sheet.print_area(0, 0, self._next - 1, columns - 1)
        self._sheet.hide_gridlines(2)
        protect(self._sheet)

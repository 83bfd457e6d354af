"""The publication as a Word document (.docx): editable, with real headings, contents and page numbers."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.shared import Mm, Pt

from juesuan.model.narrative import Missing, Paragraph
from juesuan.model.publication import Heading, PrintedTable
from juesuan.publication.charts import chart_alternative, chart_png
from juesuan.publication.fitting import ACROSS
from juesuan.publication.word_fields import add_page_number, contents_paragraphs, mark_heading
from juesuan.publication.word_styles import TABLE_NOTE, TABLE_TEXT, set_page, set_styles
from juesuan.publication.word_table import word_table

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph as WordParagraph

    from juesuan.model.narrative import Chart
    from juesuan.model.publication import Block, Publication

_CONTENTS_DEPTH = 2
_LONG_TITLE = 20  # characters that fit on a line beside each other


def word_document(publication: Publication, day: dt.date, *, draft: bool = False) -> bytes:
    """Return the document; ``draft`` puts 草稿 at the head of every page.

    ``day`` is the date its properties state. Raises FontError when there are charts and no Chinese font to
    draw them with.
    """
    writer = _Writer(publication, draft=draft)
    writer.write()
    _set_properties(writer.document, publication, day)
    buffer = BytesIO()
    writer.document.save(buffer)
    return buffer.getvalue()


class _Writer:
    """Writes the document from cover to end."""

    def __init__(self, publication: Publication, *, draft: bool) -> None:
        self.document: Any = Document()
        self._publication, self._draft = publication, draft
        self._landscape = False
        self._entries: list[tuple[int, str, int]] = []
        self._styles: dict[str, str] = {}

    def write(self) -> None:
        """Write everything; the contents come last, when all headings are known, and are put in place."""
        set_styles(self.document)
        self._styles = {style.name: style.style_id for style in self.document.styles}
        section = self.document.sections[0]
        set_page(section, landscape=False)
        self._cover()
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.footer.is_linked_to_previous = False
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
        footer.style = self.document.styles[TABLE_TEXT]
        add_page_number(footer)
        title = self.document.add_paragraph(self._publication.contents_title)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        for part in self._publication.parts:
            self._turn(landscape=False)
            heading = self._heading(part.title, 1)
            heading.paragraph_format.page_break_before = True
            for block in part.blocks:
                self._block(block)
        for paragraph in reversed(contents_paragraphs(self._entries)):
            title._p.addnext(paragraph)  # noqa: SLF001 - python-docx has no fields

    def _cover(self) -> None:
        if self._draft:
            header = self.document.sections[0].header.paragraphs[0]
            header.text, header.alignment = "草稿", WD_ALIGN_PARAGRAPH.CENTER
        for number, line in enumerate(self._publication.cover):
            paragraph = self._add("Title", line)
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.line_spacing = 1.2
            paragraph.paragraph_format.space_before = Pt(0 if number else 200)

    def _add(self, style: str, text: str = "") -> WordParagraph:
        """Add a paragraph; looking the style up each time is what python-docx spends its time on."""
        paragraph: WordParagraph = self.document.add_paragraph(text)
        paragraph._p.style = self._styles[style]  # noqa: SLF001
        return paragraph

    def _turn(self, *, landscape: bool) -> None:
        """Go on with pages of this orientation."""
        if landscape != self._landscape:
            set_page(self.document.add_section(WD_SECTION.NEW_PAGE), landscape=landscape)
            self._landscape = landscape

    def _heading(self, text: str, level: int) -> WordParagraph:
        # a long title is broken after 第一部分, not somewhere
        shown = text.replace("　", "　\n", 1) if level == 1 and len(text) > _LONG_TITLE else text
        heading: WordParagraph = self._add(f"Heading {level}", shown)
        if level <= _CONTENTS_DEPTH:
            number = len(self._entries) + 1
            mark_heading(heading, number)
            self._entries.append((level, text, number))
        return heading

    def _block(self, block: Block) -> None:
        if isinstance(block, PrintedTable) and block.title:
            self._turn(landscape=block.landscape)
            self._titled_table(block)
            return
        self._turn(landscape=False)
        if isinstance(block, Heading):
            heading = self._heading(block.text, block.level)
            if block.new_page:
                heading.paragraph_format.page_break_before = True
        elif isinstance(block, Paragraph):
            self._paragraph(block)
        elif isinstance(block, PrintedTable):
            self._table(block)
        else:
            self._chart(block)

    def _paragraph(self, block: Paragraph) -> None:
        paragraph = self._add("Body Text")
        for span in block.spans:
            run = paragraph.add_run(str(span))
            if isinstance(span, Missing):
                run.font.highlight_color = WD_COLOR_INDEX.YELLOW

    def _titled_table(self, table: PrintedTable) -> None:
        title = self._heading(table.title, 2)
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.page_break_before = True
        for left, right in table.captions:
            caption = self._add(TABLE_NOTE, f"{left}\t{right}")
            caption.paragraph_format.tab_stops.add_tab_stop(Pt(ACROSS[table.landscape]), alignment=2)
            caption.paragraph_format.keep_with_next = True
        self._table(table)
        for note in table.notes:
            self._add(TABLE_NOTE, note)

    def _table(self, table: PrintedTable) -> None:
        element = word_table(table, self._styles[TABLE_TEXT])
        self.document.element.body.insert_element_before(element, "w:sectPr")

    def _chart(self, chart: Chart) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = 1.0
        paragraph.paragraph_format.keep_with_next = True
        picture = paragraph.add_run().add_picture(BytesIO(chart_png(chart)), width=Mm(140))
        picture._inline.docPr.set("descr", chart_alternative(chart))  # noqa: SLF001 - no interface for it
        caption = self._add("Caption", f"{chart.id}　{chart.title}")
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _set_properties(document: Any, publication: Publication, day: dt.date) -> None:  # noqa: ANN401
    """A title and a date; nothing about persons or programs."""
    properties = document.core_properties
    properties.title, properties.language = publication.title, "zh-CN"
    properties.author = properties.last_modified_by = properties.comments = ""
    properties.created = properties.modified = dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # a picture of the empty template
            del package.rels[key]

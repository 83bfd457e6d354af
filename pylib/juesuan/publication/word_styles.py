"""Styles and pages of the Word document: East-Asian fonts, heading levels, A4, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from juesuan.publication.fonts import preferred

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle

TABLE_TEXT, TABLE_NOTE, MARK = "表格文字", "表注", "待补充"
_LATIN = "Times New Roman"
_SIDES, _ENDS = Mm(18), Mm(20)
_THEMED = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def set_styles(document: Document) -> None:
    """Give the document the looks of an official text: 仿宋 for text, 黑体 for headings, 宋体 for tables."""
    fonts = preferred()
    text, table, heading = (fonts.text(f"{use}_docx") for use in ("text", "table", "heading"))
    styles: Any = document.styles
    normal = styles["Normal"]
    _set_font(normal, text, 15)
    _language(normal)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(28)
    body = styles["Body Text"]
    _set_font(body, text, 15)
    body.paragraph_format.space_after = Pt(0)
    _indent_first_line(body)
    for level, size in ((1, 18), (2, 15), (3, 15)):
        style = styles[f"Heading {level}"]
        _set_font(style, heading, size)
        style.font.bold = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(6)
        style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        style.paragraph_format.keep_with_next = True
    styles["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_font(styles["Title"], heading, 32)
    styles["Title"].font.color.rgb = RGBColor(0, 0, 0)
    _remove(styles["Title"].element.pPr, "w:pBdr")  # the rule that python-docx's template draws under it
    _set_font(styles["Caption"], heading, 12)
    styles["Caption"].font.color.rgb = RGBColor(0, 0, 0)
    styles["Caption"].font.bold = False
    for name in (TABLE_TEXT, TABLE_NOTE):
        _small_style(styles, name, table)


def _small_style(styles: Any, name: str, family: str) -> None:  # noqa: ANN401 - python-docx's collection
    style = styles.add_style(name, 1)
    style.base_style = styles["Normal"]
    _set_font(style, family, 10)
    style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    style.paragraph_format.line_spacing = Pt(14)


def set_page(section: Section, *, landscape: bool) -> None:
    """Make a section A4 of one orientation."""
    width, height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = _SIDES
    section.top_margin = section.bottom_margin = _ENDS
    section.footer_distance = Mm(10)


def _set_font(style: ParagraphStyle, family: str, size: float) -> None:
    style.font.name = _LATIN
    style.font.size = Pt(size)
    element: Any = style.element
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), family)
    for name in _THEMED:
        fonts.attrib.pop(qn(f"w:{name}"), None)


def _remove(properties: Any, name: str) -> None:  # noqa: ANN401 - an element of python-docx
    for element in properties.findall(qn(name)):
        properties.remove(element)


def _language(style: ParagraphStyle) -> None:
    element: Any = style.element
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    element.get_or_add_rPr().append(language)


def _indent_first_line(style: ParagraphStyle) -> None:
    """By two characters, whatever their size."""
    style.paragraph_format.first_line_indent = Pt(30)
    element: Any = style.element
    element.pPr.ind.set(qn("w:firstLineChars"), "200")

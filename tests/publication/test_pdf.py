"""The PDF: bookmarks, contents, tags, fonts and metadata; and no empty boxes, ever."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdf
import pytest
import typst

from juesuan.model.narrative import Paragraph
from juesuan.model.publication import Part, Publication
from juesuan.publication.fonts import FontError
from juesuan.publication.pdf import pdf_bytes
from tests.publication.conftest import Published

DAY = dt.date(2024, 9, 1)


@pytest.fixture(scope="module")
def pdf(qingshan: Published) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(qingshan.files["pdf"]))


def _short(text: str) -> Publication:
    part = Part("第一部分　概况", (Paragraph("a", (text,)),))
    return Publication("示例局", 2023, "示例局2023年度部门决算", ("示例局",), "目　录", (part,))


def _titles(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from _titles(entry)
        else:
            yield entry.title


def test_bookmarks_lead_to_the_parts_and_tables(pdf: pypdf.PdfReader, qingshan: Published) -> None:
    titles = list(_titles(pdf.outline))
    tables = [table.title for table in qingshan.publication.tables]
    assert [title for title in titles if title in tables] == tables
    assert [title for title in titles if title.startswith("第")] == [
        part.title for part in qingshan.publication.parts
    ]


def test_contents_state_the_pages(pdf: pypdf.PdfReader) -> None:
    contents = pdf.pages[1].extract_text()
    page = next(number for number, page in enumerate(pdf.pages, 1) if "公开05表" in page.extract_text())
    line = next(line for line in contents.splitlines() if "一般公共预算财政拨款支出决算表" in line)
    assert line.split()[-1].strip(".") == str(page)


def test_it_is_tagged_and_in_chinese(pdf: pypdf.PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert "/StructTreeRoot" in root


def test_metadata_hold_the_title_and_nothing_personal(pdf: pypdf.PdfReader) -> None:
    assert pdf.metadata is not None
    assert pdf.metadata.title == "武汉市青山区人力资源局2023年度部门决算"
    assert pdf.metadata.author is None


def test_all_fonts_are_embedded(pdf: pypdf.PdfReader) -> None:
    fonts: dict[str, Any] = {}
    for page in pdf.pages:
        resources: Any = page["/Resources"]
        fonts |= {name: font.get_object() for name, font in resources.get("/Font", {}).items()}
    assert fonts
    for font in fonts.values():
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_headings_of_a_long_table_are_repeated(pdf: pypdf.PdfReader) -> None:
    pages = [page.extract_text() for page in pdf.pages]
    first = next(number for number, text in enumerate(pages) if "公开03表" in text)
    assert "对附属单" in pages[first]
    assert "2230105" in pages[first + 1]
    assert "对附属单" in pages[first + 1]


def test_a_draft_says_so_on_every_page_and_a_final_text_nowhere() -> None:
    draft = pypdf.PdfReader(BytesIO(pdf_bytes(_short("正文。"), DAY, draft=True)))
    final = pypdf.PdfReader(BytesIO(pdf_bytes(_short("正文。"), DAY)))
    assert all("草稿" in page.extract_text() for page in draft.pages)
    assert not any("草稿" in page.extract_text() for page in final.pages)


def test_the_same_content_gives_the_same_file() -> None:
    assert pdf_bytes(_short("正文。"), DAY) == pdf_bytes(_short("正文。"), DAY)


def test_without_a_chinese_font_there_is_a_sentence_and_no_file() -> None:
    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    with pytest.raises(FontError, match="没有能排中文的字体"):
        pdf_bytes(_short("正文。"), DAY, fonts=none)


def test_a_character_that_no_font_has_is_named() -> None:
    with pytest.raises(FontError, match="显示不了“𓀀”，没有生成 PDF"):
        pdf_bytes(_short("姓𓀀名"), DAY)


def test_text_is_never_taken_for_markup() -> None:
    text = '#import "a" $x$ *粗* _斜_ [括] <b> \\ @引 = 标题'
    shown = pypdf.PdfReader(BytesIO(pdf_bytes(replace(_short(text), title="“题”"), DAY))).pages[-1]
    assert text.replace(" ", "") in shown.extract_text().replace(" ", "").replace("\n", "")

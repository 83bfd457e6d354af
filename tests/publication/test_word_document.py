"""The Word document: real headings and contents, repeated header rows, landscape pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from tests.engines.libreoffice import LibreOffice
from tests.publication.conftest import Published


@pytest.fixture(scope="module")
def document(qingshan: Published) -> Any:
    return Document(BytesIO(qingshan.files["docx"]))


def one_line(paragraph: Any) -> str:
    """A heading without the break that keeps a long one from being broken anywhere."""
    return str(paragraph.text).replace("\n", "")


def test_headings_are_headings(document: Any, qingshan: Published) -> None:
    parts = [one_line(p) for p in document.paragraphs if p.style.name == "Heading 1"]
    assert parts == [part.title for part in qingshan.publication.parts]
    sections = [p.text for p in document.paragraphs if p.style.name == "Heading 2"]
    assert sections[:4] == [
        "一、部门主要职能", "二、部门决算单位构成", "三、部门人员构成", "2023年度收入支出决算总表",
    ]  # fmt: skip


def test_contents_are_a_field_that_lists_every_heading(document: Any) -> None:
    instructions = [node.text for node in document.element.iter(qn("w:instrText"))]
    assert any(text.strip().startswith("TOC ") for text in instructions)
    listed = [
        "".join(node.text or "" for node in link.iter(qn("w:t")))
        for link in document.element.iter(qn("w:hyperlink"))
    ]
    headings = [one_line(p) for p in document.paragraphs if p.style.name in {"Heading 1", "Heading 2"}]
    assert listed == headings
    targets = {link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))}
    assert targets == {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}


def test_header_rows_are_repeated_and_rows_stay_whole(document: Any, qingshan: Published) -> None:
    for table, printed in zip(document.tables, qingshan.publication.tables, strict=False):
        properties = [row._tr.trPr for row in table.rows]
        repeated = [prop.find(qn("w:tblHeader")) is not None for prop in properties]
        assert repeated == [True] * len(printed.head) + [False] * len(printed.body)
        assert all(prop.find(qn("w:cantSplit")) is not None for prop in properties)


def test_merged_headings_survive_the_round_trip(document: Any) -> None:
    rows = document.tables[2].rows
    assert rows[0].cells[4]._tc is rows[1].cells[4]._tc
    assert rows[0].cells[4].text == "本年支出合计"
    assert rows[0].cells[0]._tc is rows[0].cells[3]._tc


def test_pages_turn_where_the_layout_says(document: Any) -> None:
    landscape = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    # cover | text and 公开01 | 02-04 | 05 | 06 07 | 08 | 09 | the rest
    assert landscape == [False, False, True, False, True, False, True, False]


def test_every_page_but_the_cover_has_its_number(document: Any) -> None:
    first, second, *rest = document.sections
    assert "PAGE" not in first.footer._element.xml
    assert "PAGE" in second.footer._element.xml
    assert all(section.footer.is_linked_to_previous for section in rest)


def test_chinese_fonts_are_named_for_chinese_text(document: Any) -> None:
    fonts = {
        name: document.styles[name].element.rPr.rFonts.get(qn("w:eastAsia"))
        for name in ("Normal", "Heading 1", "表格文字")
    }
    assert fonts == {"Normal": "仿宋", "Heading 1": "黑体", "表格文字": "宋体"}


def test_nobody_is_named_in_its_properties(document: Any) -> None:
    properties = document.core_properties
    assert properties.title == "武汉市青山区人力资源局2023年度部门决算"
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")


def test_charts_are_pictures_with_words(document: Any, qingshan: Published) -> None:
    described = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert len(described) == 4
    assert "5,506.46" in described[0]


@pytest.mark.libreoffice
def test_libreoffice_opens_it(qingshan: Published, libreoffice: LibreOffice, tmp_path: Path) -> None:
    source = tmp_path / "publication.docx"
    source.write_bytes(qingshan.files["docx"])
    again = libreoffice.converted(source, "docx")
    tables = Document(str(again)).tables
    assert [len(table.rows) for table in tables[:9]] == [
        len(printed.head) + len(printed.body) for printed in qingshan.publication.tables
    ]

"""Files are looked through before they are written: hidden content, links, comments, names of persons."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from juesuan.publication.file_safety import file_concerns
from tests.publication.conftest import Published


def test_what_we_make_is_clean(published: Published) -> None:
    assert file_concerns({f"公开.{form}": data for form, data in published.files.items()}) == []


def _formula(book: Workbook) -> None:
    book.worksheets[0]["A1"] = "=1+1"


def _hidden_sheet(book: Workbook) -> None:
    book.create_sheet("草稿").sheet_state = "hidden"


def _hidden_row(book: Workbook) -> None:
    book.worksheets[0].row_dimensions[9].hidden = True


def _comment(book: Workbook) -> None:
    book.worksheets[0]["A1"].comment = Comment("改过", "某人")


def _link(book: Workbook) -> None:
    book.worksheets[0]["A1"].hyperlink = "https://example.cn"


def _name(book: Workbook) -> None:
    book.defined_names["内部"] = DefinedName("内部", attr_text="公开01!$A$1")


def _author(book: Workbook) -> None:
    book.properties.creator = "某人"


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (_formula, "公式"),
        (_hidden_sheet, "隐藏的工作表"),
        (_hidden_row, "隐藏的行或列"),
        (_comment, "批注"),
        (_link, "外部链接"),
        (_name, "名称"),
        (_author, "作者姓名"),
    ],
)
def test_a_spoilt_workbook(qingshan: Published, spoil: Callable[[Workbook], None], kind: str) -> None:
    book = openpyxl.load_workbook(BytesIO(qingshan.files["xlsx"]))
    book.properties.creator = None
    spoil(book)
    buffer = BytesIO()
    book.save(buffer)
    assert kind in {concern.kind for concern in file_concerns({"a.xlsx": buffer.getvalue()})}


def test_a_spoilt_document() -> None:
    document = Document()  # python-docx names itself as the author
    document.add_paragraph().add_run("看不见").font.hidden = True
    buffer = BytesIO()
    document.save(buffer)
    kinds = {concern.kind for concern in file_concerns({"a.docx": buffer.getvalue()})}
    assert kinds == {"作者姓名", "隐藏的文字"}


def test_a_spoilt_page_and_pdf() -> None:
    assert {c.kind for c in file_concerns({"a.html": b'<a href="https://example.cn">x</a><!-- y -->'})} == {
        "外部链接",
        "注释",
    }
    assert [c.kind for c in file_concerns({"a.pdf": b"%PDF-1.7 /Author (x)"})] == ["作者姓名"]

"""Documents become paragraphs, whatever they are made of."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from juesuan.texts import read_writing
from juesuan.texts.errors import TextError

SENTENCE = "2023年度收、支总计5506.46万元。"
# What a PDF's text looks like: lines end where the page ends, spaces stand between signs and digits.
BROKEN = """一、收入支出决算总体情况说明
2023年度收、支总计 5506.46万元。与 2022年度相比，收、
支总计各增加 169.54 万元，增长 3.18%，主要原因一是道路养护
资金增加 301.63万元；二是往年结转的“旧办公楼电梯加装应急

处理工作经费”减少 312.55万元。

— 19—

图 2：收入决算结构
1.一般公共服务支出（类）0.9万元，占 0.02%。
2.社会保障和就业支出（类）4869.69万元。
"""


def texts(path: Path) -> list[str]:
    return [passage.text for passage in read_writing(path).passages]


def test_broken_lines_become_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(BROKEN, encoding="utf-8")
    heading, paragraph, chart, *items = texts(path)
    assert heading == "一、收入支出决算总体情况说明"
    assert paragraph.startswith("2023年度收、支总计")
    assert paragraph.endswith("减少 312.55万元。")
    assert "收、支总计各增加" in paragraph
    assert chart == "图 2：收入决算结构"
    assert [item[:2] for item in items] == ["1.", "2."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "说明.txt"
    path.write_text(SENTENCE, encoding=encoding)
    assert texts(path) == [SENTENCE]


def test_web_page(tmp_path: Path) -> None:
    path = tmp_path / "说明.html"
    table = "<table><tr><td>合计</td><td>5,506.46</td></tr></table>"
    head = "<head><style>p{}</style><script>alert('万元')</script></head>"
    path.write_text(
        f"<html>{head}<body><p>2023年度收、<b>支</b>总计\n5506.46万元。</p>{table}</body></html>", "utf-8"
    )
    assert texts(path) == ["2023年度收、支总计 5506.46万元。", "合计\t5,506.46"]


def test_word_document_with_table_and_text_box(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph(SENTENCE)
    box = paragraph._p.makeelement(_w("txbxContent"), {})
    inner = box.makeelement(_w("p"), {})
    run = inner.makeelement(_w("r"), {})
    text = run.makeelement(_w("t"), {})
    text.text = "文本框里的1.2万元。"
    run.append(text)
    inner.append(run)
    box.append(inner)
    paragraph._p.append(box)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "预算数", "12.35"
    path = tmp_path / "说明.docx"
    document.save(str(path))
    assert texts(path) == [SENTENCE, "文本框里的1.2万元。", "预算数\t12.35"]


def test_tracked_changes_count_as_accepted_and_are_told(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("支出")
    for tag, words in (("del", "100"), ("ins", "200")):
        change = paragraph._p.makeelement(_w(tag), {})
        run = change.makeelement(_w("r"), {})
        text = run.makeelement(_w("delText" if tag == "del" else "t"), {})
        text.text = words
        run.append(text)
        change.append(run)
        paragraph._p.append(change)
    path = tmp_path / "修订.docx"
    document.save(str(path))
    writing = read_writing(path)
    assert [passage.text for passage in writing.passages] == ["支出200"]
    assert "修订" in writing.notices[0]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.doc", b"x", "旧的 Word 格式"),
        ("a.docx", b"PK\x03\x04broken", "打不开"),
        ("a.pdf", b"%PDF-1.7 broken", "已损坏"),
        ("a.txt", b"\x00\x01\x02", "不是文字文件"),
        ("a.txt", b"", "没有文字"),
        ("a.xlsx", b"PK", "不是能核对的文字"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TextError, match=said):
        read_writing(path)


def test_a_scanned_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "扫描.pdf"
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(path)
    with pytest.raises(TextError, match="扫描件"):
        read_writing(path)


def test_signs_torn_off_a_line_are_put_back(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    lines = [
        "一是用于办公楼的供暖设备更新和维护，二是用于新建档案库房的装修工程经",
        "费",
        "25.6万元；三是搬运经费。",
    ]
    path.write_text("\n\n".join(lines), encoding="utf-8")
    assert texts(path) == ["".join(lines)]


def test_a_full_stop_on_a_line_of_its_own_begins_no_paragraph(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    lines = [
        "20.住房保障支出（类）住房改革支出（款）住房公积金（项）。年初预",
        "算为60.03万元，支出决算为60.03万元，完成年初预算的100%。",
        "21.住房保障支出（类）住房改革支出（款）提租补贴（项）",
        "。年初预算为",
        "13.3万元，支出决算为13.3万元，完成年初预算的100%。",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    assert texts(path) == ["".join(lines[:2]), "".join(lines[2:])]


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(TextError, match="找不到文件"):
        read_writing(tmp_path / "没有.txt")


def _w(tag: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{tag}"

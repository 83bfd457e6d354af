"""Word documents: paragraphs, table rows and text boxes in reading order; tracked changes as accepted."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from juesuan.model.writing import Passage, Writing
from juesuan.texts.errors import TextError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_word(path: Path) -> Writing:
    """Read the body of a document. Raises TextError when it is damaged, has a password, or is no docx."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    try:
        body = Document(str(path)).element.body
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise TextError(f"文件“{path}”打不开：可能加了密码、已损坏，或不是 Word 文件") from error
    texts = [text for text in _paragraphs(body) if text.strip()]
    if not texts:
        raise TextError(f"文件“{path}”里没有文字")
    notices = []
    if body.find(f".//{_W}del") is not None or body.find(f".//{_W}ins") is not None:
        notices.append("文件里有没有接受的修订：按全部接受后的文字核对，公开前请接受或拒绝修订")
    if body.find(f".//{_W}commentReference") is not None:
        notices.append("文件里有批注，公开前请删除")
    return Writing(
        str(path), tuple(Passage(text, number) for number, text in enumerate(texts, 1)), tuple(notices)
    )


def _paragraphs(node: Any) -> Iterator[str]:  # noqa: ANN401 - an lxml element
    """The texts below a node: paragraphs with their text boxes, table rows with tabs between cells."""
    for child in node:
        if child.tag == f"{_W}p":
            yield "".join(_runs(child))
            for box in child.iter(f"{_W}txbxContent"):
                if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                    yield from _paragraphs(box)
        elif child.tag == f"{_W}tr":
            yield "\t".join(" ".join(_paragraphs(cell)) for cell in child.iter(f"{_W}tc"))
        elif child.tag == f"{_W}tbl" or child.tag in {f"{_W}sdt", f"{_W}sdtContent"}:
            yield from _paragraphs(child)


def _runs(paragraph: Any) -> Iterator[str]:  # noqa: ANN401 - an lxml element
    """The text of a paragraph itself, without its text boxes and without what was deleted."""
    skipped = (f"{_W}del", f"{_W}txbxContent", _FALLBACK, f"{_W}moveFrom")
    for child in paragraph:
        if child.tag in skipped:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t"
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        else:
            yield from _runs(child)

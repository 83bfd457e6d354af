"""PDF files with a text layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pypdfium2

from juesuan.texts.errors import TextError
from juesuan.texts.lines import Line

if TYPE_CHECKING:
    from pathlib import Path

_FEW = 20  # fewer signs than this on a page: a picture of a page


def read_portable(path: Path) -> tuple[list[Line], list[str]]:
    """The lines of all pages, and a notice about pages that are pictures.

    Raises TextError for a file that is damaged, has a password, or was scanned.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        reason = "加了密码，请先去掉密码" if "password" in str(error).lower() else "已损坏，或不是 PDF"
        raise TextError(f"文件“{path}”{reason}") from error
    lines: list[Line] = []
    pictures: list[int] = []
    try:
        for number, page in enumerate(document, 1):
            text = page.get_textpage().get_text_range()
            if len(text.strip()) < _FEW:
                pictures.append(number)
            lines += [Line(line, number) for line in text.replace("\r\n", "\n").splitlines()]
        pages = len(document)
    finally:
        document.close()
    if len(pictures) > pages // 2:
        raise TextError(
            f"文件“{path}”是扫描件，没有文字层，无法核对；请用原来的 Word 文件或可以选中文字的 PDF"
        )
    few = [f"第 {number} 页几乎没有文字（图片或空白页），没有核对" for number in pictures if number > 1]
    return lines, few

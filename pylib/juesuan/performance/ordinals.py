"""Numbers of attachments in Chinese: 一 to 九十九."""

from __future__ import annotations

_DIGITS = "一二三四五六七八九"
ORDINALS = f"{_DIGITS}十"


def chinese_number(text: str) -> int | None:
    """Read 一 to 九十九; None for anything else."""
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _DIGITS.index(text) + 1 if len(text) == 1 and text in _DIGITS else None
    if any(part and (len(part) > 1 or part not in _DIGITS) for part in (tens, units)):
        return None
    return (_DIGITS.index(tens) + 1 if tens else 1) * 10 + (_DIGITS.index(units) + 1 if units else 0)


def chinese(number: int) -> str:
    """Write 1 to 99."""
    tens, units = divmod(number, 10)
    first = ("" if tens == 1 else _DIGITS[tens - 1]) + "十" if tens else ""
    return first + (_DIGITS[units - 1] if units else "")

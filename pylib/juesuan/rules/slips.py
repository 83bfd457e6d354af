"""The usual slips of the pen, told from the amount that stands in a cell and the one that belongs there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.model.amount import Amount

YUAN_IN_WAN = 10_000
OPPOSITE, YUAN, SWAPPED = "正负号相反", "把元当成了万元", "相邻两位数字颠倒"
MISSING, SUPERFLUOUS, LOST_DIGIT, ADDED_DIGIT = "漏填", "多填", "漏写一位数字", "多写一位数字"


def slip_of(stated: Amount, expected: Amount) -> str:
    """Name the slip between two amounts; empty when it is none of the usual ones."""
    wrong, right = stated.value, expected.value
    if not wrong:
        return MISSING if right else ""
    if not right:
        return SUPERFLUOUS
    return _of_scale(wrong, right) or _of_digits(wrong, right)


def telling(stated: Amount, expected: Amount) -> bool:
    """Whether the slip is so particular that it hardly comes about by chance.

    A missing or superfluous figure is none, nor is a digit lost or added: among many cells one always fits.
    """
    wrong, right = stated.value, expected.value
    if not wrong or not right:
        return False
    return bool(_of_scale(wrong, right)) or _of_digits(wrong, right) == SWAPPED


def superfluous(stated: Amount, expected: Amount) -> bool:
    """Whether the figure as a whole should not be there."""
    return bool(stated.value) and not expected.value


def _of_scale(wrong: int, right: int) -> str:
    if wrong == -right:
        return OPPOSITE
    if wrong == right * YUAN_IN_WAN:
        return YUAN
    for places in (1, 2, 3):
        if wrong == right * 10**places:
            return f"多了 {places} 位"
        if wrong * 10**places == right:
            return f"少了 {places} 位"
    return ""


def _of_digits(wrong: int, right: int) -> str:
    if (wrong < 0) != (right < 0):
        return ""
    shorter, longer = sorted((str(abs(wrong)), str(abs(right))), key=len)
    if len(shorter) == len(longer):
        return SWAPPED if _neighbours_swapped(shorter, longer) else ""
    if not any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))):
        return ""
    return LOST_DIGIT if abs(wrong) < abs(right) else ADDED_DIGIT


def _neighbours_swapped(one: str, other: str) -> bool:
    differing = [place for place in range(len(one)) if one[place] != other[place]]
    if len(differing) != 2 or differing[1] - differing[0] != 1:
        return False
    first, second = differing
    return one[first] == other[second] and one[second] == other[first]

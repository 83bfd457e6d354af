"""Amounts that no table holds: projects gone through one by one, and what a reason says of itself.

They are statements without a cell: nothing of the tables is held against them. The parts of an enumeration
are held against the amount that they are parts of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from juesuan.model.statement import Measure

_MARK = r"(?:\((?P<number>\d{1,2})\)|(?P<circled>[①-⑳])|(?P<word>[一二三四五六七八九十])是)"
_ITEM = re.compile(rf"{_MARK}(?:用于|为)?(?P<name>[^，。;；:：①-⑳]{{2,40}}?)(?:支出|安排|共)?$")
_CHANGED = re.compile(r"(?P<name>[^，。;；:：]{2,50}?)(?P<word>增加|减少|增长|下降)(?:了)?$")
_LEAD = re.compile(r"^.*?(?:原因)?(?:[一二三四五六七八九十]?是)|^(?:主要)?(?:原因)")
_MODIFIER = re.compile(r"^[^“]*的(?=“)")
_QUOTES = re.compile(r"[“”\"《》]")


@dataclass(frozen=True, slots=True)
class Aside:
    """What the words before an amount say it is. ``mark`` is the kind of number an enumerated item has."""

    name: str
    measure: Measure
    direction: int = 0
    mark: str = ""


def item_before(before: str) -> Aside | None:
    """An enumerated item: （1）, ① or 一是, a name, and the amount right after it."""
    match = _ITEM.search(before)
    if match is None or match["name"].endswith(("增加", "减少", "增长", "下降", "预算数")):
        return None
    mark = next(kind for kind in ("number", "circled", "word") if match[kind])
    name = _QUOTES.sub("", match["name"])
    if name.startswith(("增加", "减少")):
        return Aside(name[2:], Measure.CHANGE, 1 if name.startswith("增加") else -1)
    return Aside(name, Measure.FINAL, mark=mark)


def change_before(near: str) -> Aside | None:
    """What a reason says has changed: a name, 增加 or 减少, and the amount right after it."""
    match = _CHANGED.search(near)
    if match is None:
        return None
    name = _QUOTES.sub("", _MODIFIER.sub("", _LEAD.sub("", match["name"])))
    if "预算" in name:
        return None  # 预算调整增加 is no change against last year
    direction = 1 if match["word"] in {"增加", "增长"} else -1
    return Aside(name, Measure.CHANGE, direction) if len(name) > 1 else None

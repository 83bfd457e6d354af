"""What stands around a table: who publishes, for which year, in which unit of money."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.books.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from juesuan.books.locating import Place

_UNIT = re.compile(r"(?:金额)?单位:(?:人民币)?(万元|元)")
_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_ORGANISATION = re.compile(
    r"\s*(?:公开|编制|填报|预算)?(?:部门|单位)(?:名称)?(?:[(（][^()（）]*[)）])?\s*[:：]\s*(?P<name>.+?)\s*"
)
_UNITS = frozenset({"元", "万元", "人民币万元", "人民币元", "千元", "亿元"})
_PLACEHOLDER = "{organisation}"


def unit_of(place: Place) -> str | None:
    """Return 万元 or 元 as the table's caption states it, None where it states neither."""
    return next(filter(None, map(unit_stated, _lines(place))), None)


def unit_stated(text: str) -> str | None:
    """Return 万元 or 元 as a text such as 单位：万元 states it, None where it states neither."""
    found = _UNIT.search(plain(text))
    return found[1] if found else None


def organisation_of(place: Place) -> str:
    """Return the organisation named between title and headings, empty where there is none."""
    for text in _lines(place):
        found = _ORGANISATION.fullmatch(text)
        if found and plain(found["name"]) not in _UNITS and not found["name"].startswith("{"):
            return found["name"]
    if not any(caption.left == _PLACEHOLDER for caption in place.form.spec.captions):
        return ""
    # The layout prints the name alone, at the left edge, in the row that also states the unit.
    for row in range(place.title_row + 1, place.columns.bottom):
        texts = [text for text in map(str.strip, _texts(place, row)) if text]
        named = len(texts) > 1 and _UNIT.search(plain(texts[-1]))
        if named and ":" not in plain(texts[0]) and not texts[0].startswith("{"):
            return texts[0]
    return ""


def year_of(texts: Iterable[str]) -> int | None:
    """Return the first year such as 2023年 in some texts."""
    for text in texts:
        if found := _YEAR.search(plain(text)):
            return int(found[1])
    return None


def title_lines(place: Place) -> list[str]:
    """The texts from the title to the headings."""
    return list(_lines(place))


def _lines(place: Place) -> Iterator[str]:
    for row in range(place.title_row, min(place.columns.bottom, place.sheet.height)):
        yield from _texts(place, row)


def _texts(place: Place, row: int) -> list[str]:
    return [value for value in place.sheet.grid[row] if isinstance(value, str) and value]

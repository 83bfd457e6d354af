"""Rows of indicators in printed lines: each ends with its score, the cells before it may be broken.

The scores are certain when they add up to what 总分 says. Names, targets and actual values are taken only
from rows in which it is clear where one cell ends and the next begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from juesuan.model.performance import INDICATOR_POINTS, Indicator
from juesuan.performance.quantities import quantity
from juesuan.performance.script import condensed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from juesuan.texts.lines import Line

_SCORE = re.compile(r"(?:^|\s)(?P<score>\d{1,2}(?:\.\d{1,2})?)\s*$")
_WEIGHTED = re.compile(r"(?:^|\s)(?P<weight>\d{1,2}(?:\.\d{1,2})?)\s+(?P<score>\d{1,2}(?:\.\d{1,2})?)\s*$")
_COUNTER = re.compile(r"\s*[人家次名件个场份批万元月日年号时起位项节天班课期套台辆户本篇]")
_FIRST = re.compile(r"(成本|产出|效益|满意度)指标")
_SECOND = re.compile(
    r"(经济成本|社会成本|生态环境成本|数量|质量|时效|经济效益|社会效益|生态效益|可持续影响|服务对象满意[度率])指标"
)
_NO_TARGET = re.compile(r"(?P<name>.+?)(?P<target>未设置目标值)(?P<actual>.+)")
_TWICE = re.compile(r"(?P<name>.+?)(?P<target>.{2,})(?P=target)")
_ANEW = re.compile(r"(?P<name>.+?)(?P<target>(?P<word>[一-鿿]{3,6})\d.+?)(?P<actual>(?P=word)\d.+)")
_NO_NAME = re.compile(r"[。；”]")
_ABOVE = {"成本": "成本指标", "数量": "产出指标", "质量": "产出指标", "时效": "产出指标"}
_ABOVE |= {"效益": "效益指标", "影响": "效益指标", "满意度": "满意度指标", "满意率": "满意度指标"}
_LONGEST_NAME = 30
_LONGEST_WORD = 6
_MOST_DROPPED = 3
_QUOTED = 20


class _Row(NamedTuple):
    """Lines that end with a number; ``place`` is table and line, ``doubtful`` if it may belong to a text."""

    lines: tuple[str, ...]
    weight: Decimal | None
    score: Decimal
    place: tuple[int, int]
    doubtful: bool


@dataclass(frozen=True, slots=True)
class ScoredRows:
    """What the rows of a form say. ``by_region`` are the scores of each table of the form."""

    indicators: tuple[Indicator, ...]
    by_region: tuple[tuple[Decimal, ...], ...]
    unread: tuple[str, ...]

    @property
    def scores(self) -> tuple[Decimal, ...]:
        """All scores in order."""
        return tuple(score for region in self.by_region for score in region)


@dataclass(frozen=True, slots=True)
class Region:
    """The lines of one table of indicators. ``weighted`` says that it has a column for 分值 before 得分."""

    lines: Sequence[Line]
    weighted: bool = False


def rows_of(regions: Sequence[Region], expected: Decimal | None, *, numbered: bool) -> ScoredRows:
    """Understand the rows of a form's tables. ``numbered`` says that each table is a 年度目标."""
    found = [row for number, region in enumerate(regions) for row in _rows(number, region)]
    dropped = _wrongly_taken(found, expected)
    indicators: list[Indicator] = []
    unread: list[str] = []
    scores = []
    for number, region in enumerate(regions):
        rows = list(_rows(number, region, dropped))
        scores.append(tuple(row.score for row in rows))
        first = second = ""
        for row in rows:
            text = condensed("".join(row.lines))
            second = _last(_SECOND, text) or second
            first = _above(second) or _last(_FIRST, text) or first
            cells = _cells(row.lines)
            if cells is None:
                unread.append(_bare(text)[:_QUOTED])
                continue
            goal = number + 1 if numbered else 0
            indicators.append(Indicator(*cells, row.score, row.weight, first, second, goal))
    return ScoredRows(tuple(indicators), tuple(scores), tuple(unread))


def _rows(number: int, region: Region, dropped: frozenset[tuple[int, int]] = frozenset()) -> Iterator[_Row]:
    """The rows of a form's table ``number``; numbers at the ends of ``dropped`` lines are no scores."""
    gathered: list[str] = []
    weighted = region.weighted and any(_WEIGHTED.search(line.text) for line in region.lines)
    pattern, first = (_WEIGHTED, "weight") if weighted else (_SCORE, "score")
    for index, line in enumerate(region.lines):
        match = pattern.search(line.text)
        if match is None or Decimal(match["score"]) > INDICATOR_POINTS or (number, index) in dropped:
            gathered.append(line.text)
            continue
        following = region.lines[index + 1].text if index + 1 < len(region.lines) else ""
        gathered.append(line.text[: match.start(first)])
        doubtful = bool(_COUNTER.match(following))
        weight = Decimal(match["weight"]) if weighted else None
        yield _Row(tuple(gathered), weight, Decimal(match["score"]), (number, index), doubtful)
        gathered = []


def _wrongly_taken(rows: Sequence[_Row], expected: Decimal | None) -> frozenset[tuple[int, int]]:
    """Numbers that a text goes on behind, such as 9 in “9|人”, when the sum comes out right without them."""
    total = sum((row.score for row in rows), Decimal(0))
    if expected is None or total == expected:
        return frozenset()
    doubtful = [row for row in rows if row.doubtful]
    for count in range(1, min(_MOST_DROPPED, len(doubtful)) + 1):
        for chosen in combinations(doubtful, count):
            if total - sum(row.score for row in chosen) == expected:
                return frozenset(row.place for row in chosen)
    return frozenset()


def _cells(lines: Sequence[str]) -> tuple[str, str, str] | None:
    """Name, target and actual value of a row, None where it cannot be told where a cell ends."""
    text = condensed("".join(lines))
    if match := _NO_TARGET.fullmatch(_bare(text)):
        return _named(match["name"], match["target"], match["actual"])
    last = lines[-1].split()
    if len(last) > 1 and _values(last[-2], last[-1], clear=len(last) > 2 or len(lines) > 1):
        target, actual = condensed(last[-2]), condensed(last[-1])
        return _named(_bare(text.removesuffix(target + actual)), target, actual)
    if match := _TWICE.fullmatch(_bare(text)):
        return _named(match["name"], match["target"], match["target"])
    if match := _ANEW.fullmatch(_bare(text)):  # the actual value begins with the same words as the target
        return _named(match["name"], match["target"], match["actual"])
    return None


def _values(target: str, actual: str, *, clear: bool) -> bool:
    if target == actual:
        return True
    if quantity(actual) is None:
        return False
    return quantity(target) is not None or (clear and len(target) <= _LONGEST_WORD)


def _named(name: str, target: str, actual: str) -> tuple[str, str, str] | None:
    if not name or len(name) > _LONGEST_NAME or _NO_NAME.search(name):
        return None
    return name, target, actual


def _bare(text: str) -> str:
    """A row without the words of its levels."""
    ends = [match.end() for pattern in (_FIRST, _SECOND) for match in pattern.finditer(text)]
    return text[max(ends, default=0) :].removeprefix("指标")


def _last(pattern: re.Pattern[str], text: str) -> str:
    found = [match[0] for match in pattern.finditer(text)]
    return found[-1] if found else ""


def _above(second: str) -> str:
    """The 一级指标 of a 二级指标: a page break may tear it from its rows."""
    return next((first for word, first in _ABOVE.items() if second.endswith(f"{word}指标")), "")

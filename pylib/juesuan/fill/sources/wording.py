"""When two headings or labels say the same, though written differently from year to year."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from juesuan.books.wording import plain, without_ordinal

if TYPE_CHECKING:
    from collections.abc import Iterable

_YEAR = re.compile(r"^(?:20\d\d年度?|本年度?(?=决算|预算))")
_UNIT = re.compile(r"\((?:金额)?(?:单位:)?(?:人民币)?万?元\)$")
_AMOUNT = re.compile(r"(?<=..)(?:数额|金额|数|额)$")
_MARKS = re.compile(r"^(?:其中:|其中|加:|减:)")
_COUNTED = re.compile(r"\([个人辆台套批次元万,、/组()]+\)$")
_CLOSE_ENOUGH = 0.5


@lru_cache(maxsize=8192)
def heading_wording(text: str) -> str:
    """A heading less year, unit, 其中 and a final 数 or 金额: 决算数 and 2023年决算金额（元） are one."""
    said = _UNIT.sub("", _MARKS.sub("", plain(text)))
    return _AMOUNT.sub("", _YEAR.sub("", said)) or said


@lru_cache(maxsize=8192)
def label_wording(text: str) -> str:
    """A line's label less its ordinal, 其中, the unit counted in brackets and a final colon."""
    said = _MARKS.sub("", without_ordinal(text))
    return _COUNTED.sub("", without_ordinal(said)).rstrip(":")


def closest(wanted: Iterable[str], offered: Iterable[str]) -> str:
    """The text among those offered that looks most like one of those wanted, empty when none does."""
    best, likeness = "", _CLOSE_ENOUGH
    texts = list(dict.fromkeys(offered))
    for name in wanted:
        for text in texts:
            ratio = SequenceMatcher(None, plain(name), plain(text), autojunk=False).ratio()
            if ratio > likeness:
                best, likeness = text, ratio
    return best

"""What was done, told several times with different numbers: in the text, in the forms, in their 摘要."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from juesuan.model.reference import Address
from juesuan.model.rule import Severity
from juesuan.performance.quantities import quantity, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.finding import Finding
    from juesuan.model.rule import RuleSpec
    from juesuan.performance.case import Case

_SAID = re.compile(
    r"(?P<before>[一-鿿]{2,14}?)(?:共计|累计|共|了|约|达)?(?P<number>\d+(?:\.\d+)?)"
    r"(?P<unit>万?余?(?:人次|家次|批次|余次|人|家|次|件|个|场|名|批|笔|份|起)(?![一-鿿]?元))(?P<after>[一-鿿]{0,6})"
)
_PEOPLE = ("人数", "人员")
_ENDS = ("数量", "人数", "数", "量", "率")
_LONG, _SHORT, _TOGETHER, _SURE = 4, 2, 3, 6


class _Occurrence(NamedTuple):
    region: str
    address: Address
    before: str
    number: str
    unit: str
    after: str
    whole: bool  # whether ``before`` is all that its clause says
    indicator: bool = False

    @property
    def words(self) -> str:
        return f"{self.before}{self.number}{self.unit}"


def repeated_numbers(rule: RuleSpec, case: Case) -> Iterator[Finding]:
    """The same thing with one number in one part of the publication and another number in another part.

    Words that stand with several numbers in one part are no name of one thing, and are left out.
    """
    comparable: dict[tuple[str, str], list[_Occurrence]] = defaultdict(list)
    once = {(one.region, one.words, one.after, one.indicator): one for one in _occurrences(case)}
    for occurrence in once.values():
        comparable[occurrence.unit, occurrence.before[-_SHORT:]].append(occurrence)
    seen: set[frozenset[str]] = set()
    for alike in comparable.values():
        for one, other in combinations(alike, 2):
            if (
                one.region == other.region
                or one.number == other.number
                or (one.indicator and other.indicator)
            ):
                continue
            key = frozenset((one.words, other.words))
            if key in seen:
                continue
            strength = _alike(one, other)
            if not strength or _ambiguous(one, other, alike):
                continue
            seen.add(key)
            told = "，".join(f"{said.region}是“{said.words}{said.after}”" for said in (one, other))
            message = f"{told}，请核对是不是同一件事"
            severity = Severity.WARNING if strength >= _SURE else Severity.HINT
            yield case.finding(rule, one.address, message, severity=severity)


def _ambiguous(one: _Occurrence, other: _Occurrence, all_of: list[_Occurrence]) -> bool:
    """Whether a part says several numbers of these words, or both parts say both."""
    for region, against in ((one.region, other), (other.region, one)):
        numbers = {third.number for third in all_of if third.region == region and _alike(third, against)}
        if len(numbers) > 1:
            return True
    return False


def _alike(one: _Occurrence, other: _Occurrence) -> int:
    """How many signs around the number agree; 0 when they are too few to mean the same thing."""
    before = _common_end(one.before, other.before)
    after = _common_start(one.after, other.after)
    if before >= _LONG or (before >= _SHORT and after >= _TOGETHER):
        return before + after
    for name, text in ((one, other), (other, one)):
        if name.indicator and text.whole and not text.indicator and len(text.before) == before >= _SHORT:
            return before
    return 0


def _occurrences(case: Case) -> Iterator[_Occurrence]:
    for region, told in (("绩效情况说明", case.projects), ("重点工作完成情况", case.key_work)):
        for match in _SAID.finditer(told.text):
            yield _occurrence(region, told.address(match.start()), match, told.text)
    for form in case.evaluation.forms:
        name = form.title.partition("、")[2] or form.title
        for region, text in ((name, form.words), (f"{name}的摘要", form.summary)):
            for match in _SAID.finditer(text):
                yield _occurrence(region, form.address, match, text)
        for one in form.indicators:
            value = quantity(one.actual)
            if value is not None and not value.signed and not value.relative:
                before = one.name.replace(*_PEOPLE)
                stem = next((before.removesuffix(end) for end in _ENDS if before.endswith(end)), before)
                unit = value.unit.replace("余", "")
                number = shown(value.number)
                yield _Occurrence(name, form.address, stem, number, unit, "", whole=True, indicator=True)


def _occurrence(region: str, address: Address, match: re.Match[str], text: str) -> _Occurrence:
    start = match.start("before")
    whole = start == 0 or not "一" <= text[start - 1] <= "鿿"
    before = match["before"].replace(*_PEOPLE)
    return _Occurrence(
        region, address, before, match["number"], match["unit"].replace("余", ""), match["after"], whole
    )


def _common_end(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[-1 - count] == other[-1 - count]:
        count += 1
    return count


def _common_start(one: str, other: str) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count

"""One change at a time: a last digit, a word of direction, a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from juesuan.statements.subject_names import titles
from juesuan.statements.vocabulary import load_vocabulary

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "大于": "小于", "小于": "大于",
}  # fmt: skip
_DIRECTION = re.compile("|".join(_OPPOSITE))
_UNITS = (
    ("万元", "amount"), ("%", "percentage"), ("年", "year"), ("月", "date"), ("日", "date"), ("个", "count"),
    ("辆", "count"), ("批次", "count"), ("人次", "count"), ("台", "count"),
)  # fmt: skip
OTHER = "江城市滨江区图书馆"  # a department that none of the texts is about
_ROW = re.compile(r"^(?:\d+[.、]|（\d+）)")


class Kind(StrEnum):
    """What is changed."""

    AMOUNT = "amount"
    PERCENTAGE = "percentage"
    COUNT = "count"
    YEAR = "year"
    DATE = "date"
    ORDINAL = "number of a list"
    FORM = "other number"
    DIRECTION = "word of direction"
    SUBJECT = "name of a 类, 款 or 项"
    NAME = "name of a figure"
    ORGANISATION = "name of the department"


@dataclass(frozen=True, slots=True)
class Mutation:
    """Where (line, and place in it), what stood there, and what stands there now."""

    kind: Kind
    line: int
    start: int
    before: str
    after: str

    def made_in(self, lines: list[str]) -> list[str]:
        """The lines with the change."""
        text = lines[self.line]
        changed = text[: self.start] + self.after + text[self.start + len(self.before) :]
        return [*lines[: self.line], changed, *lines[self.line + 1 :]]


def mutations(lines: list[str], organisation: str) -> Iterator[Mutation]:
    """Every change of the body of an explanation; headings and the glossary stay as they are."""
    for number, text in enumerate(lines):
        if text.startswith("第五部分"):
            return
        if "。" in text or "：" in text or "；" in text:
            yield from _numbers(number, text)
            yield from _directions(number, text)
            yield from _subjects(number, text, lines)
            yield from _names(number, text)
            yield from (
                Mutation(Kind.ORGANISATION, number, match.start(), organisation, OTHER)
                for match in re.finditer(organisation, text)
            )


def _numbers(line: int, text: str) -> Iterator[Mutation]:
    row = _ROW.match(text)
    for match in _NUMBER.finditer(text):
        digits = match[0]
        after = digits[:-1] + str((int(digits[-1]) + 1) % 10)
        rest = text[match.end() :]
        if row and match.end() <= row.end():
            kind = Kind.ORDINAL
        elif rest.startswith("万元（含）"):
            kind = Kind.FORM
        else:
            kind = Kind(next((name for unit, name in _UNITS if rest.startswith(unit)), Kind.FORM))
        yield Mutation(kind, line, match.start(), digits, after)


def _directions(line: int, text: str) -> Iterator[Mutation]:
    for match in _DIRECTION.finditer(text):
        yield Mutation(Kind.DIRECTION, line, match.start(), match[0], _OPPOSITE[match[0]])


def _subjects(line: int, text: str, lines: list[str]) -> Iterator[Mutation]:
    """Each name of a title, changed into the name that another title of the text has at its level."""
    half = text.replace("（", "(").replace("）", ")")
    everywhere = [title for one in lines for title in titles(one.replace("（", "(").replace("）", ")"))]
    for title in titles(half):
        for level, name in enumerate(title.names):
            other = next(
                (
                    one.names[level]
                    for one in everywhere
                    if len(one.names) > level and one.names[level] != name
                ),
                None,
            )
            at = half.find(name + "(", title.start, title.end)
            if other and at >= 0:
                yield Mutation(Kind.SUBJECT, line, at, text[at : at + len(name)], other)


def _names(line: int, text: str) -> Iterator[Mutation]:
    """Each name of a figure, changed into the next other one that the line has, or a usual one."""
    half = text.replace("（", "(").replace("）", ")")
    found = [match for match in load_vocabulary().pattern.finditer(half) if _of_a_figure(half, match.end())]
    for place, match in enumerate(found):
        others = [one[0] for one in found[place + 1 :] + found[:place] if one[0] != match[0]]
        other = others[0] if others else "其他收入"
        written = text[match.start() : match.end()]
        yield Mutation(Kind.NAME, line, match.start(), written, other.replace("(", "（").replace(")", "）"))


def _of_a_figure(text: str, end: int) -> bool:
    """Whether a figure follows the name within its clause."""
    return re.match(r"[^。，；]{0,12}?\d", text[end:]) is not None

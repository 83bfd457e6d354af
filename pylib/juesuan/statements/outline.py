"""Where each paragraph of a publication stands: in which part, under which heading.

Headings are known by their words, not by their numbers: publications are renumbered, and a PDF may break a
heading in two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.statements.compact import Compact, compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from juesuan.model.writing import Passage, Writing

_PART = re.compile(r"第[一二三四五六七八九十]+部分(?P<title>.*)")
_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]+[、.．]|\([一二三四五六七八九十]+\)、?|\d{1,2}[、.．](?!\d)|\(\d{1,2}\)|第[一二三四五六七八九十]+节)"
)
_UNNUMBERED = 6  # signs of a title that is recognised without its number
_LONGEST = 60  # signs of a heading
_CONTENTS = re.compile(r"[.…·]{3,}\d*$|\d+$")


class Part(StrEnum):
    """The parts of a publication, by the words that their titles contain."""

    OVERVIEW = "概况"
    TABLES = "决算表"
    EXPLANATION = "情况说明"
    KEY_WORK = "重点工作"
    GLOSSARY = "名词解释"
    ATTACHMENTS = "附件"
    SELF_CHECK = "自查表"


@dataclass(frozen=True, slots=True)
class Placed:
    """A paragraph with the part and the headings it stands under; ``section`` is the layout's section id."""

    passage: Passage
    compact: Compact
    part: Part | None
    section: str = ""
    title: str = ""
    heading: bool = False


def outline(writing: Writing, sections: Mapping[str, str]) -> tuple[Placed, ...]:
    """Place every paragraph. ``sections`` gives section ids by their titles, first ones first."""
    known: dict[str, str] = {}
    for title, section in sections.items():
        known.setdefault(_words(title), section)
    return tuple(_placed(writing.passages, known))


def _placed(passages: Iterable[Passage], known: Mapping[str, str]) -> Iterator[Placed]:
    part: Part | None = None
    section = title = ""
    for passage in passages:
        text = compact(passage.text)
        begun = _part_of(text.text)
        if begun is not None:
            part, section, title = begun, "", ""
            yield Placed(passage, text, part, heading=True)
            continue
        found = _section_of(text.text, known) if part in {Part.EXPLANATION, None} else None
        if found:
            section, title = found, text.text
            part = part or Part.EXPLANATION
        yield Placed(passage, text, part, section, title, heading=bool(found))


def _part_of(text: str) -> Part | None:
    """The part that a line begins; None for an entry of the table of contents, and for any other line."""
    match = _PART.match(text)
    if len(text) > _LONGEST or _CONTENTS.search(text):
        return None
    if match is None:
        return Part.SELF_CHECK if text.endswith("自查表") else None
    return next((part for part in Part if part in match["title"]), None)


def _section_of(text: str, known: Mapping[str, str]) -> str | None:
    if len(text) > _LONGEST or text.endswith(("。", "；", "，")) or _CONTENTS.search(text):
        return None
    words = _words(text)
    return known.get(words) if _ORDINAL.match(text) or len(words) >= _UNNUMBERED else None


def _words(title: str) -> str:
    """A heading without its number and punctuation, and without the words that regions vary."""
    words = re.sub(r"[“”\"()、，。：:的]", "", _ORDINAL.sub("", compact(title).text, count=1))
    return re.sub(r"^关于|20\d\d年度?|(?:情况)?(?:说明)?$", "", words)

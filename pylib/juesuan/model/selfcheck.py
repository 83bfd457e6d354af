"""自查表: the questions by which a finance bureau judges a publication, their answers, and what is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Answer(StrEnum):
    """What may be answered."""

    YES = "是"
    NO = "否"


class Verdict(StrEnum):
    """What becomes of an item when the officer's answer is laid beside the evidence."""

    CONTRADICTED = "不符"
    DOUBTFUL = "存疑"
    AGREES = "一致"
    FILLED = "已填"
    PERSON = "请人工核对"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``reverse`` says that 是 means something is wrong.

    ``check`` names the evidence that decides it, with ``options``; without it a person answers. ``look``
    says what a person has to look at.
    """

    number: int
    group: str
    topic: str
    text: str
    reverse: bool = False
    check: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    look: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """A bureau's list of questions."""

    id: str
    title: str
    layouts: tuple[str, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the evidence says of an item: an answer, how certain it is, and why.

    Without an answer a person has to decide, with ``reasons`` to help.
    """

    answer: Answer | None
    reasons: tuple[str, ...] = ()
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """An item with everything known about it. ``filled`` is the answer to hand in, empty where unknown."""

    item: Item
    given: Answer | None
    judgement: Judgement
    verdict: Verdict
    filled: Answer | None


@dataclass(frozen=True, slots=True)
class Selfcheck:
    """A list gone through."""

    checklist: Checklist
    lines: tuple[Line, ...]

    def of(self, *verdicts: Verdict) -> tuple[Line, ...]:
        """The lines with some verdicts."""
        return tuple(line for line in self.lines if line.verdict in verdicts)

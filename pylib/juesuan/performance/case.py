"""What the rules about 绩效自评 look at: the forms, the tables, and the words of the publication."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from juesuan.model.reference import Address
from juesuan.performance.script import Script, script
from juesuan.rules.wording import told
from juesuan.statements.outline import Part
from juesuan.texts.lines import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from juesuan.model.disclosure import Disclosure
    from juesuan.model.performance import Evaluation
    from juesuan.statements.outline import Placed
    from juesuan.statements.words import Words


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of the publication in condensed text, with the place of every sign of it."""

    script: Script
    addresses: tuple[Address, ...]

    @property
    def text(self) -> str:
        """The condensed text."""
        return self.script.text

    def address(self, place: int) -> Address:
        """Where a place of the text stands."""
        return self.addresses[self.script.line_at(place)]


@dataclass
class Case:
    """One publication. ``words`` is None where only a workbook is there."""

    evaluation: Evaluation
    disclosure: Disclosure
    words: Words | None = None

    @cached_property
    def starting(self) -> Told:
        """（一）预算绩效管理工作开展情况."""
        return self._section("绩效开展")

    @cached_property
    def whole(self) -> Told:
        """（二）部门（单位）整体支出自评结果."""
        return self._section("绩效整体")

    @cached_property
    def projects(self) -> Told:
        """（三）项目支出自评结果."""
        return self._section("绩效项目")

    @cached_property
    def key_work(self) -> Told:
        """重点工作完成情况."""
        return self._told(placed.part is Part.KEY_WORK for placed in self._placed)

    @property
    def _placed(self) -> tuple[Placed, ...]:
        return self.words.placed if self.words else ()

    finding = staticmethod(told)  # a finding at a form, or at a paragraph

    def _section(self, name: str) -> Told:
        return self._told(placed.section == name and not placed.heading for placed in self._placed)

    def _told(self, chosen: Iterable[bool]) -> Told:
        numbers = [number for number, wanted in enumerate(chosen) if wanted]
        lines = [Line(self._placed[number].passage.text, None) for number in numbers]
        places = tuple(self.words.place(number) for number in numbers) if self.words else ()
        return Told(script(lines), places)

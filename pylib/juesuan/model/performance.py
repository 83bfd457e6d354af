"""绩效自评: the forms in which a department rates what its money brought about."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from juesuan.model.reference import Address

EXECUTION_POINTS = Decimal(20)
INDICATOR_POINTS = Decimal(80)
NO_TARGET = "未设置目标值"


class FormKind(StrEnum):
    """Whom a form rates."""

    DEPARTMENT = "部门整体绩效自评表"
    PROJECT = "项目绩效自评表"


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick: its group (项目类别, 项目属性, 项目类型) and its words."""

    group: str
    name: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Indicator:
    """A 三级指标. ``weight`` is None where the form does not print it, ``score`` where none is given.

    ``goal`` is the number of the 年度目标 that it belongs to, 0 in the form of a project.
    """

    name: str
    target: str
    actual: str
    score: Decimal | None = None
    weight: Decimal | None = None
    first: str = ""
    second: str = ""
    goal: int = 0
    deviation: str = ""
    address: Address | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A 年度目标 of the department's form: its number, its words, its weight, the scores under it."""

    number: int
    words: str
    weight: Decimal | None
    scores: tuple[Decimal, ...] = ()


@dataclass(frozen=True, slots=True)
class Rated:
    """预算执行情况 as printed: budget A and executed B in 万元, the rate in percent, the points."""

    budget: Decimal
    executed: Decimal
    rate: Decimal | None
    points: Decimal | None


@dataclass(frozen=True, slots=True)
class Form:
    """One form with its 自评结果（摘要版）, if it has one. ``number`` is that of the attachment.

    ``scores`` are those of all indicators, also of rows that were not understood; ``unread`` says what was
    not understood. ``complete`` is true when the scores certainly are all there are. ``words`` is everything
    the form says, without white space, ``summary`` that of the 摘要. ``basic`` and ``projects`` (元) are
    stated by a department only, ``authority`` (主管部门) and ``unit`` (项目实施单位) by a project.
    """

    kind: FormKind
    title: str
    name: str
    address: Address
    number: int | None = None
    rated: Rated | None = None
    total: Decimal | None = None
    boxes: tuple[Box, ...] = ()
    goals: tuple[Goal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    scores: tuple[Decimal, ...] = ()
    complete: bool = False
    unread: tuple[str, ...] = ()
    words: str = ""
    summary: str = ""
    basic: Decimal | None = None
    projects: Decimal | None = None
    deviations: str = ""
    measures: str = ""
    authority: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All forms of a publication, in order."""

    forms: tuple[Form, ...] = field(default=())

    @property
    def department(self) -> Form | None:
        """The department's form."""
        return next((form for form in self.forms if form.kind is FormKind.DEPARTMENT), None)

    @property
    def projects(self) -> tuple[Form, ...]:
        """The forms of projects."""
        return tuple(form for form in self.forms if form.kind is FormKind.PROJECT)

    @property
    def unread(self) -> int:
        """How many things were not understood."""
        return sum(len(form.unread) for form in self.forms)


@dataclass(frozen=True, slots=True)
class FormsSpec:
    """What the forms of a region have printed: titles, boxes to tick, indicators to begin with, notes."""

    id: str
    department_title: str
    project_title: str
    boxes: dict[str, tuple[str, ...]]
    indicators: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]

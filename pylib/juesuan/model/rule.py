"""What a rule is, before anything has been decided by it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """How a rule compares, which settles the difference it allows."""

    SUM = "sum"
    COPY = "copy"
    LIMIT = "limit"
    PRESENCE = "presence"
    FORMAT = "format"


class Severity(StrEnum):
    """How much a failure matters: an error is certain, a warning needs a look, a hint may be right."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """One identity or check, as declared in ``specs/rules``.

    Exactly one of ``expect`` (an expression) and ``check`` (the name of a check function) is set.
    ``each`` names what the rule is repeated over, ``when`` the conditions under which it applies.
    ``computes`` says that the left side is a total the workbook calculates from the right side. ``how``
    says in words how it decides, where its kind does not say it all. ``words`` marks a rule about the text
    of a publication, not its tables.
    """

    id: str
    title: str
    kind: Kind
    severity: Severity
    basis: str
    why: str
    fix: str
    expect: str = ""
    check: str = ""
    options: dict[str, object] = field(default_factory=dict)
    each: dict[str, str] = field(default_factory=dict)
    when: tuple[str, ...] = ()
    computes: bool = False
    how: str = ""
    words: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """A named circumstance of a department, true when every expression in ``all_of`` holds exactly."""

    id: str
    all_of: tuple[str, ...]
    unless: str

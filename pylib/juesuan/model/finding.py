"""What checking brought up: findings, the outcome of every rule, and the report that holds them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from juesuan.model.amount import BLANK, Amount
from juesuan.model.rule import RuleSpec, Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    import pandas as pd

    from juesuan.model.disclosure import NotLocated, Remark
    from juesuan.model.reference import Address, CellRef


class Status(StrEnum):
    """How a rule ended. Every declared rule ends in one of these."""

    PASSED = "passed"
    ROUNDING = "rounding"
    FAILED = "failed"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Term:
    """One figure of a comparison, as people read it: what it is, where it stands, what it says."""

    label: str
    amount: Amount
    ref: CellRef | None = None
    address: Address | None = None
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Culprit:
    """The one cell whose correction explains the numbers, with the amount that would."""

    ref: CellRef
    address: Address
    label: str
    stated: Amount
    expected: Amount


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody answers for: why, who, since when, until when."""

    fingerprint: str
    reason: str
    person: str
    date: dt.date
    expires: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold, with both sides of it.

    ``stated`` and ``computed`` are the two sides, ``difference`` is stated less computed, ``allowed`` the
    largest difference (in hundredths) that rounding can explain. ``consequences`` are findings that would
    go away with this one.
    """

    rule: RuleSpec
    severity: Severity
    message: str
    left: tuple[Term, ...] = ()
    right: tuple[Term, ...] = ()
    relation: str = "="
    stated: Amount = BLANK
    computed: Amount = BLANK
    difference: Amount = BLANK
    allowed: int = 0
    ref: CellRef | None = None
    address: Address | None = None
    culprit: Culprit | None = None
    cause: str = ""
    suggestion: str = ""
    consequences: tuple[Finding, ...] = ()
    waiver: Waiver | None = None
    rounding: bool = False

    @property
    def fingerprint(self) -> str:
        """A short stable key for a waiver: the rule, the cells and the figures that were accepted.

        Which cell is named as the culprit does not matter: that may change with figures elsewhere.
        """
        parts = [self.rule.id] if self.left else [self.rule.id, str(self.ref or ""), self.message]
        parts += [f"{term.ref or term.label}={term.amount}" for term in self.left + self.right]
        # A letter in front keeps spreadsheets from taking digits, or 12e4567, for a number.
        return "w" + hashlib.sha256("|".join(parts).encode()).hexdigest()[:11]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one rule: its status, why it did not apply, how many instances were compared."""

    rule: RuleSpec
    status: Status
    reason: str = ""
    compared: int = 0
    failed: int = 0
    rounded: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one check. ``findings`` are the main ones, errors first, each with its consequences.

    ``notices`` are Chinese sentences about the document that was checked: changes not yet accepted, figures
    that are hardly ever those of the tables.
    """

    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...]
    layout: str
    organisation: str
    year: int | None
    version: str
    time: dt.datetime
    path: str = ""
    sha256: str = ""
    unit: str = "万元"
    roundings: tuple[Finding, ...] = ()
    waived: tuple[Finding, ...] = ()
    stale_waivers: tuple[Waiver, ...] = ()
    remarks: tuple[Remark, ...] = field(default=())
    not_located: tuple[NotLocated, ...] = ()
    notices: tuple[str, ...] = ()

    def count(self, severity: Severity) -> int:
        """How many main findings have a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def flatten(self, *fields: str) -> list[tuple[str, ...]]:
        """List main findings as tuples of text: ``rule``, ``severity``, ``cell``, ``ref``, ``message``."""
        getters: dict[str, Callable[[Finding], str]] = {
            "rule": lambda finding: finding.rule.id,
            "severity": lambda finding: finding.severity.value,
            "cell": lambda finding: str(finding.address or ""),
            "ref": lambda finding: str(finding.ref or ""),
            "message": lambda finding: finding.message,
        }
        return [tuple(getters[name](finding) for name in fields) for finding in self.findings]

    def to_frame(self) -> pd.DataFrame:
        """Return findings and consequences as a pandas frame with exact Decimals."""
        from juesuan.model.frames import report_frame

        return report_frame(self)

"""Checks of subject names against the catalogue."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan.model.rule import Severity
from juesuan.model.table import Role
from juesuan.rules.checks.rows import named, row_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from juesuan.model.disclosure import Disclosure, Row, Table
    from juesuan.model.finding import Finding
    from juesuan.model.layout import Subject
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe

_SPACE = re.compile(r"\s+")
_WEAK = re.compile(r"(seen in [12] documents|unverified|2018 )")


def differs(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A name that is neither the catalogue's nor a beginning of it."""
    findings = []
    for table, row, subject in _catalogued(disclosure):
        if not _is_name(row.label, subject) and not _is_beginning(row.label, subject):
            message = f"{row.code} 的名称写作“{row.label}”，科目目录里是“{subject.name}”"
            findings.append(_as_sure_as(subject, row_finding(rule, table, row, message)))
    return findings


def cut_off(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A name that the cell has cut off: a proper beginning of the catalogue's name."""
    findings = []
    for table, row, subject in _catalogued(disclosure):
        if not _is_name(row.label, subject) and _is_beginning(row.label, subject):
            message = f"{named(row)} 的名称不完整，全称是“{subject.name}”"
            findings.append(_as_sure_as(subject, row_finding(rule, table, row, message)))
    return findings


def _as_sure_as(subject: Subject, finding: Finding) -> Finding:
    """A name that is itself known from one or two documents only, or not verified, is worth a hint."""
    return replace(finding, severity=Severity.HINT) if _WEAK.match(subject.evidence) else finding


def _catalogued(disclosure: Disclosure) -> Iterator[tuple[Table, Row, Subject]]:
    """Rows with a code and a name of their own whose code is in a catalogue: function and economic codes.

    The class lines of the 总表 carry ordinals and are found by their names, so there is nothing to compare.
    """
    for table in disclosure.tables.values():
        if not table.spec.listed and table.spec.blocks[0].column_of(Role.CODE) is None:
            continue
        for row in table.listing:
            subject = disclosure.layout.subject(row.code or "")
            if subject and row.label:
                yield table, row, subject


def _plain(name: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", name))


def _is_name(label: str, subject: Subject) -> bool:
    """True for the catalogue's name and for former names that are not merely cut off."""
    former = [name for name in subject.other_names if not subject.name.startswith(name)]
    return _plain(label) in {_plain(name) for name in [subject.name, *former]}


def _is_beginning(label: str, subject: Subject) -> bool:
    return _plain(subject.name).startswith(_plain(label))

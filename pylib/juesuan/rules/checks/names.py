"""Checks of subject names against the catalogue."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from juesuan.rules.checks.rows import coded_rows, named, row_finding

if TYPE_CHECKING:
    from juesuan.model.disclosure import Disclosure
    from juesuan.model.finding import Finding
    from juesuan.model.layout import Subject
    from juesuan.model.rule import RuleSpec
    from juesuan.rules.instances import Universe

_SPACE = re.compile(r"\s+")


def differs(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A name that is neither the catalogue's nor a beginning of it."""
    findings = []
    for table, row in coded_rows(disclosure):
        subject = disclosure.layout.function_codes.get(row.code or "")
        if (
            subject
            and row.label
            and not _is_name(row.label, subject)
            and not _is_beginning(row.label, subject)
        ):
            message = f"{row.code} 的名称写作“{row.label}”，科目目录里是“{subject.name}”"
            findings.append(row_finding(rule, table, row, message))
    return findings


def cut_off(rule: RuleSpec, disclosure: Disclosure, _: Universe) -> list[Finding]:
    """A name that the cell has cut off: a proper beginning of the catalogue's name."""
    findings = []
    for table, row in coded_rows(disclosure):
        subject = disclosure.layout.function_codes.get(row.code or "")
        if subject and row.label and not _is_name(row.label, subject) and _is_beginning(row.label, subject):
            message = f"{named(row)} 的名称不完整，全称是“{subject.name}”"
            findings.append(row_finding(rule, table, row, message))
    return findings


def _plain(name: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", name))


def _is_name(label: str, subject: Subject) -> bool:
    """True for the catalogue's name and for former names that are not merely cut off."""
    former = [name for name in subject.other_names if not subject.name.startswith(name)]
    return _plain(label) in {_plain(name) for name in [subject.name, *former]}


def _is_beginning(label: str, subject: Subject) -> bool:
    return _plain(subject.name).startswith(_plain(label))

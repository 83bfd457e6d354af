"""A copy of the checked workbook with the findings in it: coloured cells, notes, a sheet 校验结果."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.marking import Mark, ResultRow, annotate_workbook
from juesuan.model.rule import Severity
from juesuan.report import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from juesuan.model.finding import Finding, Report
    from juesuan.model.reference import Address

COLOURS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.HINT: "FFDDEBF7"}
CONSEQUENCE = "FFFCE4D6"


def annotate(source: Path | str, report: Report, target: Path | str) -> int:
    """Write a copy of a workbook with the report's findings marked in it; return how many cells were marked.

    Everything in the file stays, cached values and macros included; annotating twice is annotating once.
    Raises ReadError when the source cannot be read, OSError when the target cannot be written.
    """
    rows = [row for row, _ in result_rows(report)]
    return annotate_workbook(source, list(marks(report)), headline(report), rows, target)


def headline(report: Report) -> str:
    """The first line of the sheet 校验结果."""
    when = f"核对时间 {report.time:%Y-%m-%d %H:%M}"
    return f"{words.verdict(report)}。{words.rules_sentence(report)}。{when}"


def marks(report: Report) -> Iterator[Mark]:
    """The cells to be marked, each once: the colour of the weightiest finding there, the words of all."""
    notes: dict[Address, list[str]] = {}
    colours: dict[Address, str] = {}
    for address, colour, note in _places(report):
        if address.a1:
            colours.setdefault(address, colour)
            notes.setdefault(address, []).append(note)
    for address, texts in notes.items():
        yield Mark(address, colours[address], "\n\n".join(dict.fromkeys(texts)))


def _places(report: Report) -> Iterator[tuple[Address, str, str]]:
    for finding in report.findings:
        colour = COLOURS[finding.severity]
        if finding.culprit:
            yield finding.culprit.address, colour, _note(finding)
        if finding.address:
            yield finding.address, colour, _note(finding)
    for finding in report.findings:
        for consequence in finding.consequences:
            if consequence.address:
                cause = f"{finding.rule.id} {finding.address or ''} 的连带"
                note = f"{cause}：{consequence.rule.id} {consequence.message}"
                yield consequence.address, CONSEQUENCE, note


def _note(finding: Finding) -> str:
    lines = [f"{words.SEVERITIES[finding.severity]} {finding.rule.id} {finding.rule.title}", finding.message]
    if cause := words.cause_text(finding):
        lines.append(f"疑因：{cause}")
    if finding.suggestion:
        lines.append(f"建议：{finding.suggestion}")
    return "\n".join(lines)


def result_rows(report: Report) -> Iterator[tuple[ResultRow, Finding]]:
    """The lines of the sheet 校验结果, each with its finding; consequences below their cause."""
    for number, finding in enumerate(report.findings, 1):
        severity = words.SEVERITIES[finding.severity]
        yield _row(str(number), severity, finding, COLOURS[finding.severity]), finding
        for part, consequence in enumerate(finding.consequences, 1):
            yield _row(f"{number}.{part}", "连带", consequence, CONSEQUENCE), consequence


def _row(number: str, severity: str, finding: Finding, colour: str) -> ResultRow:
    cause, address = words.cause_text(finding), finding.address
    return ResultRow(
        number, severity, finding.rule.id, address, finding.message, cause, finding.suggestion, colour
    )

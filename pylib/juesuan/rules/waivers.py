"""Waivers: findings that somebody answers for, with reason, person and date; idle ones are named.

A list of waivers is a table with the columns 指纹, 理由, 责任人, 日期, 截止日期: a CSV file, a workbook,
or the sheet 豁免 of the checked workbook itself.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan.model.finding import Finding, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

COLUMNS = ("指纹", "理由", "责任人", "日期", "截止日期")
_NEEDED = COLUMNS[:4]
_FINGERPRINT = re.compile(r"w[0-9a-f]{11}")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")


class WaiverError(ValueError):
    """A list of waivers that cannot be used: one sentence saying where and why."""


def parse_waivers(rows: Iterable[Sequence[str]], source: str) -> tuple[Waiver, ...]:
    """Read waivers from the rows of a table, headings first; ``source`` names it in errors.

    Empty rows are passed over. Raises WaiverError on a missing column or a row that is not complete.
    """
    columns: dict[str, int] = {}
    waivers = []
    for number, row in enumerate(rows, 1):
        cells = [str(cell).strip() for cell in row]
        if not any(cells):
            continue
        if not columns:
            columns = {heading: cells.index(heading) for heading in COLUMNS if heading in cells}
            missing = [heading for heading in _NEEDED if heading not in columns]
            if missing:
                raise WaiverError(
                    f"{source} 第 {number} 行缺少列“{'、'.join(missing)}”：表头应为 {'、'.join(COLUMNS)}"
                )
            continue
        values = {key: cells[at] if at < len(cells) else "" for key, at in columns.items()}
        waivers.append(_waiver(values, f"{source} 第 {number} 行"))
    return tuple(waivers)


def read_waivers_csv(path: Path) -> tuple[Waiver, ...]:
    """Read a CSV file of waivers (UTF-8, or as Chinese Excel saves it). Raises WaiverError and OSError."""
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    try:
        return parse_waivers(csv.reader(io.StringIO(text, newline=""), strict=True), path.name)
    except csv.Error as error:
        raise WaiverError(f"{path.name} 不是完好的 CSV 文件：请用 Excel 或 WPS 打开后另存为 CSV") from error


def with_waiver(existing: str, waiver: Waiver) -> str:
    """Return the text of a CSV file of waivers with one more at its end, with headings if it had none."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    if not existing.strip():
        writer.writerow(COLUMNS)
        existing = ""
    elif not existing.endswith("\n"):
        existing += "\r\n"
    expires = waiver.expires.isoformat() if waiver.expires else ""
    writer.writerow([waiver.fingerprint, waiver.reason, waiver.person, waiver.date.isoformat(), expires])
    return existing + buffer.getvalue()


def apply(
    findings: Iterable[Finding], waivers: Sequence[Waiver], today: dt.date
) -> tuple[list[Finding], tuple[Finding, ...], tuple[Waiver, ...]]:
    """Split findings into those kept and those waived, and name the waivers that waive nothing.

    A waiver counts up to and including its last day. Whoever answers for a finding answers for its
    consequences; a waived consequence leaves its finding in place. Stale ones are expired or match nothing.
    """
    valid = {
        waiver.fingerprint: waiver for waiver in waivers if not waiver.expires or waiver.expires >= today
    }
    used: set[str] = set()
    kept: list[Finding] = []
    waived: list[Finding] = []

    def take(finding: Finding) -> bool:
        waiver = valid.get(finding.fingerprint)
        if waiver is None:
            return False
        used.add(waiver.fingerprint)
        waived.append(replace(finding, waiver=waiver))
        return True

    for finding in findings:
        if not take(finding):
            remaining = tuple(consequence for consequence in finding.consequences if not take(consequence))
            same = len(remaining) == len(finding.consequences)
            kept.append(finding if same else replace(finding, consequences=remaining))
    for finding in waived:
        used |= {consequence.fingerprint for consequence in finding.consequences}
    stale = [
        waiver for waiver in waivers if waiver.fingerprint not in valid or waiver.fingerprint not in used
    ]
    return kept, tuple(waived), tuple(stale)


def parse_date(text: str) -> dt.date | None:
    """Read a date as people write it: 2024-9-1, 2024/09/01, 2024年9月1日. None when it is none."""
    match = _DATE.fullmatch(text.strip())
    try:
        return dt.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _waiver(values: dict[str, str], place: str) -> Waiver:
    fingerprint = values["指纹"].lower()
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise WaiverError(f"{place}的指纹“{values['指纹']}”不对：应为核对结果里给出的 12 位指纹")
    for heading in ("理由", "责任人"):
        if not values[heading]:
            raise WaiverError(f"{place}没有填“{heading}”：豁免必须有理由和责任人")
    date = parse_date(values["日期"])
    if date is None:
        raise WaiverError(f"{place}的日期“{values['日期']}”不对：请写成 2024-09-01 的样子")
    until = values.get("截止日期", "")
    expires = parse_date(until) if until else None
    if until and expires is None:
        raise WaiverError(f"{place}的截止日期“{until}”不对：请写成 2024-09-01 的样子，没有期限的留空")
    return Waiver(fingerprint, values["理由"], values["责任人"], date, expires)

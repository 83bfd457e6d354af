"""The workbook's present state as the library sees it, with the waivers that belong to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from juesuan.books.waiver_sheet import WAIVER_SHEET, waiver_rows
from juesuan.recalc.reading import read
from juesuan.rules.waivers import parse_waivers, read_waivers_csv

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.excel.workbook.session import Session
    from juesuan.model.finding import Report, Waiver


def checked(session: Session, copy: Path) -> Report:
    """Check a copy of the workbook by the rules of its layout; the report is about the workbook."""
    from juesuan.rules import check

    disclosure = read(str(copy))
    report = check(disclosure, waivers=waivers_of(session, copy))
    return replace(report, path=session.full_name)


def waivers_of(session: Session, copy: Path) -> tuple[Waiver, ...]:
    """The waivers on the workbook's sheet 豁免 and in the CSV file beside it."""
    own = parse_waivers(waiver_rows(copy, own_sheet=True), f"“{WAIVER_SHEET}”工作表")
    beside = session.path.with_name(f"{session.path.stem}.{WAIVER_SHEET}.csv") if session.path else None
    return own + (read_waivers_csv(beside) if beside and beside.exists() else ())

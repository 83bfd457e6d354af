"""豁免: somebody answers for the selected finding, with a reason, a name and a date, on the sheet 豁免."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from juesuan.books.sheets import open_book
from juesuan.books.waiver_sheet import WAIVER_SHEET
from juesuan.excel.changing.saved_state import save_state
from juesuan.excel.commands.check import check
from juesuan.excel.commands.findings import listed_findings, selected_finding
from juesuan.excel.errors import CancelledError, RefusedError
from juesuan.excel.outcome import Outcome
from juesuan.excel.settings import Settings
from juesuan.excel.workbook.direct import assign
from juesuan.excel.workbook.new_sheets import add_sheet
from juesuan.excel.workbook.protection import Protection
from juesuan.excel.workbook.reading import waivers_of
from juesuan.excel.workbook.texts import cell_text
from juesuan.model.finding import Waiver
from juesuan.rules.waivers import COLUMNS, parse_date

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.books.sheets import Book
    from juesuan.excel.commands.findings import Listed
    from juesuan.excel.workbook.session import Session


def waive(session: Session) -> Outcome:
    """Ask who answers for the selected finding and why, write it down, and check again."""
    findings = listed_findings(session.book)
    finding = selected_finding(session.book, findings)
    if finding is None or not finding.fingerprint:
        raise RefusedError("请先选中要豁免的问题：在“校验结果”里选一行，或在表里选中有标记的单元格")
    copy = session.copy()
    if any(known.fingerprint == finding.fingerprint for known in waivers_of(session, copy)):
        raise RefusedError(f"这个问题已经豁免过（指纹 {finding.fingerprint}）：请重新校验")
    waiver = _asked(session, finding)
    _write(session, copy, waiver)
    said = check(session).sentence
    return Outcome(f"已豁免 {finding.rule} {finding.cell}。{said}")


def _asked(session: Session, finding: Listed) -> Waiver:
    settings = Settings.load()
    about = f"{finding.rule}　{finding.cell}\n{finding.message}\n\n"
    reason = _answer(session, f"{about}为什么可以不改？")
    person = _answer(session, f"{about}由谁负责？（责任人）", settings.person)
    until = session.dialogs.ask(f"{about}豁免到哪一天为止？（如 2024-12-31；没有期限请留空）")
    if until is None:
        raise CancelledError
    day = parse_date(until) if until.strip() else None
    if until.strip() and day is None:
        raise RefusedError(f"“{until}”不是日期：请写成 2024-12-31 的样子，再点一次“豁免”")
    settings.person = person
    settings.save()
    return Waiver(finding.fingerprint, reason, person, dt.datetime.now().astimezone().date(), day)


def _answer(session: Session, question: str, suggestion: str = "") -> str:
    answer = session.dialogs.ask(question, suggestion)
    if answer is None:
        raise CancelledError
    if not answer.strip():
        raise RefusedError("豁免必须写明理由和责任人：请再点一次“豁免”")
    return answer.strip()


def _write(session: Session, copy: Path, waiver: Waiver) -> None:
    """Add a line to the sheet 豁免, which is made when there is none."""
    present = open_book(copy)
    there = present.sheets.get(WAIVER_SHEET)
    protection = Protection(present)
    protection.refuse_passwords({WAIVER_SHEET})
    if there is None:
        protection.refuse_locked_structure()
    state = save_state(session, copy, "豁免")
    values = {
        "指纹": waiver.fingerprint,
        "理由": waiver.reason,
        "责任人": waiver.person,
        "日期": waiver.date.isoformat(),
        "截止日期": waiver.expires.isoformat() if waiver.expires else "",
    }
    with protection.lifted(session.book), session.quiet():
        if there is None:
            sheet = add_sheet(session.book, WAIVER_SHEET)
            state.note_sheet(WAIVER_SHEET)
            columns, row = {heading: number for number, heading in enumerate(COLUMNS)}, 2
            assign(sheet.range((1, 1), (1, len(COLUMNS))), [COLUMNS])
        else:
            sheet = session.book.sheets[WAIVER_SHEET]
            protection.lift(sheet, WAIVER_SHEET)
            columns, row = _columns(present), there.height + 1
        width = max(columns.values()) + 1
        line = [""] * width
        for heading, text in values.items():
            if heading in columns:
                line[columns[heading]] = cell_text(text)
        assign(sheet.range((row, 1), (row, width)), [line])
    state.finish(session.copy())


def _columns(present: Book) -> dict[str, int]:
    """Where the headings of the list stand."""
    sheet = present.sheets[WAIVER_SHEET]
    for row in range(sheet.height):
        texts = [sheet.text(row, column) for column in range(sheet.width)]
        if COLUMNS[0] in texts:
            return {heading: texts.index(heading) for heading in COLUMNS if heading in texts}
    raise RefusedError(f"“{WAIVER_SHEET}”工作表没有表头“{'、'.join(COLUMNS)}”：请补上，或改掉工作表的名称")

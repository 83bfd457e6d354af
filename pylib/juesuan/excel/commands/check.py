"""校验: findings marked in the workbook, listed on the sheet 校验结果; 清除标记 takes all of it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.marking import unmark_workbook
from juesuan.books.marking.records import RECORD_SHEET
from juesuan.books.sheets import open_book
from juesuan.excel.errors import CancelledError
from juesuan.excel.marking.plan import MarkedFile, changed_records, marking_plan
from juesuan.excel.marking.record_sheet import write_records
from juesuan.excel.marking.result_list import entered_on, lines_on, own_list, result_lines
from juesuan.excel.marking.result_sheet import free_name, write_result_sheet
from juesuan.excel.marking.writing import write_marks
from juesuan.excel.outcome import Outcome
from juesuan.excel.workbook.protection import Protection
from juesuan.excel.workbook.reading import checked
from juesuan.report import words
from juesuan.report.annotation import annotate, headline

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.books.sheets import Book
    from juesuan.excel.marking.plan import SheetMarks
    from juesuan.excel.workbook.session import Session
    from juesuan.model.finding import Report


def check(session: Session) -> Outcome:
    """Check the workbook as it is now, saved or not; running twice changes nothing."""
    session.say("正在读取工作簿")
    copy = session.copy()
    session.say("正在核对")
    report = checked(session, copy)
    session.say("正在标注")
    show(session, copy, report)
    select_first(session, report)
    more = words.more_counts(report)
    return Outcome(f"{words.verdict(report)}{f'；{more}' if more else ''}。{words.rules_sentence(report)}")


def show(session: Session, copy: Path, report: Report) -> None:
    """Mark the findings of a report in the workbook of which ``copy`` is a copy, and list them."""
    target = session.scratch(copy.name)
    annotate(copy, report, target)
    now, wanted = MarkedFile(copy), MarkedFile(target)
    present = open_book(copy)
    name, foreign = own_list(present, now.records.result_sheet)
    former = lines_on(present.sheets.get(name))
    lines = result_lines(report, entered_on(former))
    new_list = [line.texts for line in lines] != former
    records = changed_records(now, wanted)
    plan = marking_plan(now, wanted)
    if not (plan or new_list or records):
        return
    protection = Protection(present)
    if not name or RECORD_SHEET not in present.properties.parts:
        protection.refuse_locked_structure()
    with protection.lifted(session.book), session.quiet():
        _write_plan(session, protection, plan)
        if foreign:
            session.book.sheets[foreign].delete()
        own = name or free_name(set(present.properties.parts) - {foreign})
        if new_list or not name:
            count = len(former) if name else None
            write_result_sheet(session.book, own, headline(report), lines, former=count)
        if records or not name:
            write_records(
                session.book, open_book(target), own, there=RECORD_SHEET in present.properties.parts
            )


def unmark(session: Session) -> Outcome:
    """Take out exactly what checking has put in: colours, notes, the sheet 校验结果."""
    copy = session.copy()
    target = session.scratch(copy.name)
    if unmark_workbook(copy, target) is None:
        return Outcome("这个工作簿里没有标注")
    now, wanted = MarkedFile(copy), MarkedFile(target)
    present = open_book(copy)
    name = now.records.result_sheet
    _ask_for_entries(session, present, name)
    protection = Protection(present)
    protection.refuse_locked_structure()
    plan = marking_plan(now, wanted)
    with protection.lifted(session.book), session.quiet():
        _write_plan(session, protection, plan)
        for sheet in (name, RECORD_SHEET):
            if sheet in present.properties.parts:
                session.book.sheets[sheet].delete()
    return Outcome(f"已清除 {len(now.marks)} 个单元格的标记")


def select_first(session: Session, report: Report) -> None:
    """Show the first finding that has a cell."""
    for finding in report.findings:
        place = finding.culprit.address if finding.culprit else finding.address
        if place and place.a1:
            sheet = session.book.sheets[place.sheet]
            sheet.activate()
            sheet.range(place.a1).select()
            return


def _write_plan(session: Session, protection: Protection, plan: dict[str, SheetMarks]) -> None:
    protection.refuse_passwords(set(plan))
    for name, marks in plan.items():
        sheet = session.book.sheets[name]
        protection.lift(sheet, name)
        write_marks(sheet, marks)


def _ask_for_entries(session: Session, present: Book, name: str) -> None:
    """Somebody's work on the list is not thrown away without a word."""
    entered = [values for values in entered_on(lines_on(present.sheets.get(name))).values() if values[0]]
    if entered and not session.dialogs.confirm(
        f"“{name}”工作表里填写的责任人和整改状态会一并删除。要清除标记吗？"
    ):
        raise CancelledError

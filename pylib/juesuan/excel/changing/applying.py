"""From a state that the library has prepared to the open workbook: rows first, then blocks of cells.

The program's own arithmetic and the spreadsheet's must come to the same figures in the end: the workbook is
read once more, and put back when it does not say what it should.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from juesuan.books.marking import RESULT_SHEET
from juesuan.books.marking.records import RECORD_SHEET
from juesuan.books.package import Package
from juesuan.books.sheets import open_book
from juesuan.excel.changing.difference import differences, new_sheet
from juesuan.excel.changing.row_operations import operations
from juesuan.excel.changing.saved_state import SavedState, save_state
from juesuan.excel.changing.writing import carry_out, write_blocks
from juesuan.excel.workbook.looks import take_looks, take_rows
from juesuan.excel.workbook.new_sheets import add_sheet, frozen_rows, take_widths
from juesuan.excel.workbook.protection import Protection

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from juesuan.books.restructure import RowPlan
    from juesuan.excel.changing.row_operations import RowOperation
    from juesuan.excel.workbook.session import Session
    from juesuan.fill.writing import Prepared
    from juesuan.model.disclosure import Disclosure

OWN_SHEETS = (RESULT_SHEET, RECORD_SHEET)


class UnexpectedFiguresError(Exception):
    """The workbook does not say afterwards what it should: an error of ours."""


def apply(session: Session, copy: Path, prepared: Prepared, what: str) -> None:
    """Bring the open workbook, of which ``copy`` is a copy, to what was prepared from that copy.

    ``what`` is the command in Chinese, for undoing. When something fails on the way the workbook is put back
    as it was, and the error goes on.
    """
    target = session.scratch(copy.name)
    prepared.write(target)
    bring_to(session, (copy, target), what, prepared.row_plans, prepared.result)


def bring_to(
    session: Session,
    files: tuple[Path, Path],
    what: str,
    plans: Mapping[str, tuple[RowPlan, ...]],
    expected: Disclosure | None = None,
) -> None:
    """Change the open workbook from the first of two files to the second, rows by ``plans``."""
    copy, target = files
    present, wanted = open_book(copy), open_book(target)
    added = [name for name in wanted.sheets if name not in present.properties.parts]
    protection = Protection(present)
    if added:
        protection.refuse_locked_structure()
    changed = {change.sheet for change in differences(present, wanted, OWN_SHEETS)} | set(plans)
    protection.refuse_passwords(changed)
    state = save_state(session, copy, what)
    rows = {sheet: list(operations(plan)) for sheet, plan in plans.items()}
    try:
        _write(session, state, protection, (copy, target), rows, added)
        session.say(f"{what}：核对写入的结果")
        after = session.copy()
        if expected is not None:
            _insist(after, expected)
    except BaseException:
        session.say(f"{what}：没有完成，正在恢复原状")
        put_back(session, state)
        raise
    state.finish(after)


def put_back(session: Session, state: SavedState) -> None:
    """Bring the open workbook to a saved state: sheets, rows, then contents. The state is forgotten."""
    book = session.book
    present = open_book(session.copy())
    protection = Protection(present)
    with protection.lifted(book), session.quiet():
        for name in state.added:
            if name in present.properties.parts:
                book.sheets[name].delete()
        for name, operation in reversed(state.rows):
            sheet = book.sheets[name]
            protection.lift(sheet, name)
            carry_out(sheet, [operation.inverse()])
        now = open_book(session.copy()) if state.rows or state.added else present
        for change in differences(now, open_book(state.before), OWN_SHEETS):
            sheet = book.sheets[change.sheet]
            protection.lift(sheet, change.sheet)
            write_blocks(sheet, change.blocks)
    state.forget()


def _write(
    session: Session,
    state: SavedState,
    protection: Protection,
    files: tuple[Path, Path],
    rows: Mapping[str, list[RowOperation]],
    added: list[str],
) -> None:
    copy, target = files
    book = session.book
    with protection.lifted(book), session.quiet():
        for name, steps in rows.items():
            session.say(f"{state.what}：整理“{name}”的行")
            sheet = book.sheets[name]
            protection.lift(sheet, name)
            carry_out(sheet, steps, partial(state.note, name))
        now = open_book(session.copy() if any(rows.values()) else copy)
        wanted, looks = open_book(target), Package.open(target)
        for change in differences(now, wanted, OWN_SHEETS):
            session.say(f"{state.what}：写入“{change.sheet}”")
            sheet = book.sheets[change.sheet]
            protection.lift(sheet, change.sheet)
            write_blocks(sheet, change.blocks)
            take_looks(sheet, wanted.sheets[change.sheet], looks, now.sheets[change.sheet].height + 1)
        for name in added:
            new = add_sheet(book, name, frozen_rows(wanted.sheets[name]))
            state.note_sheet(name)
            write_blocks(new, new_sheet(name, wanted).blocks)
            take_widths(new, wanted.sheets[name])
            take_looks(new, wanted.sheets[name], looks)
            take_rows(new, wanted.sheets[name])
            protection.protect_like(new, wanted.sheets[name])


def _insist(copy: Path, expected: Disclosure) -> None:
    """Raise UnexpectedFiguresError when a copy of the workbook does not say what was prepared."""
    from juesuan.fill.changes import figure_changes
    from juesuan.recalc.reading import read

    found = read(str(copy), expected.layout.id)
    for ref, wanted, actual, _ in figure_changes(expected, found):
        raise UnexpectedFiguresError(f"{ref}: {actual} instead of {wanted}")

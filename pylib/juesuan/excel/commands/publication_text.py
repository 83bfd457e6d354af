"""核对说明, 自查表: the published text held against the workbook; reports in files of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.excel.dialogs import first_lines
from juesuan.excel.errors import CancelledError
from juesuan.excel.outcome import Outcome
from juesuan.report import words

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.excel.workbook.session import Session
    from juesuan.model.finding import Report

TEXTS = ("公开文本", "*.docx;*.pdf;*.html;*.htm;*.txt")
_BASES = ("只用工作簿里的表", "连同公开文本（.docx、.pdf、.html、.txt）一起核对")


def check_text(session: Session) -> Outcome:
    """核对说明: the words of a document against the tables; the report is a page beside the document."""
    from juesuan.performance.checking import with_performance
    from juesuan.recalc.reading import read
    from juesuan.statements.checking import checked
    from juesuan.statements.recognition import recognised
    from juesuan.statements.words import understand
    from juesuan.texts import read_writing

    document = _document(session)
    copy = session.copy()
    session.say(f"正在读取“{document.name}”")
    understood = understand(read(str(copy)), read_writing(document))
    notices = (*understood.writing.notices, *recognised(understood))
    session.say("正在核对文字")
    report = with_performance(checked(understood), understood)
    page = _write_page(report, document)
    if notices:
        lines = [session.own_words(f"注意：{notice}") for notice in notices]
        session.dialogs.inform("\n".join(first_lines(lines)))
    session.dialogs.show(page)
    extraction = understood.extraction
    counts = f"看懂了 {len(extraction.statements)} 个数，没有看懂 {len(extraction.not_understood)} 个"
    return Outcome(f"{words.verdict(report)}；{counts}。报告：{page}")


def selfcheck(session: Session) -> Outcome:
    """自查表: the bureau's questions answered by what the tables, and the text if there is one, show."""
    from juesuan.excel.workbook.reading import checked
    from juesuan.excel.workbook.targets import new_workbook
    from juesuan.model.selfcheck import Verdict
    from juesuan.recalc.reading import read
    from juesuan.report.selfcheck_workbook import write_selfcheck
    from juesuan.selfcheck.running import Sources, selfcheck_of

    basis = session.dialogs.choose("根据什么填自查表？", _BASES)
    if basis is None:
        raise CancelledError
    document = _document(session) if basis else None
    copy = session.copy()
    session.say("正在逐项核对")
    disclosure = read(str(copy))
    result = selfcheck_of(disclosure, checked(session, copy), Sources(document))
    target = new_workbook(session, "自查表保存到", f"{copy.stem}.自查表.xlsx")
    write_selfcheck(result, target, disclosure.organisation)
    session.app.books.open(str(target))
    counts = "，".join(f"{verdict.value} {len(result.of(verdict))}" for verdict in Verdict)
    return Outcome(f"{counts}。自查表：{target}")


def _document(session: Session) -> Path:
    """The text that the person picks. Raises CancelledError when none is picked."""
    files = session.dialogs.open_files("选择公开文本", TEXTS)
    if not files:
        raise CancelledError
    return files[0]


def _write_page(report: Report, document: Path) -> Path:
    """Write the report beside the document, as ``juesuan check-text --format html`` does."""
    from juesuan.books.saving import keep_backup, written_beside
    from juesuan.report.html import html_report
    from juesuan.report.recognition import made_here

    target = document.with_name(f"{document.stem}.校验报告.html")
    if target.is_file() and not made_here(target):
        keep_backup(target)
    with written_beside(target) as beside:
        beside.write_text(html_report(report), encoding="utf-8")
    return target

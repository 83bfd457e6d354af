"""填列三公, 填列机关运行经费, 绩效自评, 写情况说明: sheets filled from the workbook itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from juesuan.excel.commands.changing import change_after_asking
from juesuan.excel.dialogs import first_lines
from juesuan.excel.errors import CancelledError, RefusedError
from juesuan.excel.outcome import Outcome
from juesuan.report import words

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.excel.workbook.session import Session
    from juesuan.fill.draft import Drafted
    from juesuan.fill.explanation import Explaining

_BETWEEN_NAMES = re.compile(r"[、，,；;\n]")


def fill_three_public(session: Session) -> Outcome:
    """填列三公: the published table from the sheet 三公经费明细."""
    from juesuan.fill.three_public import fill_three_public as draw_up

    copy = session.copy()
    return _write(session, copy, draw_up(copy), "填列三公")


def fill_operating(session: Session) -> Outcome:
    """填列机关运行经费: the supporting sheet from 公用经费 and the kinds of units."""
    from juesuan.fill.operating import fill_operating as draw_up

    copy = session.copy()
    return _write(session, copy, draw_up(copy), "填列机关运行经费")


def fill_performance(session: Session) -> Outcome:
    """绩效自评: sheets for the department and projects, their rates, points and totals worked out."""
    from juesuan.fill.performance import fill_performance as draw_up

    question = "给哪些项目加自评表？写项目名称，用顿号分开；已有的表只重算时留空。"
    answer = session.dialogs.ask(question)
    if answer is None:
        raise CancelledError
    projects = [name.strip() for name in _BETWEEN_NAMES.split(answer) if name.strip()]
    copy = session.copy()
    rating = draw_up(copy, projects)
    told = [f"留待填写：{sentence}" for sentence in rating.left]
    outcome = change_after_asking(session, copy, rating.prepared, "绩效自评", told)
    return Outcome(f"{outcome.sentence}。自评表：{_checked_forms(session)}")


def _checked_forms(session: Session) -> str:
    """Check the forms as they are now, show what is wrong with them, and say how many of each."""
    from juesuan.performance.checking import check_performance, workbook_case
    from juesuan.recalc.reading import read

    session.say("正在核对自评表")
    report = check_performance(workbook_case(read(str(session.copy()))))
    lines = [
        f"{words.SEVERITIES[finding.severity]}　{finding.address or ''}：{finding.message}"
        for finding in report.findings
    ]
    if lines:
        session.dialogs.inform("\n".join(["自评表里的问题：", *first_lines(lines)]))
    return words.verdict(report)


def narrate(session: Session) -> Outcome:
    """写情况说明: the explanation written from the figures, and the questions that they leave open."""
    from juesuan.books.explanation_sheets import MATERIAL_SHEET, TEXT_SHEET
    from juesuan.fill.explanation import write_explanation

    copy = session.copy()
    session.say("正在写情况说明")
    explaining = write_explanation(copy)
    if not explaining.narrative.sections:
        raise RefusedError("这个版式没有规定情况说明的写法，没有写")
    gaps = _gaps(explaining)
    told = [
        *(
            f"请看一眼：段落“{name}”改写之后数字变了，请核对改写的文字，再清空“改写时的原文”"
            for name in explaining.narrative.stale
        ),
        *(f"待补充：{gap}" for gap in gaps),
    ]
    outcome = change_after_asking(session, copy, explaining.prepared, "写情况说明", told)
    session.book.sheets[MATERIAL_SHEET if gaps else TEXT_SHEET].activate()
    left = f"待补充 {len(gaps)} 处，见“{MATERIAL_SHEET}”" if gaps else "没有待补充的内容"
    return Outcome(f"{outcome.sentence}。{left}")


def _gaps(explaining: Explaining) -> list[str]:
    """What the text still lacks, each once."""
    return list(dict.fromkeys(f"{gap.what}（{gap.where}）" for _, gap in explaining.narrative.gaps()))


def _write(session: Session, copy: Path, drafted: Drafted, what: str) -> Outcome:
    told = [*drafted.sentences, *(f"留待填写：{gap}" for gap in drafted.gaps)]
    return change_after_asking(session, copy, drafted.prepared, what, told)

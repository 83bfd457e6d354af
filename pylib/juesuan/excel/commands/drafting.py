"""填列三公, 填列机关运行经费: tables and supporting sheets filled from the workbook itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.excel.commands.changing import change_after_asking

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.excel.outcome import Outcome
    from juesuan.excel.workbook.session import Session
    from juesuan.fill.draft import Drafted


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


def _write(session: Session, copy: Path, drafted: Drafted, what: str) -> Outcome:
    told = [*drafted.sentences, *(f"留待填写：{gap}" for gap in drafted.gaps)]
    return change_after_asking(session, copy, drafted.prepared, what, told)

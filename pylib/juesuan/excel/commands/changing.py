"""What all commands have in common that change figures: show, ask, write, say how the workbook stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.excel.changing.applying import apply
from juesuan.excel.dialogs import first_lines
from juesuan.excel.errors import CancelledError
from juesuan.excel.outcome import Outcome
from juesuan.fill.changes import counted
from juesuan.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from juesuan.excel.workbook.session import Session
    from juesuan.fill.writing import Prepared

_LONGEST = 60  # characters of what a cell says


def change_after_asking(
    session: Session, copy: Path, prepared: Prepared, what: str, told: Iterable[str] = ()
) -> Outcome:
    """Show what a prepared change would change, and make it when the person agrees.

    ``what`` is the command in Chinese, ``told`` are sentences about where the figures come from. Raises
    CancelledError when the person does not agree; nothing has been changed then.
    """
    sentences = [session.own_words(sentence) for sentence in told]
    if not prepared.changes:
        if sentences or prepared.unplaced:
            session.dialogs.inform(
                "\n".join([*first_lines(sentences), *_unplaced(prepared), "没有需要改动的单元格"])
            )
        return Outcome(f"{what}：没有需要改动的单元格")
    if not session.dialogs.confirm(change_summary(prepared, what, sentences)):
        raise CancelledError
    apply(session, copy, prepared, what)
    return Outcome(f"{what}完成，{counted(prepared.changes)}。{_standing(prepared)}")


def change_summary(prepared: Prepared, what: str, sentences: Sequence[str]) -> str:
    """What will be changed, as the person is asked about it."""
    changes = [
        f"{change.address}　{_short(change.before)} → {_short(change.after)}（{change.why}）"
        for change in prepared.changes
    ]
    lines = [
        *first_lines(sentences),
        "",
        f"{what}：{counted(prepared.changes)}",
        *first_lines(changes),
        *_unplaced(prepared),
        *first_lines([f"请看一眼：{notice.sentence}" for notice in prepared.notices]),
        "",
        "要写入工作簿吗？写入后可以用“撤销上次操作”恢复；文件由您自己保存。",
    ]
    return "\n".join(lines).strip()


def _unplaced(prepared: Prepared) -> list[str]:
    return first_lines([f"没有填写：{sentence}" for sentence in prepared.unplaced])


def _short(text: str) -> str:
    text = text.replace("\n", " ") or "空"
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _standing(prepared: Prepared) -> str:
    """How the workbook stands after the change."""
    from juesuan.rules import check

    return f"核对：{words.verdict(check(prepared.result))}"

"""撤销上次操作: the workbook as it was before the last command; Excel's own undo knows of no command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.books.sheets import open_book
from juesuan.excel.changing.applying import OWN_SHEETS, put_back
from juesuan.excel.changing.difference import differences
from juesuan.excel.changing.saved_state import saved_state
from juesuan.excel.errors import CancelledError, RefusedError
from juesuan.excel.outcome import Outcome

if TYPE_CHECKING:
    from juesuan.excel.changing.saved_state import SavedState
    from juesuan.excel.workbook.session import Session


def undo(session: Session) -> Outcome:
    """Bring the cells back that the last command has changed, after saying which."""
    state = saved_state(session)
    if state is None:
        raise RefusedError("没有可以撤销的操作")
    if not state.complete:
        raise RefusedError(f"上次的“{state.what}”没有完成，不能撤销；那之前的工作簿保存在 {state.before}")
    if not session.dialogs.confirm(_question(session, state)):
        raise CancelledError
    put_back(session, state)
    return Outcome(f"已撤销“{state.what}”，工作簿恢复到 {state.when:%H:%M} 之前的样子")


def _question(session: Session, state: SavedState) -> str:
    """What is brought back, and what has been changed since by hand and would be lost."""
    lines = [
        f"撤销 {state.when:%Y-%m-%d %H:%M} 的“{state.what}”？",
        "恢复的内容：各单元格的数、文字和公式，增加、删除和移动的行，增加的工作表。",
        "删除过的行恢复内容，格式与上一行相同。校验的标记不变。",
    ]
    later = list(differences(open_book(session.copy()), open_book(state.after), OWN_SHEETS))
    if later:
        places = "、".join(f"“{change.sheet}” {change.cells} 个单元格" for change in later)
        lines.append(f"注意：在那之后又改过 {places}，这些改动也会一并撤销。")
    return "\n".join(lines)

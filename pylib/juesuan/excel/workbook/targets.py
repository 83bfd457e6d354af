"""Files that a command writes beside the open workbook: where they go, and what they may not replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from juesuan.excel.errors import CancelledError, RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from juesuan.excel.workbook.session import Session

_XLSX = ("Excel 工作簿", "*.xlsx")


def new_workbook(session: Session, title: str, suggestion: str) -> Path:
    """Where to write a workbook; one that is there already gets a backup.

    Raises CancelledError when the person names no file, RefusedError when one of that name is open.
    """
    target = session.dialogs.save_file(title, suggestion, _XLSX)
    if target is None:
        raise CancelledError
    target = target if target.suffix.lower() == ".xlsx" else target.with_name(f"{target.name}.xlsx")
    if any(book.name.casefold() == target.name.casefold() for book in session.app.books):
        raise RefusedError(f"已经打开了一个叫“{target.name}”的工作簿：请换一个文件名，或先关闭它")
    if target.exists():
        from juesuan.books.saving import keep_backup

        keep_backup(target)
    return target

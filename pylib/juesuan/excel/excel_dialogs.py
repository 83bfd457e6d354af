"""Excel's own dialogs for text and files, where Python was installed without tkinter."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.excel.dialogs import TITLE
from juesuan.excel.windows_dialogs import WindowsDialogs

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

_TEXT = 2  # what Application.InputBox returns
_FOLDERS = 4  # msoFileDialogFolderPicker
_PRESSED_OK = -1


class ExcelDialogs(WindowsDialogs):
    """Message boxes of the system; all else is asked by Excel, which hears the person meanwhile."""

    def __init__(self, window: int, app: xw.App) -> None:
        """``window`` is Excel's handle, ``app`` the same Excel."""
        super().__init__(window)
        self._app = app

    def ask(self, question: str, suggestion: str = "") -> str | None:
        """Ask for a line of text."""
        with self._excel() as excel:
            answer = excel.InputBox(question, TITLE, suggestion, Type=_TEXT)
        return None if answer is False else str(answer)

    def open_files(self, title: str, kind: tuple[str, str], *, several: bool = False) -> list[Path]:
        """Show Excel's dialog for opening files."""
        with self._excel() as excel:
            answer = excel.GetOpenFilename(_filter(kind), 1, title, None, several)
        if not answer:
            return []
        return [Path(name) for name in (answer if isinstance(answer, (list, tuple)) else [answer])]

    def save_file(self, title: str, suggestion: str, kind: tuple[str, str]) -> Path | None:
        """Show Excel's dialog for saving a file."""
        with self._excel() as excel:
            answer = excel.GetSaveAsFilename(suggestion, _filter(kind), 1, title)
        target = Path(answer) if answer else None
        if target and target.exists() and not self.confirm(f"“{target}”已存在，要替换吗？"):
            return None
        return target

    def pick_folder(self, title: str) -> Path | None:
        """Show Excel's dialog for folders."""
        with self._excel() as excel:
            dialog = excel.FileDialog(_FOLDERS)
            dialog.Title = title
            shown = dialog.Show()
            return Path(dialog.SelectedItems(1)) if shown == _PRESSED_OK else None

    @contextmanager
    def _excel(self) -> Iterator[Any]:
        """Excel, hearing keyboard and mouse, which the add-in holds while a command runs."""
        held = not self._app.interactive
        if held:
            self._app.interactive = True
        try:
            yield self._app.api
        finally:
            if held:
                self._app.interactive = False


def _filter(kind: tuple[str, str]) -> str:
    """A kind of files as Excel wants it; a comma separates name and pattern."""
    return f"{kind[0]} ({kind[1]}),{kind[1]}"

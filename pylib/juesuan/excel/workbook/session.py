"""One click: the open workbook, the person in front of it, and copies of the workbook's present state."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

from juesuan.excel.button_words import with_buttons
from juesuan.excel.errors import RefusedError
from juesuan.layouts.catalogs import user_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

    from juesuan.excel.dialogs import Dialogs

_SUFFIXES = {".xlsx", ".xlsm", ".xlam", ".xltx"}


class Session:
    """What a command works with. Everything written to ``folder`` is gone afterwards."""

    def __init__(self, book: xw.Book | None, dialogs: Dialogs, app: xw.App | None = None) -> None:
        """Take the workbook of the click; None for commands that need none."""
        self._book = book
        self._app = app
        self.dialogs = dialogs
        self._scratch = tempfile.TemporaryDirectory(prefix="juesuan-", ignore_cleanup_errors=True)
        self.folder = Path(self._scratch.name)
        self._copies = 0
        self._name = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._scratch.cleanup()

    @property
    def book(self) -> xw.Book:
        """The open workbook. Raises RefusedError when there is none."""
        if self._book is None:
            raise RefusedError("请先打开要处理的工作簿")
        return self._book

    @property
    def app(self) -> xw.App:
        """Excel. Raises RefusedError when it cannot be found."""
        if self._app is None:
            self._app = self.book.app
        return self._app

    @property
    def full_name(self) -> str:
        """Where the workbook is stored, or its name when it never was."""
        if not self._name:
            self._name = str(self.book.api.FullName)
        return self._name

    @property
    def path(self) -> Path | None:
        """The workbook's file; None when it was never saved or is not on a drive."""
        path = Path(self.full_name)
        return path if path.is_absolute() and path.exists() else None

    @property
    def states(self) -> Path:
        """The folder in which saved states of workbooks are kept."""
        return user_folder() / "undo"

    def copy(self) -> Path:
        """Save the workbook's present state, unsaved changes included, to a file of our own."""
        name = Path(self.full_name.replace("\\", "/")).name
        if Path(name).suffix.lower() not in _SUFFIXES:
            if "." in name:
                raise RefusedError(f"“{name}”不是 .xlsx 工作簿：请另存为 .xlsx 再试")
            name += ".xlsx"
        self._copies += 1
        target = self.folder / str(self._copies) / name
        target.parent.mkdir()
        self.book.api.SaveCopyAs(str(target))
        return target

    def scratch(self, name: str) -> Path:
        """A path for a file that is not a copy of the workbook."""
        self._copies += 1
        folder = self.folder / str(self._copies)
        folder.mkdir()
        return folder / name

    def own_words(self, sentence: str) -> str:
        """A sentence of the library about a copy, put so that it is about the workbook and names buttons."""
        for number in range(self._copies, 0, -1):
            folder = self.folder / str(number)
            for file in folder.iterdir() if folder.exists() else ():
                sentence = sentence.replace(str(file), self.full_name if self._book else file.name)
        return with_buttons(sentence)

    def say(self, text: str) -> None:
        """Show in the status bar what is going on."""
        self.app.status_bar = f"决算公开：{text}…"

    @contextmanager
    def quiet(self) -> Iterator[None]:
        """Write without flicker, events and recalculation; all settings come back, also after an error."""
        app = self.app
        names = ("screen_updating", "enable_events", "display_alerts", "calculation")
        before = {name: getattr(app, name) for name in names}
        try:
            app.screen_updating = False
            app.enable_events = False
            app.display_alerts = False
            app.calculation = "manual"
            yield
        finally:
            for name, value in reversed(before.items()):
                setattr(app, name, value)

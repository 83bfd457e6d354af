"""Excel's own objects behind application, window and workbook, as far as the commands use them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS

if TYPE_CHECKING:
    from tests.engines.libreoffice_xlwings_app import App, Book


@ROUND_TRIPS.watched
class AppModel:
    """What the commands use of Excel's own object of the application."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def ActiveWindow(self) -> WindowModel:  # noqa: N802 - Excel's name
        return WindowModel(self._app._open[-1]._doc.CurrentController)


@ROUND_TRIPS.watched
class WindowModel:
    """Excel's window: rows and columns are split off, then frozen."""

    def __init__(self, controller: Any) -> None:
        self._controller = controller
        self._rows = 0

    @property
    def SplitRow(self) -> int:  # noqa: N802 - Excel's name
        return int(self._controller.SplitRow)

    @SplitRow.setter
    def SplitRow(self, value: int) -> None:  # noqa: N802
        self._rows = value

    @property
    def FreezePanes(self) -> bool:  # noqa: N802 - Excel's name
        return bool(self._controller.hasFrozenPanes())

    @FreezePanes.setter
    def FreezePanes(self, value: bool) -> None:  # noqa: N802
        assert value
        self._controller.freezeAtPosition(0, self._rows)


@ROUND_TRIPS.watched
class BookModel:
    """What the commands use of Excel's own object of a workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def FullName(self) -> str:  # noqa: N802 - Excel's name
        return str(self._book._path)

    @property
    def ReadOnly(self) -> bool:  # noqa: N802 - Excel's name
        return bool(self._book._doc.isReadonly())

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802 - Excel's name
        self._book._store(Path(path))

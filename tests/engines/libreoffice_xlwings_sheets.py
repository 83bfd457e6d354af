"""Worksheets, tables and panes of the LibreOffice engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.engines.libreoffice_xlwings_range import LAST_COLUMN, LAST_ROW, Areas, Range, areas_of

if TYPE_CHECKING:
    from tests.engines.libreoffice_xlwings_app import Book

_VERY_HIDDEN, _VISIBLE = 2, -1


@ROUND_TRIPS.watched
class Sheets:
    """The worksheets of a workbook, counted from 1."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._all = book._doc.Sheets

    def __len__(self) -> int:
        return int(self._all.Count)

    def __iter__(self) -> Any:
        return (Sheet(self._book, self._all.getByIndex(place)) for place in range(self._all.Count))

    def __call__(self, key: int | str) -> Sheet:
        if isinstance(key, int):
            return Sheet(self._book, self._all.getByIndex(key - 1))
        if not self._all.hasByName(key):
            raise KeyError(key)
        return Sheet(self._book, self._all.getByName(key))

    @property
    def active(self) -> Sheet:
        return Sheet(self._book, self._book._doc.CurrentController.ActiveSheet)

    def add(self, before: Sheet | None = None, after: Sheet | None = None, name: str | None = None) -> Sheet:
        at = before.index - 1 if before else after.index if after else int(self._all.Count)
        self._all.insertNewByName(name or f"Sheet{self._all.Count + 1}", at)
        return Sheet(self._book, self._all.getByIndex(at))


@ROUND_TRIPS.watched
class Sheet:
    """A worksheet."""

    def __init__(self, book: Book, sheet: Any) -> None:
        self._book, self._sheet = book, sheet

    @property
    def book(self) -> Book:
        return self._book

    @property
    def api(self) -> SheetModel:
        return SheetModel(self)

    @property
    def name(self) -> str:
        return str(self._sheet.Name)

    @name.setter
    def name(self, value: str) -> None:
        self._sheet.Name = value

    @property
    def index(self) -> int:
        return int(self._sheet.RangeAddress.Sheet) + 1

    @property
    def visible(self) -> bool:
        return bool(self._sheet.IsVisible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._sheet.IsVisible = value

    @property
    def cells(self) -> Range:
        return Range(self, 1, 1, LAST_ROW, LAST_COLUMN)

    @property
    def used_range(self) -> Range:
        cursor = self._sheet.createCursor()
        cursor.gotoEndOfUsedArea(False)
        area = cursor.RangeAddress
        return Range(self, 1, 1, area.EndRow + 1, area.EndColumn + 1)

    @property
    def tables(self) -> Tables:
        return Tables(self)

    @property
    def freeze_panes(self) -> FreezePanes:
        return FreezePanes(self)

    def range(self, first: Any, second: Any = None) -> Range | Areas:
        """One range, or several separated by commas."""
        if isinstance(first, tuple):
            if second is None:
                return Range(self, *(*first, 1, 1)[:4])
            height, width = second[0] - first[0] + 1, second[1] - first[1] + 1
            return Range(self, first[0], first[1], height, width)
        if isinstance(first, Range):
            last = second or first
            height, width = last.row + last.shape[0] - first.row, last.column + last.shape[1] - first.column
            return Range(self, first.row, first.column, height, width)
        areas = areas_of(first if second is None else f"{first}:{second}")
        return Range(self, *areas[0]) if len(areas) == 1 else Areas(self, areas)

    def activate(self) -> None:
        self._book._doc.CurrentController.setActiveSheet(self._sheet)

    def select(self) -> None:
        self.activate()

    def clear_contents(self) -> None:
        self.used_range.clear_contents()

    def delete(self) -> None:
        self._book._doc.Sheets.removeByName(self.name)

    def autofit(self, axis: str | None = None) -> None:
        if axis in {None, "rows", "r"}:
            self.used_range._range.Rows.OptimalHeight = True
        if axis in {None, "columns", "c"}:
            self.used_range._range.Columns.OptimalWidth = True


@ROUND_TRIPS.watched
class SheetModel:
    """What the commands use of Excel's own object of a worksheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def Visible(self) -> int:  # noqa: N802 - Excel's name
        return _VISIBLE if self._sheet.visible else _VERY_HIDDEN

    @Visible.setter
    def Visible(self, value: int) -> None:  # noqa: N802
        self._sheet.visible = value == _VISIBLE

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self._sheet._sheet.isProtected())

    def Unprotect(self) -> None:  # noqa: N802
        self._sheet._sheet.unprotect("")
        if self._sheet._sheet.isProtected():
            raise RuntimeError("the sheet has a password")

    def Protect(self, **allowed: bool) -> None:  # noqa: N802
        self._sheet._sheet.protect("")
        self._sheet._book.protections[self._sheet.name] = allowed


@ROUND_TRIPS.watched
class Tables:
    """Ranges with a name and filter buttons; LibreOffice's database ranges stand in for Excel's tables."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._all = sheet._book._doc.DatabaseRanges

    def _names(self) -> list[str]:
        here = self._sheet.index - 1
        return [name for name in self._all.ElementNames if self._all.getByName(name).DataArea.Sheet == here]

    def __len__(self) -> int:
        return len(self._names())

    def __iter__(self) -> Any:
        return (Table(self._sheet, name) for name in self._names())

    def __call__(self, key: int | str) -> Table:
        return Table(self._sheet, self._names()[key - 1] if isinstance(key, int) else key)

    def add(self, source: Any, name: str, **_options: Any) -> Table:
        self._all.addNewByName(name, source.api.RangeAddress)
        table = Table(self._sheet, name)
        table._database.AutoFilter = True
        return table


@ROUND_TRIPS.watched
class Table:
    """One of them."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self._sheet, self._name = sheet, name

    @property
    def _database(self) -> Any:
        return self._sheet._book._doc.DatabaseRanges.getByName(self._name)

    @property
    def name(self) -> str:
        return self._name

    @property
    def range(self) -> Range:
        area = self._database.DataArea
        rows, columns = area.EndRow - area.StartRow + 1, area.EndColumn - area.StartColumn + 1
        return Range(self._sheet, area.StartRow + 1, area.StartColumn + 1, rows, columns)

    def resize(self, area: Any) -> None:
        self._database.DataArea = area.api.RangeAddress


@ROUND_TRIPS.watched
class FreezePanes:
    """Frozen rows and columns."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def freeze_at(self, address: str) -> None:
        """Freeze the rows of an address such as ``1:2``."""
        top, _, height, _ = areas_of(address)[0]
        self._sheet.activate()
        self._sheet._book._doc.CurrentController.freezeAtPosition(0, top + height - 1)

"""Worksheets of the LibreOffice engine, with their filters and lists to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.engines.libreoffice_xlwings_areas import Areas
from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.engines.libreoffice_xlwings_office import uno_module
from tests.engines.libreoffice_xlwings_range import LAST_COLUMN, LAST_ROW, Range, areas_of

if TYPE_CHECKING:
    from tests.engines.libreoffice_xlwings_app import Book

_VERY_HIDDEN, _VISIBLE = 2, -1
_FILTER = "list_filter"
_LIST, _BETWEEN = 3, 1
_ALERTS = {1: "STOP", 2: "WARNING", 3: "INFO"}


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
        added = Sheet(self._book, self._all.getByIndex(at))
        added.activate()  # as Excel does
        return added


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

    @property
    def AutoFilterMode(self) -> bool:  # noqa: N802
        return _FILTER in self._sheet._book._doc.DatabaseRanges.ElementNames

    @AutoFilterMode.setter
    def AutoFilterMode(self, value: bool) -> None:  # noqa: N802
        assert not value, "Excel refuses anything else"
        if self.AutoFilterMode:
            self._sheet._book._doc.DatabaseRanges.removeByName(_FILTER)

    def Range(self, address: str) -> RangeModel:  # noqa: N802
        return RangeModel(self._sheet, address)

    def Unprotect(self) -> None:  # noqa: N802
        self._sheet._sheet.unprotect("")
        if self._sheet._sheet.isProtected():
            raise RuntimeError("the sheet has a password")

    def Protect(self, **allowed: bool) -> None:  # noqa: N802
        self._sheet._sheet.protect("")
        self._sheet._book.protections[self._sheet.name] = allowed


@ROUND_TRIPS.watched
class RangeModel:
    """Excel's range, as far as filters and validation go; LibreOffice keeps filters in ranges with names."""

    def __init__(self, sheet: Sheet, address: str) -> None:
        self._sheet, self._address = sheet, address

    @property
    def Validation(self) -> ValidationModel:  # noqa: N802 - Excel's name
        return ValidationModel(Range(self._sheet, *areas_of(self._address)[0]).api)

    def AutoFilter(self, field: int) -> None:  # noqa: N802 - Excel's name
        ranges = self._sheet._book._doc.DatabaseRanges
        area = Range(self._sheet, *areas_of(self._address)[0])
        ranges.addNewByName(_FILTER, area.api.RangeAddress)
        ranges.getByName(_FILTER).AutoFilter = True


@ROUND_TRIPS.watched
class ValidationModel:
    """Excel's Validation, as far as lists to choose from go."""

    def __init__(self, cells: Any) -> None:
        self._cells = cells

    def Add(self, kind: int, alert: int, operator: int, source: str) -> None:  # noqa: N802 - Excel's name
        assert (kind, operator) == (_LIST, _BETWEEN)
        enum = uno_module().Enum
        rule = self._cells.Validation
        rule.Type = enum("com.sun.star.sheet.ValidationType", "LIST")
        rule.ErrorAlertStyle = enum("com.sun.star.sheet.ValidationAlertStyle", _ALERTS[alert])
        rule.setFormula1(";".join(f'"{word}"' for word in source.split(",")))
        self._cells.Validation = rule

    @property
    def Formula1(self) -> str:  # noqa: N802 - Excel's name
        return ",".join(word.strip('"') for word in str(self._cells.Validation.getFormula1()).split(";"))

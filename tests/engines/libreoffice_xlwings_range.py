"""Ranges of cells of the LibreOffice engine."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS
from tests.engines.libreoffice_xlwings_formats import Font, Look
from tests.engines.libreoffice_xlwings_notes import Note
from tests.engines.libreoffice_xlwings_values import ERRORS, CellErrorText, Text, in_own_words, typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.engines.libreoffice_xlwings_sheets import Sheet

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_CONTENTS = 1 | 2 | 4 | 16  # values, dates, texts, formulas
_NOTES = 8
_PART = re.compile(r"\$?([A-Z]{0,3})\$?(\d*)")
_TEXT_FORMAT = 256
_FORMULA_ERRORS = 4


def areas_of(address: str) -> list[tuple[int, int, int, int]]:
    """Row, column, height and width of each area of an A1 address; whole rows as ``5:7``."""
    areas = []
    for one in address.split(","):
        first, _, last = one.partition(":")
        top, left = _corner(first, 1, 1)
        bottom, right = _corner(last or first, LAST_ROW, LAST_COLUMN)
        areas.append((top, left, bottom - top + 1, right - left + 1))
    return areas


def letters_of(column: int) -> str:
    """Column letters of a number counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _corner(part: str, row: int, column: int) -> tuple[int, int]:
    found = _PART.fullmatch(part)
    if found is None:
        raise ValueError(f"no such range: {part}")
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - 64
    return int(found[2] or row), number or column


class Range(Look):
    """A rectangle of cells, rows and columns counted from 1."""

    max_cells_per_read = max_cells_per_write = None

    def __init__(self, sheet: Sheet, row: int, column: int, height: int, width: int) -> None:
        self._sheet = sheet
        self._place = row, column, height, width
        self.options: dict[str, Any] = {}
        self._range = sheet._sheet.getCellRangeByPosition(
            column - 1, row - 1, column + width - 2, row + height - 2
        )
        self._doc = sheet._book._doc

    @property
    def sheet(self) -> Sheet:
        return self._sheet

    @property
    def api(self) -> Any:
        """The range itself; xlwings only asks whether there is one."""
        return self._range

    @property
    def row(self) -> int:
        return self._place[0]

    @property
    def column(self) -> int:
        return self._place[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self._place[2:]

    def __len__(self) -> int:
        return self._place[2] * self._place[3]

    def __call__(self, row: int, column: int) -> Range:
        return Range(self._sheet, self.row + row - 1, self.column + column - 1, 1, 1)

    @property
    def address(self) -> str:
        row, column, height, width = self._place
        first = f"${letters_of(column)}${row}"
        last = f"${letters_of(column + width - 1)}${row + height - 1}"
        return first if (height, width) == (1, 1) else f"{first}:{last}"

    # Contents

    @property
    def raw_value(self) -> list[list[Any]]:
        data: list[list[Any]] = [list(row) for row in self._range.getDataArray()]
        for row, column in self._cells_of(self._range.queryEmptyCells()):
            data[row][column] = None
        for row, column in self._cells_of(self._range.queryFormulaCells(_FORMULA_ERRORS)):
            number = self._range.getCellByPosition(column, row).getError()
            data[row][column] = CellErrorText(ERRORS.get(number, "#VALUE!"))
        return data

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._write(data)

    @property
    def formula(self) -> Any:
        """Formulas as Excel spells them, and values."""
        rows = tuple(
            tuple(self._said(row, column, value) for column, value in enumerate(line))
            for row, line in enumerate(self._range.getFormulaArray())
        )
        return rows[0][0] if len(self) == 1 else rows

    @formula.setter
    def formula(self, data: Any) -> None:
        self._write(data)

    def clear_contents(self) -> None:
        self._range.clearContents(_CONTENTS)

    # Rows

    def insert(self, shift: str, copy_origin: str) -> None:
        """Put rows in above; they look like the row above, or like the one below."""
        row, _, height, width = self._place
        assert width == LAST_COLUMN, "only whole rows are ever put in"
        sheet = self._sheet._sheet
        sheet.Rows.insertByIndex(row - 1, height)
        model = row + height if copy_origin == "format_from_right_or_below" else row - 1
        if model >= 1:
            self._take_looks(model)

    def copy(self, destination: None = None) -> None:
        """Remember rows whose looks will be pasted."""
        self._sheet._book.clipboard = self.row

    def paste(self, paste: str, **_options: Any) -> None:
        assert paste == "formats", "only formats are ever pasted"
        self._take_looks(self._sheet._book.clipboard)

    def _take_looks(self, model: int) -> None:
        """Let empty rows look like another row, which LibreOffice does by copying and emptying."""
        sheet, width = self._sheet._sheet, self._sheet.used_range.shape[1]
        source = sheet.getCellRangeByPosition(0, model - 1, width - 1, model - 1).RangeAddress
        for number in range(self.row - 1, self.row + self.shape[0] - 1):
            sheet.copyRange(sheet.getCellByPosition(0, number).CellAddress, source)
            sheet.getCellRangeByPosition(0, number, width - 1, number).clearContents(_CONTENTS | _NOTES)
            sheet.Rows.getByIndex(number).Height = sheet.Rows.getByIndex(model - 1).Height

    def delete(self, shift: str | None = None) -> None:
        row, _, height, width = self._place
        assert width == LAST_COLUMN, "only whole rows are ever taken out"
        self._sheet._sheet.Rows.removeByIndex(row - 1, height)

    def move(self, destination: Any) -> None:
        """Cut and paste: what refers to the cells follows."""
        target = destination.api.getCellByPosition(0, 0).CellAddress
        row, column, height, width = self._place
        width = min(width, self._sheet.used_range.shape[1])
        source = self._sheet._sheet.getCellRangeByPosition(
            column - 1, row - 1, column + width - 2, row + height - 2
        )
        self._sheet._sheet.moveRange(target, source.RangeAddress)

    def merge(self, across: bool = False) -> None:
        """Merge all cells, or the cells of each row."""
        height, width = self.shape
        for row in range(height) if across else ():
            self._range.getCellRangeByPosition(0, row, width - 1, row).merge(True)
        if not across:
            self._range.merge(True)

    @property
    def merge_cells(self) -> bool:
        return bool(self._range.IsMerged)

    # Notes and selection

    @property
    def note(self) -> Note | None:
        cell = self._range.getCellByPosition(0, 0)
        return Note(self._sheet._sheet, cell) if cell.Annotation.String else None

    def add_note(self, text: str) -> Note:
        cell = self._range.getCellByPosition(0, 0)
        self._sheet._sheet.Annotations.insertNew(cell.CellAddress, text)
        return Note(self._sheet._sheet, cell)

    def select(self) -> None:
        self._sheet.activate()
        self._doc.CurrentController.select(self._range)

    @property
    def font(self) -> Font:
        return Font(self._range)

    def _cells_of(self, ranges: Any) -> Iterator[tuple[int, int]]:
        for area in ranges.RangeAddresses:
            for row in range(area.StartRow - self.row + 1, area.EndRow - self.row + 2):
                for column in range(area.StartColumn - self.column + 1, area.EndColumn - self.column + 2):
                    yield row, column

    def _write(self, data: Any) -> None:
        rows = data if isinstance(data, (list, tuple)) else [[data] * self._place[3]] * self._place[2]
        rows = rows if isinstance(rows[0], (list, tuple)) else [rows]
        texts = self._text_cells()
        values = [
            [typed(value, text_format=(row, column) in texts) for column, value in enumerate(line)]
            for row, line in enumerate(rows)
        ]
        special = (str, bool)
        plain = tuple(
            tuple(
                "" if value is None or (isinstance(value, special) and not isinstance(value, Text)) else value
                for value in line
            )
            for line in values
        )
        notes = self._notes()
        self._range.setDataArray(tuple(tuple(map(_bare, line)) for line in plain))
        for row, column in self._text_cells() - texts:  # LibreOffice makes "@" of a text that looks like 1
            self._range.getCellByPosition(column, row).NumberFormat = 0
        for place, text in notes:  # Excel keeps them, LibreOffice does not
            self._sheet._sheet.Annotations.insertNew(place, text)
        for row, line in enumerate(values):
            for is_formula, run in groupby(
                enumerate(line),
                key=lambda item: isinstance(item[1], special) and not isinstance(item[1], Text),
            ):
                if is_formula:
                    self._write_formulas(row, list(run))

    def _write_formulas(self, row: int, run: list[tuple[int, Any]]) -> None:
        """Formulas that stand side by side, at once."""
        texts = tuple(
            in_own_words(value) if isinstance(value, str) else f"={str(value).upper()}()" for _, value in run
        )
        cells = self._range.getCellRangeByPosition(run[0][0], row, run[-1][0], row)
        cells.setFormulaArray((texts,))

    def _said(self, row: int, column: int, stated: str) -> str:
        if not stated.startswith("="):
            return stated
        cell = self._range.getCellByPosition(column, row)
        if cell.Type.value != "FORMULA":
            return stated
        return f"={self._sheet._book.parser.printFormula(cell.getTokens(), cell.CellAddress)}"

    def _notes(self) -> list[tuple[Any, str]]:
        found = self._sheet._sheet.Annotations
        area = self._range.RangeAddress
        all_notes = [found.getByIndex(number) for number in range(found.Count)]
        return [
            (note.Position, note.String)
            for note in all_notes
            if area.StartRow <= note.Position.Row <= area.EndRow
            and area.StartColumn <= note.Position.Column <= area.EndColumn
        ]

    def _text_cells(self) -> set[tuple[int, int]]:
        """Which cells are formatted as text: what is written there stays text."""
        numbers = self._doc.NumberFormats
        groups = self._range.UniqueCellFormatRanges
        found: set[tuple[int, int]] = set()
        for number in range(groups.Count):
            group = groups.getByIndex(number)
            if numbers.getByKey(group.NumberFormat).Type & _TEXT_FORMAT:
                found.update(self._cells_of(group))
        return found


def _bare(value: Any) -> Any:
    return str.__str__(value) if isinstance(value, str) else value


ROUND_TRIPS.watched(Range)
__all__ = ["LAST_COLUMN", "LAST_ROW", "Range", "areas_of", "letters_of"]

"""Notes of the LibreOffice engine, with the part of Excel's own object that changes some of the letters."""

from __future__ import annotations

from typing import Any

from tests.engines.libreoffice_xlwings_counting import ROUND_TRIPS


@ROUND_TRIPS.watched
class Note:
    """The note of a cell."""

    def __init__(self, sheet: Any, cell: Any) -> None:
        self._sheet, self._cell = sheet, cell

    @property
    def api(self) -> NoteModel:
        return NoteModel(self._cell.Annotation)

    @property
    def text(self) -> str:
        return str(self._cell.Annotation.String)

    @text.setter
    def text(self, value: str) -> None:
        self._cell.Annotation.setString(value)

    def delete(self) -> None:
        notes, place = self._sheet.Annotations, self._cell.CellAddress
        for number in range(notes.Count):
            position = notes.getByIndex(number).Position
            if (position.Row, position.Column) == (place.Row, place.Column):
                notes.removeByIndex(number)
                return


@ROUND_TRIPS.watched
class NoteModel:
    """Excel's Comment: letters put in, letters taken out; the others keep their formats."""

    def __init__(self, annotation: Any) -> None:
        self._annotation = annotation
        self.TextFrame = self
        self._size = {"width": 0.0, "height": 0.0}

    @property
    def Shape(self) -> NoteModel:  # noqa: N802 - Excel's name
        return self

    @property
    def Width(self) -> float:  # noqa: N802 - Excel's name
        return self._size["width"]

    @Width.setter
    def Width(self, value: float) -> None:  # noqa: N802 - Excel's name
        self._size["width"] = value

    @property
    def Height(self) -> float:  # noqa: N802 - Excel's name
        return self._size["height"]

    @Height.setter
    def Height(self, value: float) -> None:  # noqa: N802 - Excel's name
        self._size["height"] = value

    def Text(self, text: str, start: int, overwrite: bool) -> None:  # noqa: N802 - Excel's name
        assert not overwrite
        cursor = self._annotation.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(start - 1, False)
        self._annotation.insertString(cursor, text, False)

    def Characters(self, start: int, length: int) -> Characters:  # noqa: N802 - Excel's name
        return Characters(self._annotation, start, length)


class Characters:
    """Some letters of a note, counted from 1."""

    def __init__(self, annotation: Any, start: int, length: int) -> None:
        self._annotation, self._start, self._length = annotation, start, length

    def Delete(self) -> None:  # noqa: N802 - Excel's name
        cursor = self._annotation.createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(self._start - 1, False)
        cursor.goRight(self._length, True)
        cursor.setString("")

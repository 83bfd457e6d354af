"""What a workbook holds and looks like, to be compared before and after a command."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import xlwings as xw

from juesuan.books.marking.notes import Notes
from juesuan.books.package import Package, sheet_parts
from juesuan.books.sheets import open_book
from juesuan.excel.changing.contents import held_by
from juesuan.excel.marking.fills import colour_of
from juesuan.excel.marking.plan import MarkedFile

_HARMLESS = ("App.", "Sheet.activate", "Range.select")


def saved(book: xw.Book, path: Path) -> Path:
    """A copy of the open workbook as a file."""
    book.api.SaveCopyAs(str(path))
    return path


def contents(path: Path) -> dict[str, dict[tuple[int, int], Any]]:
    """What every cell of every sheet holds, formulas as formulas."""
    book = open_book(path)
    return {name: held_by(sheet) for name, sheet in book.sheets.items()}


def looks(path: Path, cells: list[tuple[str, str]]) -> dict[tuple[str, str], tuple[Any, str]]:
    """Fill and note of some cells."""
    file = MarkedFile(path)
    return {
        cell: (colour_of(file.fill(*cell), file.package), file.note(*cell))
        for cell in cells
        if file.has(cell[0])
    }


def notes(path: Path) -> dict[str, str]:
    """All notes of a workbook, by sheet and cell."""
    package = Package.open(path)
    found = {}
    for number, (name, sheet) in enumerate(sheet_parts(package).items(), 1):
        there = Notes(package, sheet.part, number)
        for a1 in there._notes:
            found[f"{name}!{a1}"] = there.plain(a1)
    return found


def writes(calls: Counter[str]) -> dict[str, int]:
    """The calls that change something in a workbook."""
    changing = (
        "=",
        ".insert",
        ".delete",
        ".move",
        ".paste",
        ".add",
        ".add_note",
        ".resize",
        ".clear_contents",
    )
    return {
        name: count
        for name, count in calls.items()
        if name.endswith(changing) and not name.startswith(_HARMLESS)
    }

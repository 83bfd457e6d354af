"""What has to be written into a workbook: little, in few blocks, and nothing that would lose something."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.worksheet import Worksheet

from juesuan.books.sheets import open_book
from juesuan.excel.changing.difference import SheetChange, differences


class Pair:
    """Two workbooks that begin alike: as it is, as it shall be."""

    def __init__(self, folder: Path, rows: list[list[Any]]) -> None:
        self.folder = folder
        self.books = [openpyxl.Workbook(), openpyxl.Workbook()]
        for book in self.books:
            sheet = self._sheet(book)
            sheet.title = "表"
            for row in rows:
                sheet.append(row)

    @property
    def now(self) -> Worksheet:
        return self._sheet(self.books[0])

    @property
    def wanted(self) -> Worksheet:
        return self._sheet(self.books[1])

    def changes(self) -> list[SheetChange]:
        paths = [self.folder / "现在.xlsx", self.folder / "以后.xlsx"]
        for book, path in zip(self.books, paths, strict=True):
            book.save(path)
        return list(differences(open_book(paths[0]), open_book(paths[1])))

    @staticmethod
    def _sheet(book: openpyxl.Workbook) -> Worksheet:
        return book.worksheets[0]


FIGURES: list[list[Any]] = [["科目", "合计"], ["2010101", 1.5], ["2010102", 2.5], ["合计", "=SUM(B2:B3)"]]


def test_same_workbooks_differ_in_nothing(tmp_path: Path) -> None:
    assert Pair(tmp_path, FIGURES).changes() == []


def test_formulas_and_figures_are_written_in_one_block(tmp_path: Path) -> None:
    pair = Pair(tmp_path, FIGURES)
    pair.wanted["B2"], pair.wanted["B4"] = 7, "=B2+B3"
    (change,) = pair.changes()
    (block,) = change.blocks
    assert (change.sheet, change.cells) == ("表", 2)
    assert (block.row, block.column) == (2, 2)
    assert block.rows == ((7.0,), (2.5,), ("=B2+B3",))


def test_what_a_cell_loses_is_emptied(tmp_path: Path) -> None:
    pair = Pair(tmp_path, FIGURES)
    pair.wanted["B3"] = None
    assert pair.changes()[0].blocks[0].rows == ((None,),)


def test_text_stays_text_by_its_format_or_an_apostrophe(tmp_path: Path) -> None:
    pair = Pair(tmp_path, FIGURES)
    pair.now["A2"].number_format = "@"
    pair.wanted["A2"], pair.wanted["A3"] = "2010199", "2010198"
    assert pair.changes()[0].blocks[0].rows == (("2010199",), ("'2010198",))


def test_a_text_with_an_equals_sign_is_no_formula(tmp_path: Path) -> None:
    pair = Pair(tmp_path, FIGURES)
    pair.wanted["A2"].value = "=1+1"
    pair.wanted["A2"].data_type = "s"
    assert pair.changes()[0].blocks[0].rows == (("'=1+1",),)


def test_number_and_text_of_the_same_digits_differ(tmp_path: Path) -> None:
    pair = Pair(tmp_path, [["2010101"]])
    pair.wanted["A1"] = 2010101
    assert pair.changes()[0].blocks[0].rows == ((2010101.0,),)


def test_formatted_texts_merged_cells_and_arrays_between_are_not_touched(tmp_path: Path) -> None:
    rich = CellRichText("说明：", TextBlock(InlineFont(b=True), "重要"))
    pair = Pair(tmp_path, [[1, "x", 1], [2, "x", 2], [3, "x", 3], [4, "x", 4], [5, "x", 5]])
    for sheet in (pair.now, pair.wanted):
        sheet["B1"] = rich
        sheet.merge_cells("A3:B3")
        sheet["C5"] = ArrayFormula("C5", "=SUM(A1:A2*1)")
    for cell in ("A1", "C1", "A2", "A4", "A5"):
        pair.wanted[cell] = 9
    blocks = pair.changes()[0].blocks
    written = {
        (block.row + down, block.column + right)
        for block in blocks
        for down, line in enumerate(block.rows)
        for right in range(len(line))
    }
    assert written.isdisjoint({(1, 2), (3, 1), (3, 2), (5, 3)})
    assert written >= {(1, 1), (1, 3), (2, 1), (4, 1), (5, 1)}


def test_more_rows_are_no_more_blocks(tmp_path: Path) -> None:
    counts = set()
    for rows in (10, 200):
        folder = tmp_path / str(rows)
        folder.mkdir()
        pair = Pair(folder, [[f"{number}", number, number] for number in range(rows)])
        for number in range(1, rows, 3):
            pair.wanted.cell(number, 2).value = -number
            pair.wanted.cell(number, 3).value = -number
        counts.add(len(pair.changes()[0].blocks))
    assert counts == {1}

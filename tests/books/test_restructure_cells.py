"""Rows and cells on their new places: addresses and formulas change, nothing else does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.books.restructure import RestructureError, RowPlan
from tests.books.restructure_markup import LONGER, MIXED, row, sheet_after

FORMATTED = ' spans="1:3" s="2" customFormat="1" ht="30" customHeight="1"'


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def test_cells_keep_everything_but_their_address(tmp_path: Path) -> None:
    text = "<c r='A6' t='inlineStr'><is><t xml:space=\"preserve\"> r=\"A6\" </t></is></c>"
    rich = (
        '<c r="A{0}" s="1" t="s" cm="1"><v>0</v></c><c r="B{0}" s="3"><f ca="1">A{0}*2</f><v>1.0</v></c>'
        '<c r="C{0}"/>'
    )
    before = data(
        row(5, rich.format(5), more=f'{FORMATTED} hidden="1" outlineLevel="1"'),
        row(6, text, more=" ph='1'"),
        row(8, '<c r="A8" t="e"><f>A7/0</f><v>#DIV/0!</v></c>'),
    )
    assert sheet_after(tmp_path, before, MIXED) == data(
        row(5, text.replace("r='A6'", 'r="A5"'), more=" ph='1'"),
        row(6, rich.format(6), more=f'{FORMATTED} hidden="1" outlineLevel="1"'),
        row(7, '<c r="A7" s="1"/><c r="B7" s="3"/>', more=f'{FORMATTED} outlineLevel="1"'),
        row(8, '<c r="A8" t="e"><f>#REF!/0</f><v>#DIV/0!</v></c>'),
    )


def test_shared_formulas_are_written_out(tmp_path: Path) -> None:
    before = data(
        row(5, '<c r="B5"><f t="shared" ref="B5:B6" si="0">A5+$A$9&amp;""</f></c>'),
        row(6, '<c r="B6"><f t="shared" si="0"/></c>'),
    )
    assert sheet_after(tmp_path, before, MIXED) == data(
        row(5, '<c r="B5"><f>A5+$A$9&amp;""</f></c>'), row(6, '<c r="B6"><f>A6+$A$9&amp;""</f></c>'), row(7)
    )


def test_rows_and_cells_without_addresses_are_counted(tmp_path: Path) -> None:
    before = data(*(f"<row><c><v>{number}</v></c></row>" for number in range(1, 10)))
    after = sheet_after(tmp_path, before, RowPlan(5, 8, (8, 7, 6, 5)))
    assert re.findall(r'<row r="(\d)"><c><v>(\d)', after) == [*zip("123456789", "123487659", strict=True)]


def array(ref: str, top: int) -> str:
    return data(row(top, f'<c r="A{top}"><f t="array" ref="{ref}">D5:D6*2</f></c>'))


def test_an_array_formula_moves_as_one(tmp_path: Path) -> None:
    assert sheet_after(tmp_path, array("A9:A10", 9), LONGER) == array("A11:A12", 11)
    assert sheet_after(tmp_path, array("A5:A6", 5), LONGER) == array("A5:A6", 5)
    with pytest.raises(RestructureError, match="数组公式"):
        sheet_after(tmp_path, array("A6:A7", 6), LONGER)


def test_a_what_if_table_finds_its_inputs(tmp_path: Path) -> None:
    def table(top: int, ref: str, cell: str) -> str:
        formula = f'<f t="dataTable" ref="{ref}" dt2D="0" dtr="0" r1="{cell}"/>'
        return data(row(top, f'<c r="B{top}">{formula}<v>1</v></c>'))

    assert sheet_after(tmp_path, table(9, "B9:B12", "A7"), LONGER) == table(11, "B11:B14", "A9")


@pytest.mark.parametrize(
    "rows",
    ['<row r="1048575"><c r="A1048575"/></row>', '<row r="6"/><row r="6"/>'],
    ids=["no room", "twice"],
)
def test_rows_that_cannot_be_moved_are_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(RestructureError):
        sheet_after(tmp_path, data(rows), LONGER)


@pytest.mark.parametrize(
    "sheet", ['<mergeCells><mergeCell ref="x"/></mergeCells>', '<dimension ref="A1:B2:C3"/>', "<a></b>"]
)
def test_what_cannot_be_understood_is_refused_in_a_sentence(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(ReadError, match=r"看不懂，没有改动：.*a\.xlsx"):
        sheet_after(tmp_path, sheet, MIXED)

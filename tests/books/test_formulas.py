"""Formulas found in a sheet's XML, as different programs write it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator

from juesuan.books.formulas import filled_extent, scan_sheet
from juesuan.books.reading import read_disclosure
from juesuan.books.shared_formulas import moved

SHEET = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<cols><col min="1" max="1"/></cols><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>SUM(C1:D1)&amp;"&lt;"</f><v>3</v></c></row>
<row r="2"><c r="B2" s="4"><f t="shared" ref="B2:B4" si="0">SUM(C2:D2)-$E$1</f><v>1</v></c></row>
<row r="3"><c r="B3" s="4"><f t="shared" si="0"/><v>1</v></c></row>
<row r="4"><c r="B4" s="4"><f t="shared" si="0"></f><v>1</v></c><c r="C4"/></row>
<row r="5"><c r="A5" t="e"><v>#N/A</v></c><c r="B5" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>
<row r="6"><c r="A6"><f>1+1</f></c><c r="B6"><f>1+2</f><v/></c><c r="C6"><f>1+3</f><v></v></c>
<c r="D6" t="str"><f>""</f><v></v></c><c r="E6"><f t="array" ref="E6:E7">A1:A2*2</f><v>0</v></c></row>
</sheetData></worksheet>"""
FORMULAS = {
    (0, 1): '=SUM(C1:D1)&"<"',
    (1, 1): "=SUM(C2:D2)-$E$1",
    (2, 1): "=SUM(C3:D3)-$E$1",
    (3, 1): "=SUM(C4:D4)-$E$1",
    (4, 1): "=1/0",
    (5, 0): "=1+1",
    (5, 1): "=1+2",
    (5, 2): "=1+3",
    (5, 3): '=""',
    (5, 4): "=A1:A2*2",
}


def prefixed(xml: str) -> str:
    return re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml).replace("xmlns=", "xmlns:x=")


def without_places(xml: str) -> str:
    """Cells and rows may leave out where they stand when nothing was skipped: here B2 follows an empty A2."""
    xml = re.sub(r'(<row r="[234]">)', r"\1<c/>", xml)
    return re.sub(r'<(row|c) r="\w+"', r"<\1", xml)


@pytest.mark.parametrize(
    "written",
    [
        SHEET,
        SHEET.replace("\n", ""),
        SHEET.replace("><", ">\n  <"),
        SHEET.replace(' r="B3" s="4"', ' s="4" r="B3"').replace('<c r="A1" t="s"', '<c t="s" r="A1"'),
        SHEET.replace('"', "'").replace("&amp;'&lt;'", '&amp;"&lt;"').replace("''", '""'),
        prefixed(SHEET),
        without_places(SHEET),
    ],
    ids=["usual", "one line", "indented", "style first", "single quotes", "prefix", "no places"],
)
def test_formulas_missing_results_and_errors(written: str) -> None:
    scan = scan_sheet(written)
    assert scan.formulas == FORMULAS
    assert scan.uncached == {(5, 0), (5, 1), (5, 2)}
    assert scan.errors == {(4, 0): "#N/A", (4, 1): "#DIV/0!"}


def test_an_empty_sheet() -> None:
    empty = "<worksheet><sheetData/></worksheet>"
    assert scan_sheet(empty).formulas == {}
    assert filled_extent(empty, 0) == (0, 0)


def test_extent_counts_filled_cells_only() -> None:
    assert filled_extent(SHEET, 0) == (6, 5)
    styled = SHEET.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')
    assert filled_extent(styled, 0) == (6, 5)
    assert filled_extent(prefixed(styled), 0) == (6, 5)


@pytest.mark.parametrize(
    "formula",
    [
        "SUM(A1:B2)", "A1+$A1+A$1+$A$1", "SUM(A:B)+SUM($A:B)", "SUM(1:2)+SUM($1:2)", "LOG10(A1)", '"A1"&A1',
        "'表 1'!A1+'O''Neil'!B2", "公开01!A1", "决算_total+A1", 'IF(A1>=B2,ABS(ROUND(A1-B2,2))<0.005,"A1")',
        "[1]Sheet1!A1",
    ],
)  # fmt: skip
def test_shared_formulas_are_written_out_as_openpyxl_does(formula: str) -> None:
    expected = Translator(f"={formula}", origin="C3").translate_formula("E8")
    assert f"={moved(formula, 5, 2)}" == expected


@given(
    st.text("ABZ$19:!()'\"+,表", max_size=25),
    st.integers(min_value=-5, max_value=5),
    st.integers(min_value=-5, max_value=5),
)
def test_moving_never_fails(formula: str, rows: int, columns: int) -> None:
    assert isinstance(moved(formula, rows, columns), str)


def test_references_that_leave_the_sheet() -> None:
    assert moved("A1+B2", -1, 0) == "#REF!+B1"
    assert moved("A1+B2", 0, -1) == "#REF!+A2"


def test_a_workbook_saved_by_openpyxl_has_formulas_without_results(
    tmp_path: Path, wuhan: Any, formula: Any
) -> None:
    keys = [key for key in wuhan.where if key[0] == "income"]
    for key in keys:
        page, row, column = wuhan.where[key]
        page.cells[row, column] = formula("=1+1", 2)
    path = wuhan.save(tmp_path / "a.xlsx")
    assert str(read_disclosure(path)["income"].amount("合计", "财政拨款收入")) == "2.00"
    book = openpyxl.load_workbook(path)
    book.save(path)
    disclosure = read_disclosure(path)
    assert {remark.ref for remark in disclosure.remarks} == set(keys)
    assert {remark.doubt.value for remark in disclosure.remarks} == {"no_cached_value"}
    others = {key: value for key, value in wuhan.expected.items() if key[0] != "income"}
    found = {
        (name, row.id, column): str(amount)
        for name, table in disclosure.tables.items()
        for row in table.listing
        for column, amount in row.amounts.items()
    }
    assert found == others


def test_a_workbook_whose_xml_has_prefixes(tmp_path: Path, wuhan: Any, formula: Any) -> None:
    page, row, column = wuhan.where["income", "合计", "财政拨款收入"]
    page.cells[row, column] = formula("=1+1", 2)
    path = wuhan.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, prefixed(text) if "worksheets/" in name else text)
    disclosure = read_disclosure(path)
    assert len(disclosure.formulas) == 1
    assert disclosure.not_located == []

"""Cells changed in place: what was asked for changes, everything else keeps its bytes."""

from __future__ import annotations

import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from juesuan.books.errors import ReadError
from juesuan.books.package import CellEdit, MarkupError, Package, edit_cells, set_cells, sheet_parts
from juesuan.books.package.markup import Markup

SHEET = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
    b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" '
    b'xmlns:x14ac="urn:a" xmlns:xr="urn:b" xr:uid="{1}"><x:dimension ref="B2:C3"/><x:sheetData>'
    b'<x:row r="2" spans="2:3" x14ac:dyDescent="0.25"><x:c r="B2" s="4" t="s"><x:v>0</x:v></x:c>'
    b'<x:c r="C2" s="5"><x:f>SUM(B3:B9)</x:f><x:v>1.5</x:v></x:c></x:row>'
    b'<x:row r="3"/></x:sheetData><x:pageMargins left="0.7"/></x:worksheet>'
)


def book(path: Path) -> Path:
    """Write a workbook with formulas, cached values and text, as a spreadsheet program would leave it."""
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("公开01")
        sheet.write("A1", "合计")
        sheet.write_number("B1", 3.5)
        sheet.write_formula("B2", "=B1*2", None, 7)
        workbook.add_worksheet("其他")
    return path


def test_untouched_markup_comes_back_byte_for_byte() -> None:
    assert Markup(SHEET).result() == SHEET


def test_a_value_changes_and_nothing_else() -> None:
    changed = set_cells(SHEET, {"C2": CellEdit(value=Decimal("12.30"))})
    assert changed == SHEET.replace(b"<x:v>1.5</x:v>", b"<x:v>12.30</x:v>")


def test_formula_becomes_constant_and_text_stays_text() -> None:
    changed = set_cells(SHEET, {"C2": CellEdit(value="=1+1 & <完>", formula=None)})
    assert (
        b'<x:c r="C2" s="5" t="inlineStr"><x:is><x:t>=1+1 &amp; &lt;\xe5\xae\x8c&gt;</x:t></x:is></x:c>'
        in changed
    )
    assert b"SUM(" not in changed


def test_style_alone_leaves_content() -> None:
    changed = set_cells(SHEET, {"B2": CellEdit(style=9)})
    assert changed == SHEET.replace(b's="4"', b's="9"')


@pytest.mark.parametrize(
    ("a1", "before", "after"),
    [
        ("A2", b"x14ac", b'r="B2"'),
        ("D2", b'r="C2"', b"</x:row>"),
        ("B1", b"<x:sheetData>", b'r="2"'),
        ("B3", b'<x:row r="3">', b"</x:row>"),
        ("AA10", b'r="3"', b"</x:sheetData>"),
    ],
)
def test_missing_cells_are_made_in_their_place(a1: str, before: bytes, after: bytes) -> None:
    changed = set_cells(SHEET, {a1: CellEdit(value=1)})
    at = changed.index(f'r="{a1}"'.encode())
    assert changed.index(before) < at < changed.index(after, at)
    assert Markup(changed).result() == changed


def test_dimension_grows_with_new_cells() -> None:
    assert b'<x:dimension ref="A1:C3"/>' in set_cells(SHEET, {"A1": CellEdit(value=1)})


def test_several_cells_of_a_new_row_come_in_order() -> None:
    changed = set_cells(SHEET, {"C9": CellEdit(value=3), "A9": CellEdit(value=1), "B7": CellEdit(value=2)})
    places = [changed.index(f'r="{a1}"'.encode()) for a1 in ("B7", "A9", "C9")]
    assert places == sorted(places)


def test_rows_and_cells_without_address_are_counted() -> None:
    sheet = b"<worksheet><sheetData><row><c/><c><v>2</v></c></row><row><c/></row></sheetData></worksheet>"
    changed = set_cells(sheet, {"B1": CellEdit(value=5), "A2": CellEdit(value=6)})
    assert changed == sheet.replace(b"<v>2</v>", b"<v>5</v>").replace(
        b"<row><c/></row>", b"<row><c><v>6</v></c></row>"
    )


def test_shared_formula_outlives_its_first_cell() -> None:
    sheet = (
        b'<worksheet><sheetData><row r="1">'
        b'<c r="A1"><f t="shared" ref="A1:A3" si="0">B1&amp;C1</f><v>1</v></c></row>'
        b'<row r="2"><c r="A2"><f t="shared" si="0"/><v>2</v></c></row></sheetData></worksheet>'
    )
    changed = set_cells(sheet, {"A1": CellEdit(value=8, formula=None)})
    assert b'<c r="A1"><v>8</v></c>' in changed
    assert b'<c r="A2"><f>B2&amp;C2</f><v>2</v></c>' in changed


def test_a_part_with_its_own_entities_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "xxxxxxxx">]><worksheet><sheetData/></worksheet>'
    with pytest.raises(MarkupError):
        set_cells(bomb, {"A1": CellEdit(value=1)})


def test_a_part_in_another_encoding_is_edited_as_utf8() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?><worksheet a="单位"><sheetData/></worksheet>'
    changed = set_cells(text.encode("utf-16"), {"A1": CellEdit(value="元")})
    assert 'a="单位"' in changed.decode()
    assert "元" in changed.decode()


def test_editing_a_workbook_keeps_every_other_part(tmp_path: Path) -> None:
    source = book(tmp_path / "a.xlsx")
    package = Package.open(source)
    edit_cells(
        package, {"公开01": {"B1": CellEdit(value=Decimal("4.25")), "B2": CellEdit(value=Decimal("8.5"))}}
    )
    package.save(tmp_path / "b.xlsx")
    part = sheet_parts(package)["公开01"].part
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "b.xlsx") as new:
        assert old.namelist() == new.namelist()
        assert [name for name in old.namelist() if old.read(name) != new.read(name)] == [part]
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["公开01"]
    assert (sheet["A1"].value, sheet["B1"].value, sheet["B2"].value) == ("合计", 4.25, "=B1*2")
    assert openpyxl.load_workbook(tmp_path / "b.xlsx", data_only=True)["公开01"]["B2"].value == 8.5


def test_calculation_chain_goes_when_a_formula_goes(tmp_path: Path) -> None:
    package = Package.open(book(tmp_path / "a.xlsx"))
    package.write("xl/calcChain.xml", b'<calcChain><c r="B2" i="1"/></calcChain>')
    package.set_content_type("xl/calcChain.xml", "application/x-calc")
    package.relate("xl/workbook.xml", "http://x/relationships/calcChain", "xl/calcChain.xml")
    edit_cells(package, {"公开01": {"B1": CellEdit(value=1)}})
    assert "xl/calcChain.xml" in package
    edit_cells(package, {"公开01": {"B2": CellEdit(value=1, formula=None)}})
    assert "xl/calcChain.xml" not in package
    assert b"calcChain" not in package.read("[Content_Types].xml") + package.read(
        "xl/_rels/workbook.xml.rels"
    )


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off", b"not a zip at all"])
def test_what_is_no_package_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=r"坏\.xlsx"):
        Package.open(path)


def test_a_target_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    package = Package.open(book(tmp_path / "a.xlsx"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError):
        package.save(tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "folder"]

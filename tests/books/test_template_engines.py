"""Independent readers and calculators see in our workbooks exactly the values we saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import formualizer
import openpyxl
import pytest
import python_calamine
import xlsxwriter

from juesuan.model.reference import a1
from tests.engines import distinct_formulas
from tests.engines.distinct_formulas import Formulas, with_distinct_formulas
from tests.engines.values import Sheets, formulas_of, same, values_of

ROOT = Path(__file__).parents[2]
WORKBOOKS = [
    ROOT / "workbook_templates" / "wuhan-2023.xlsx",
    ROOT / "workbook_templates" / "shanghai-2024.xlsx",
    ROOT / "examples" / "qingshan-2023" / "as-published.xlsx",
    ROOT / "examples" / "qingshan-2023" / "corrected.xlsx",
    ROOT / "examples" / "shanghai-2024" / "example.xlsx",
]
each_workbook = pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: f"{path.parent.name}/{path.stem}")


def differences(path: Path, other: Sheets, formulas: Formulas | None = None) -> list[str]:
    saved, formulas = values_of(path), formulas or formulas_of(path)
    return [
        f"{sheet}!{cell}: saved {saved[sheet].get(cell)!r}, now {other[sheet].get(cell)!r}, {formula}"
        for sheet, cells in formulas.items()
        for cell, formula in cells.items()
        if same(saved[sheet].get(cell)) != same(other[sheet].get(cell))
    ]


@each_workbook
@pytest.mark.libreoffice
def test_libreoffice_comes_to_the_saved_values(
    path: Path, libreoffice_recalculated: Callable[[Path], Sheets]
) -> None:
    other = libreoffice_recalculated(path)
    assert [sheet for sheet, cells in other.items() if any("Err:" in str(v) for v in cells.values())] == []
    assert differences(path, other) == []


@each_workbook
@pytest.mark.slow
def test_formulas_library_comes_to_the_saved_values(
    path: Path, formulas_recalculated: Callable[[Path], Sheets], tmp_path: Path
) -> None:
    distinct = with_distinct_formulas(path, tmp_path / path.name)
    other = formulas_recalculated(tmp_path / path.name)
    assert differences(path, other, distinct) == []
    calculated = sum(cell in other[sheet] for sheet, cells in distinct.items() for cell in cells)
    assert calculated == sum(map(len, distinct.values())) > 50


def test_of_formulas_of_one_kind_two_are_calculated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distinct_formulas, "EACH", 2)  # also where the environment asks for all of them
    rows = [(1, 2), (3, 4), (5, 6), (1, -9), (1, None), (7, 7)]
    book = xlsxwriter.Workbook(tmp_path / "book.xlsx")
    sheet = book.add_worksheet("表")
    for place, (one, other) in enumerate(rows):
        sheet.write_row(place, 0, [one, other])
        sheet.write_formula(place, 2, f"=A{place + 1}+B{place + 1}", value=one + (other or 0))
    sheet.write_formula(5, 3, "=A1+B6", value=8)
    book.close()
    kept = with_distinct_formulas(tmp_path / "book.xlsx", tmp_path / "distinct.xlsx")
    assert list(kept["表"]) == ["C1", "C2", "C4", "C5", "D6"]
    assert formulas_of(tmp_path / "distinct.xlsx") == kept
    assert openpyxl.load_workbook(tmp_path / "distinct.xlsx")["表"]["C3"].value == 11


@each_workbook
def test_formualizer_comes_to_the_saved_values(path: Path, tmp_path: Path) -> None:
    target = tmp_path / "recalculated.xlsx"
    summary = formualizer.recalculate_xlsx_file(str(path), str(target))["summary"]
    assert summary["errors"] == 0
    assert summary["evaluated"] == sum(map(len, formulas_of(path).values()))
    assert differences(path, values_of(target)) == []


@each_workbook
def test_calamine_reads_the_saved_values(path: Path) -> None:
    book = python_calamine.CalamineWorkbook.from_path(str(path))
    for sheet, cells in values_of(path).items():
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        found = {a1(r, c): same(value) for r, row in enumerate(rows) for c, value in enumerate(row)}
        assert {cell: same(value) for cell, value in cells.items() if same(value) is not None} == {
            cell: value for cell, value in found.items() if value is not None
        }

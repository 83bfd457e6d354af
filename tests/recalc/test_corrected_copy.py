"""The corrected copy: right totals, and everything else in the file as it was."""

from __future__ import annotations

import os
import shutil
import stat
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

import juesuan
from juesuan.books.package import CellEdit, Package
from juesuan.recalc.recalculation import recalculate
from tests.engines.values import formulas_of, same, values_of
from tests.recalc.conftest import Edit, formula, number, saved

WRONG = {
    "公开03!F12": formula("=SUM(F14:F18)", "306.43"),
    "公开03!G12": number("100"),
    "公开03!E7": saved("5000"),
    "公开01!F33": number("1"),
}


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def changed_parts(before: Path, after: Path) -> set[str]:
    old, new = parts(before), parts(after)
    assert list(old) == list(new)
    return {name for name in old if old[name] != new[name]}


def changed_cells(before: Path, after: Path) -> dict[str, Any]:
    """Cells whose formula or constant differs, with what is there now."""
    books = [openpyxl.load_workbook(path) for path in (before, after)]
    return {
        f"{sheet.title}!{cell.coordinate}": cell.value
        for sheet in books[1]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != books[0][sheet.title][cell.coordinate].value
    }


def test_right_formulas_with_right_results(edit: Edit, tmp_path: Path, corrected: Path) -> None:
    path = edit(WRONG)
    written = recalculate(path).write(tmp_path / "copy.xlsx")
    assert changed_cells(path, written.target) == {
        "公开03!F12": "=SUM(F13:F18)",
        "公开03!G12": "=SUM(G13:G18)",
        "公开01!F33": "=SUM(F7:F32)",
    }
    right, now = values_of(corrected), values_of(written.target)
    assert {sheet: {a1: same(v) for a1, v in cells.items()} for sheet, cells in now.items()} == {
        sheet: {a1: same(v) for a1, v in cells.items()} for sheet, cells in right.items()
    }
    assert {str(address) for address in written.formulas} == {"公开03!F12", "公开03!G12", "公开01!F33"}
    assert "公开03!E7" in {str(address) for address in written.results}
    assert not written.recalculates_on_opening
    assert written.backup is None


def test_nothing_else_in_the_file_changes(edit: Edit, tmp_path: Path) -> None:
    path = edit(WRONG)
    written = recalculate(path).write(tmp_path / "copy.xlsx")
    assert all(name.startswith("xl/worksheets/") for name in changed_parts(path, written.target))


def test_results_on_the_check_sheet_follow(edit: Edit, tmp_path: Path) -> None:
    """A leaf was changed without recalculation: the verdicts of the check sheet change with the copy."""
    path = edit({"公开03!F13": CellEdit(value=Decimal("424.6"))})
    written = recalculate(path).write(tmp_path / "copy.xlsx")
    assert changed_cells(path, written.target) == {}
    before, after = values_of(path)["校验"], values_of(written.target)["校验"]
    verdicts = {a1: after[a1] for a1 in after if before.get(a1) != after[a1]}
    assert "不符" in verdicts.values()


@pytest.mark.libreoffice
def test_libreoffice_finds_nothing_to_recalculate(edit: Edit, tmp_path: Path, libreoffice: Any) -> None:
    path = edit({**WRONG, "公开03!F13": CellEdit(value=Decimal("424.6"))})
    target = recalculate(path).write(tmp_path / "copy.xlsx").target
    copy, theirs = values_of(target), libreoffice.recalculated(target)
    for sheet, cells in formulas_of(target).items():
        for a1 in cells:
            assert same(copy[sheet].get(a1)) == same(theirs[sheet].get(a1)), f"{sheet}!{a1}"


def test_recalculating_twice_is_recalculating_once(edit: Edit, typed: Path, tmp_path: Path) -> None:
    for source in (edit(WRONG), typed):
        first = recalculate(source).write(tmp_path / "first.xlsx").target
        assert recalculate(first).clean
        second = recalculate(first).write(tmp_path / "second.xlsx")
        assert second.target.read_bytes() == first.read_bytes()


def test_totals_within_rounding_stay_unless_asked(typed: Path, tmp_path: Path) -> None:
    result = recalculate(typed)
    left = result.write(tmp_path / "a.xlsx").target
    assert set(changed_cells(typed, left)) == {"公开02!F11", "公开02!E11"}
    asked = result.write(tmp_path / "b.xlsx", include_rounding=True).target
    changed = changed_cells(typed, asked)
    assert (changed["公开05!F40"], changed["公开05!G23"]) == ("=SUM(F41:F42)", "=SUM(G24:G29)")
    assert openpyxl.load_workbook(asked, data_only=True)["公开05"]["F40"].value == 73.34
    assert recalculate(asked).roundings == ()


def test_in_place_with_a_backup(edit: Edit) -> None:
    path = edit(WRONG)
    path.chmod(0o640)
    original = path.read_bytes()
    written = recalculate(path).write(path)
    assert written.backup is not None
    assert written.backup.read_bytes() == original
    assert written.backup.parent == path.parent
    assert recalculate(path).clean
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert sorted(entry.name for entry in path.parent.iterdir()) == sorted([path.name, written.backup.name])


def test_in_place_with_nothing_to_do(edit: Edit) -> None:
    path = edit({})
    before = path.read_bytes()
    assert recalculate(path).write(path).backup is None
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_copy_of_a_file_in_order_is_the_same_file(corrected: Path, tmp_path: Path) -> None:
    target = recalculate(corrected).write(tmp_path / "copy.xlsx").target
    assert target.read_bytes() == corrected.read_bytes()


def test_a_file_that_changed_meanwhile_is_not_overwritten(edit: Edit) -> None:
    path = edit(WRONG)
    result = recalculate(path)
    edit({})
    before = path.read_bytes()
    with pytest.raises(juesuan.ReadError, match="改动"):
        result.write(path)
    assert path.read_bytes() == before


def test_a_copy_that_cannot_be_written_leaves_nothing_behind(
    edit: Edit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = edit(WRONG)
    result = recalculate(path)
    before = path.read_bytes()

    def fails(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fails)
    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(OSError, match="disk full"):
        result.write(path)
    assert path.read_bytes() == before


def test_formulas_beyond_us_are_left_to_the_spreadsheet(edit: Edit, tmp_path: Path) -> None:
    path = edit({**WRONG, "封面!H20": formula("=SUBTOTAL(9,'公开03'!E7)", "5000")})
    written = recalculate(path).write(tmp_path / "copy.xlsx")
    assert written.recalculates_on_opening
    book = openpyxl.load_workbook(written.target)
    assert book.calculation.fullCalcOnLoad
    assert book["封面"]["H20"].value == "=SUBTOTAL(9,'公开03'!E7)"
    assert values_of(written.target)["封面"]["H20"] == 5000


def decorated(path: Path) -> Path:
    """Everything a person may have added, as openpyxl saves it."""
    book = openpyxl.load_workbook(path)
    sheet = book["公开03"]
    sheet["F12"].comment = Comment("请核对", "审核人")
    sheet["F12"].fill = PatternFill("solid", fgColor="FFFF00")
    rule = Rule("expression", formula=["F8>500"], dxf=DifferentialStyle(fill=PatternFill(bgColor="FF0000")))
    sheet.conditional_formatting.add("F8:F42", rule)
    validation = DataValidation("decimal", "greaterThanOrEqual", "0", showErrorMessage=True)
    validation.add("F13:F18")
    sheet.add_data_validation(validation)
    sheet.column_dimensions["F"].width = 23
    sheet.column_dimensions["I"].hidden = True
    sheet.print_options.gridLines = True
    sheet.print_title_rows = "4:6"
    book.create_sheet("工作底稿")["B2"] = "与决算无关"
    book.defined_names["底稿"] = openpyxl.workbook.defined_name.DefinedName(
        "底稿", attr_text="'工作底稿'!$B$2"
    )
    book.save(path)
    return path


@pytest.mark.parametrize("through_libreoffice", [False, pytest.param(True, marks=pytest.mark.libreoffice)])
def test_what_people_added_is_kept(
    edit: Edit, tmp_path: Path, request: pytest.FixtureRequest, through_libreoffice: bool
) -> None:
    path = decorated(edit(WRONG))
    if through_libreoffice:
        path = Path(shutil.copy(request.getfixturevalue("libreoffice").converted(path, "xlsx"), path))
    target = recalculate(path).write(tmp_path / "copy.xlsx").target
    assert {
        name for name in changed_parts(path, target) if not name.startswith("xl/worksheets/sheet")
    } == set()
    before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(target)
    assert after["公开03"]["F12"].value == "=SUM(F13:F18)"
    assert after["公开03"]["F12"].comment.text == before["公开03"]["F12"].comment.text
    assert after["公开03"]["F12"].fill.fgColor.rgb == "00FFFF00" or through_libreoffice
    assert set(after.defined_names) == set(before.defined_names) >= {"底稿", "决算_expenditure"}
    for sheet in before:
        other = after[sheet.title]
        assert other.print_area == sheet.print_area
        assert other.print_title_rows == sheet.print_title_rows
        assert repr(other.page_setup) == repr(sheet.page_setup)
        assert sorted(map(str, other.merged_cells.ranges)) == sorted(map(str, sheet.merged_cells.ranges))
        assert {k: v.width for k, v in other.column_dimensions.items()} == {
            k: v.width for k, v in sheet.column_dimensions.items()
        }
        assert [v.sqref for v in other.data_validations.dataValidation] == [
            v.sqref for v in sheet.data_validations.dataValidation
        ]
        assert [r.sqref for r in other.conditional_formatting] == [
            r.sqref for r in sheet.conditional_formatting
        ]
    assert recalculate(target).clean


def test_macros_are_kept(edit: Edit, tmp_path: Path) -> None:
    """An .xlsm: the same package with a VBA project in it."""
    package = Package.open(edit(WRONG))
    package.write("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros")
    package.set_content_type("xl/vbaProject.bin", "application/vnd.ms-office.vbaProject")
    package.set_content_type("xl/workbook.xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    package.relate("xl/workbook.xml", relation, "xl/vbaProject.bin")
    path = tmp_path / "决算.xlsm"
    package.save(path)
    target = recalculate(path).write(tmp_path / "copy.xlsm").target
    assert parts(target)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"
    assert all(name.startswith("xl/worksheets/") for name in changed_parts(path, target))
    assert recalculate(target).clean


def test_saved_by_openpyxl_the_copy_has_all_results(corrected: Path, tmp_path: Path) -> None:
    path = tmp_path / "bare.xlsx"
    openpyxl.load_workbook(corrected).save(path)
    result = recalculate(path)
    assert {difference.kind.value for difference in result.differences} == {"no_value"}
    target = result.write(tmp_path / "copy.xlsx").target
    right, now = values_of(corrected), values_of(target)
    for sheet, cells in formulas_of(corrected).items():
        for a1 in cells:
            assert same(now[sheet].get(a1)) == same(right[sheet].get(a1)), f"{sheet}!{a1}"


def test_shared_formulas_around_a_corrected_one_keep_their_meaning(corrected: Path, tmp_path: Path) -> None:
    """Excel stores a formula filled to the right once; the first cell of the run is corrected."""
    path = tmp_path / "shared.xlsx"
    with zipfile.ZipFile(corrected) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            text = data.decode() if name.endswith(".xml") else ""
            if 'r="F12"' in text and "<f>SUM(F13:F18)</f>" in text and "<f>SUM(F12,F19,F21)</f>" in text:
                text = text.replace(
                    "<f>SUM(F13:F18)</f>", '<f t="shared" ref="F12:J12" si="7">SUM(F14:F18)</f>'
                )
                for column in "GHIJ":
                    text = text.replace(f"<f>SUM({column}13:{column}18)</f>", '<f t="shared" si="7"/>')
                data = text.encode()
            new.writestr(name, data)
    result = recalculate(path)
    assert {str(d.address) for d in result.differences} >= {"公开03!F12", "公开03!G12"} or result.differences
    target = result.write(tmp_path / "copy.xlsx").target
    cells = openpyxl.load_workbook(target)["公开03"]
    assert cells["F12"].value == "=SUM(F13:F18)"
    assert recalculate(target).clean
    assert values_of(target)["公开03"]["G12"] == values_of(corrected)["公开03"]["G12"]

"""The blank templates: what they are made of, how they print, what may be entered where."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from juesuan.books.template import build_template
from juesuan.layouts import layout_ids, load_layout
from juesuan.layouts.grid import lay_out
from juesuan.model.layout import Layout
from juesuan.model.table import TableSpec
from tests.engines.values import formulas_of

COMMITTED = Path(__file__).parents[2] / "workbook_templates"
# The functions that Excel, WPS, LibreOffice and the formulas library were seen to agree on.
SAFE = {
    "SUM",
    "IF",
    "AND",
    "OR",
    "COUNT",
    "COUNTIF",
    "COUNTIFS",
    "SUMIFS",
    "ROUND",
    "ABS",
    "MAX",
    "INT",
    "LEN",
}

pytestmark = pytest.mark.parametrize("layout_id", ["wuhan-2023", "shanghai-2024"])


@pytest.fixture
def layout(layout_id: str) -> Layout:
    return load_layout(layout_id)


@pytest.fixture
def book(layout_id: str) -> Workbook:
    return openpyxl.load_workbook(COMMITTED / f"{layout_id}.xlsx")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sheet_of(book: Workbook, spec: TableSpec) -> Worksheet:
    sheet = book[spec.sheet]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_two_builds_are_the_same_file(layout_id: str, tmp_path: Path) -> None:
    first, second = (build_template(layout_id, tmp_path / name) for name in ("one", "two"))
    assert first.name == f"{layout_id}.xlsx"
    assert first.read_bytes() == second.read_bytes()


def test_committed_template_is_what_the_specs_give(layout_id: str, tmp_path: Path) -> None:
    """Part by part: how hard a part is compressed depends on the machine's zlib, its content does not."""
    built, committed = parts(build_template(layout_id, tmp_path)), parts(COMMITTED / f"{layout_id}.xlsx")
    assert list(built) == list(committed)
    assert [name for name in built if built[name] != committed[name]] == [], (
        "rebuild with: juesuan template build"
    )


def test_every_layout_has_a_committed_template(layout_id: str) -> None:
    assert sorted(path.stem for path in COMMITTED.glob("*.xlsx")) == layout_ids()


def test_sheets_stand_in_printed_order(book: Workbook, layout: Layout) -> None:
    tables = [spec.sheet for spec in layout.tables.values()]
    supporting = ["三公经费明细", "机关运行经费", "政府采购", "国有资产"]
    texts = {"wuhan-2023": ["概况", "重点工作", "附件"], "shanghai-2024": ["概况"]}[layout.id]
    assert book.sheetnames == ["封面", "说明", *tables, *supporting, *texts, "图表", "校验"]
    assert book.active is book["封面"]


def test_the_file_says_what_it_is(book: Workbook, layout: Layout) -> None:
    custom = {prop.name: prop.value for prop in book.custom_doc_props.props}  # type: ignore[attr-defined]
    assert custom == {
        "juesuan_layout": layout.id,
        "juesuan_template_version": layout.version,
        "juesuan_year": str(layout.year),
    }
    assert book.properties.title == layout.title
    assert (book.properties.creator or "", book.properties.lastModifiedBy or "") == ("", "")


def test_names_span_title_to_notes(book: Workbook, layout: Layout) -> None:
    for spec in layout.tables.values():
        name = book.defined_names[f"决算_{spec.id}"]
        [(sheet, area)] = name.destinations
        assert sheet == spec.sheet
        left, top, right, bottom = corners(area)
        assert (left, top) == (1, 1)
        assert right == sum(column.span for column in spec.columns)
        texts = [sheet_of(book, spec).cell(bottom - offset, 1).value for offset in range(2)]
        assert spec.notes[-1] in texts


def test_headings_stand_merged_as_the_form_prints_them(book: Workbook, layout: Layout) -> None:
    for spec in layout.tables.values():
        sheet = sheet_of(book, spec)
        for column in lay_out(spec).columns:
            above = [
                heading_over(sheet, row, column.first + 1) for row in range(1, lay_out(spec).first_row + 1)
            ]
            positions = [above.index(part) for part in column.spec.heading]
            assert positions == sorted(positions), f"{spec.id} {column.spec.id}"


def heading_over(sheet: Worksheet, row: int, column: int) -> object:
    for area in sheet.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return sheet.cell(area.min_row, area.min_col).value
    return sheet.cell(row, column).value


def test_pages_are_set_up(book: Workbook, layout: Layout) -> None:
    for spec in layout.tables.values():
        sheet, grid = sheet_of(book, spec), lay_out(spec)
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.orientation == "landscape") is spec.landscape
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth in {None, 1}
        assert sheet.print_title_rows == f"${grid.heading_top + 1}:${grid.first_row}"
        assert sheet.freeze_panes == f"A{grid.first_row + 1}"
        assert sheet.print_options.horizontalCentered
        [(_, area)] = book.defined_names[f"决算_{spec.id}"].destinations
        assert sheet.print_area.endswith(area)


def test_formulas_are_locked_and_inputs_free(book: Workbook, layout: Layout) -> None:
    for spec in layout.tables.values():
        sheet = sheet_of(book, spec)
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        assert not any((sheet.protection.formatCells, sheet.protection.insertRows, sheet.protection.sort))
        cells = [cell for row in sheet.iter_rows() for cell in row]
        formulas = [cell for cell in cells if cell.data_type == "f"]
        free = [cell for cell in cells if not cell.protection.locked]
        assert formulas
        assert free
        assert all(cell.protection.locked for cell in formulas)
        assert all(cell.fill.fgColor.rgb == "FFFFFBE6" for cell in free)


def test_codes_are_text_and_guided(book: Workbook, layout: Layout) -> None:
    for spec in layout.tables.values():
        if not spec.listed:
            continue
        sheet, grid = sheet_of(book, spec), lay_out(spec)
        assert grid.first_open is not None
        first = sheet.cell(grid.first_open + 1, 1)
        assert first.number_format == "@"
        rules = [rule for rule in sheet.data_validations.dataValidation if first.coordinate in rule.sqref]
        assert [(rule.type, rule.errorStyle) for rule in rules] == [("custom", "warning")]
        assert "3 位" in rules[0].error


def test_amounts_are_guided(book: Workbook, layout: Layout) -> None:
    for spec in layout.tables.values():
        sheet = sheet_of(book, spec)
        rules = [rule for rule in sheet.data_validations.dataValidation if rule.type == "decimal"]
        guided = {cell for rule in rules for area in rule.sqref.ranges for cell in cells_of(str(area))}
        free = {
            cell.coordinate
            for row in sheet.iter_rows(min_row=lay_out(spec).first_row + 1)
            for cell in row
            if not cell.protection.locked and cell.number_format == layout.number_format
        }
        assert guided == free
        assert all(rule.error and rule.prompt for rule in rules)


def corners(area: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(area.replace("$", ""))
    assert left is not None
    assert top is not None
    assert right is not None
    assert bottom is not None
    return left, top, right, bottom


def cells_of(area: str) -> list[str]:
    left, top, right, bottom = corners(area)
    letters = [openpyxl.utils.get_column_letter(column) for column in range(left, right + 1)]
    return [f"{letter}{row}" for letter in letters for row in range(top, bottom + 1)]


def test_formulas_keep_to_what_all_programs_understand(layout_id: str) -> None:
    for sheet, cells in formulas_of(COMMITTED / f"{layout_id}.xlsx").items():
        for cell, formula in cells.items():
            bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", formula)
            assert set(re.findall(r"([A-Z.]+)\(", bare)) <= SAFE, f"{sheet}!{cell} {formula}"
            assert not re.search(r"\$?[A-Z]+:\$?[A-Z]+(?![0-9])", bare), f"whole columns in {sheet}!{cell}"
            assert len(formula) < 8192


def test_no_conditional_sum_contains_its_own_cell(layout_id: str) -> None:
    """Excel calls a SUMIFS circular whose range contains the formula, whatever the criteria say."""
    found = 0
    for sheet, cells in formulas_of(COMMITTED / f"{layout_id}.xlsx").items():
        for cell, formula in cells.items():
            for name, area in re.findall(r"(?:SUMIFS|COUNTIFS?)\((?:'([^']+)'!)?([$A-Z0-9:]+)", formula):
                found += 1
                assert (name or sheet) != sheet or cell not in cells_of(area)
    assert found

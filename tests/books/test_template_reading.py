"""What is written is read back as it was, also after the names in the file are gone."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from juesuan.books.reading import read_disclosure
from juesuan.books.template import build_template, write_workbook
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Row, Table, Unit, UnitKind
from juesuan.model.table import TOTAL_ROW

EXAMPLES = Path(__file__).parents[2] / "examples"


def stated(disclosure: Disclosure) -> dict[str, int]:
    """Every figure that is not zero, by its logical address."""
    return {
        f"{name}[{row.id}].{column}": amount.value
        for name, table in disclosure.tables.items()
        for row in table.listing
        for column, amount in row.amounts.items()
        if amount.value
    }


@pytest.mark.parametrize("layout_id", ["wuhan-2023", "shanghai-2024"])
def test_a_blank_template_is_read_as_blank(layout_id: str, tmp_path: Path) -> None:
    disclosure = read_disclosure(build_template(layout_id, tmp_path))
    assert disclosure.layout.id == layout_id
    assert disclosure.not_located == []
    assert stated(disclosure) == {}
    assert (disclosure.organisation, disclosure.units, disclosure.remarks) == ("", (), [])


@pytest.mark.parametrize("name", ["qingshan-2023/corrected", "shanghai-2024/example"])
@pytest.mark.parametrize("formulas", [True, False])
def test_what_is_read_and_written_again_is_the_same(name: str, formulas: bool, tmp_path: Path) -> None:
    before = read_disclosure(EXAMPLES / f"{name}.xlsx")
    write_workbook(before.layout, tmp_path / "again.xlsx", before, formulas=formulas)
    after = read_disclosure(tmp_path / "again.xlsx")
    assert stated(after) == stated(before)
    assert (after.organisation, after.year, after.units) == (before.organisation, before.year, before.units)
    assert bool(after.formulas) is formulas


@pytest.mark.parametrize("name", ["qingshan-2023/as-published", "shanghai-2024/example"])
def test_tables_are_found_beside_their_check_columns_without_names(name: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(EXAMPLES / f"{name}.xlsx", data_only=True)
    book.defined_names.clear()
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Sheet{number}"
    book.save(tmp_path / "nameless.xlsx")
    assert stated(read_disclosure(tmp_path / "nameless.xlsx")) == stated(
        read_disclosure(EXAMPLES / f"{name}.xlsx")
    )


def test_rows_that_repeat_a_code_or_have_none_are_kept(tmp_path: Path) -> None:
    disclosure = read_disclosure(EXAMPLES / "qingshan-2023" / "corrected.xlsx")
    listing = [
        Row(TOTAL_ROW, TOTAL_ROW, amounts={"本年收入合计": Amount(600)}),
        Row("208", "甲", "208", amounts={"财政拨款收入": Amount(100)}),
        Row("208", "乙", "208", amounts={"财政拨款收入": Amount(200)}),
        Row("第9行", "丙", None, amounts={"财政拨款收入": Amount(300)}),
    ]
    spec = disclosure["income"].spec
    disclosure.tables["income"] = Table(spec, spec.sheet, listing)
    write_workbook(disclosure.layout, tmp_path / "odd.xlsx", disclosure, formulas=False)
    rows = read_disclosure(tmp_path / "odd.xlsx")["income"].listing
    assert [(row.label, row.amount("财政拨款收入").value) for row in rows] == [
        (TOTAL_ROW, 0), ("甲", 100), ("乙", 200), ("丙", 300),
    ]  # fmt: skip


def test_organisations_and_units_may_hold_any_sign(tmp_path: Path) -> None:
    disclosure = read_disclosure(EXAMPLES / "shanghai-2024" / "example.xlsx")
    disclosure.organisation = "=某\"局\"&<部>'一'"
    disclosure.units = tuple(Unit(f"@单位{number}", UnitKind.INSTITUTION) for number in range(35))
    write_workbook(disclosure.layout, tmp_path / "signs.xlsx", disclosure)
    after = read_disclosure(tmp_path / "signs.xlsx")
    assert (after.organisation, after.units) == (disclosure.organisation, disclosure.units)


def test_control_characters_do_not_break_the_file(tmp_path: Path) -> None:
    disclosure = read_disclosure(EXAMPLES / "shanghai-2024" / "example.xlsx")
    disclosure.organisation = "某局\x0b\n（本级）\x01"
    disclosure["income"].by_code["208"].label = "社会\x0b保障"
    write_workbook(disclosure.layout, tmp_path / "control.xlsx", disclosure)
    book = openpyxl.load_workbook(tmp_path / "control.xlsx", data_only=True)
    assert book["封面"]["C4"].value == book["表1"]["A2"].value == "某局 （本级）"


def test_a_table_that_was_not_located_is_left_blank(tmp_path: Path) -> None:
    disclosure = read_disclosure(EXAMPLES / "shanghai-2024" / "example.xlsx")
    del disclosure.tables["income"]
    disclosure.year = None
    write_workbook(disclosure.layout, tmp_path / "less.xlsx", disclosure)
    after = read_disclosure(tmp_path / "less.xlsx")
    assert [row.label for row in after["income"].listing] == [TOTAL_ROW]
    assert after.year == disclosure.layout.year


def test_figures_in_yuan_are_captioned_and_checked_without_tolerance(tmp_path: Path) -> None:
    disclosure = read_disclosure(EXAMPLES / "shanghai-2024" / "example.xlsx")
    disclosure.unit = "元"
    total = disclosure["total"].rows["本年收入合计"]
    total.amounts["金额"] = Amount(total.amounts["金额"].value + 1)
    write_workbook(disclosure.layout, tmp_path / "yuan.xlsx", disclosure, formulas=False)
    assert read_disclosure(tmp_path / "yuan.xlsx").unit == "元"
    sheet = openpyxl.load_workbook(tmp_path / "yuan.xlsx", data_only=True)["校验"]
    said = {row[0].value: row[9].value for row in sheet.iter_rows(min_row=5)}
    assert (said["T101"], said["T102"], said["X101"]) == ("不符", "不符", "不符")


def test_nothing_is_left_behind_when_the_folder_is_missing(tmp_path: Path) -> None:
    disclosure = read_disclosure(EXAMPLES / "shanghai-2024" / "example.xlsx")
    with pytest.raises(OSError, match="nowhere"):
        write_workbook(disclosure.layout, tmp_path / "nowhere" / "book.xlsx", disclosure)
    assert list(tmp_path.iterdir()) == []

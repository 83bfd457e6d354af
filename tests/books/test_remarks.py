"""Cells that could not simply be taken as they stand."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import pytest

from juesuan.books.reading import read_disclosure
from juesuan.model.disclosure import Doubt, Remark
from juesuan.model.reference import Address, CellRef

REF = CellRef("expenditure", "2080501", "项目支出")
SPOT = Address("公开03", "G10")


def remark_on(
    draft: Any, path: Path, value: Any, number_format: str = "#,##0.00"
) -> tuple[Remark | None, str]:
    page, row, column = draft.where[REF]
    page.cells[row, column] = value
    page.formats[row, column] = number_format
    disclosure = read_disclosure(draft.save(path / "a.xlsx"))
    assert len(disclosure.remarks) <= 1
    remark = disclosure.remarks[0] if disclosure.remarks else None
    if remark:
        assert (remark.ref, remark.address) == (REF, SPOT)
    return remark, str(disclosure.amount(REF))


@pytest.mark.parametrize(
    ("text", "amount"),
    [("１，２３４．５０", "1,234.50"), ("（12.3）", "-12.30"), ("0.00", "0.00"), ("12.3万元", "12.30")],
)
def test_text_that_is_an_amount_is_read_and_remarked(
    tmp_path: Path, wuhan: Any, text: str, amount: str
) -> None:
    remark, read = remark_on(wuhan, tmp_path, text, "@")
    assert remark is not None
    assert (remark.doubt, remark.found, str(remark.used), read) == (Doubt.TEXT_AMOUNT, text, amount, amount)


@pytest.mark.parametrize("text", ["—", "-", "  ", "\u3000", "/"])
def test_dashes_and_spaces_are_blank(tmp_path: Path, wuhan: Any, text: str) -> None:
    assert remark_on(wuhan, tmp_path, text) == (None, "")


@pytest.mark.parametrize(
    ("value", "number_format", "found"),
    [
        ("约12", "@", "约12"),
        ("12.3元", "@", "12.3元"),
        ("1,23.4", "@", "1,23.4"),
        ("18%", "@", "18%"),
        (True, "General", "TRUE"),
        (dt.date(2023, 12, 31), "yyyy-mm-dd", "2023-12-31"),
        (dt.time(1, 2), "hh:mm", "01:02:00"),
    ],
)
def test_what_is_no_amount(tmp_path: Path, wuhan: Any, value: Any, number_format: str, found: str) -> None:
    remark, read = remark_on(wuhan, tmp_path, value, number_format)
    assert remark is not None
    assert (remark.doubt, remark.found, read) == (Doubt.NOT_AMOUNT, found, "")


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#NAME?"])
def test_errors(tmp_path: Path, wuhan: Any, formula: Any, error: str) -> None:
    remark, read = remark_on(wuhan, tmp_path, formula("=F10+#REF!", error))
    assert remark is not None
    assert (remark.doubt, remark.found, read) == (Doubt.ERROR_VALUE, error, "")


def test_an_error_written_as_text(tmp_path: Path, wuhan: Any) -> None:
    remark, _ = remark_on(wuhan, tmp_path, "#REF!")
    assert remark is not None
    assert remark.doubt is Doubt.ERROR_VALUE


def test_a_formula_saved_without_its_result(tmp_path: Path, wuhan: Any, formula: Any) -> None:
    remark, read = remark_on(wuhan, tmp_path, formula("=F10*2"))
    assert remark is not None
    assert (remark.doubt, remark.found, read) == (Doubt.NO_CACHED_VALUE, "=F10*2", "")


def test_a_formula_that_gives_empty_text_is_blank(tmp_path: Path, wuhan: Any, formula: Any) -> None:
    page, row, column = wuhan.where[REF]
    page.cells[row, column] = formula('=IF(F10="","",F10)', "占位")
    path = wuhan.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace("占位".encode(), b""))
    disclosure = read_disclosure(path)
    assert disclosure.remarks == []
    assert disclosure.amount(REF).blank
    assert disclosure.formulas == {REF: '=IF(F10="","",F10)'}


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ("General", True),
        ("0.00", True),
        ("#,##0.00", True),
        ("#,##0.00;-#,##0.00;;@", False),
        ("#,##0.00;-#,##0.00;", False),
        ('#,##0.00;-#,##0.00;"-"', False),
        ('#,##0.00;-#,##0.00;"0"', True),
        ("0.00;-0.00;0.00", True),
        ("#,###", False),
        ('[=0]"";0.00', False),
        ("[>100]0;0.00", True),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', False),
        ('0.00";"', True),
        ("[Red]0.00", True),
    ],
)
def test_a_zero_is_stated_only_where_it_shows(
    tmp_path: Path, wuhan: Any, number_format: str, shown: bool
) -> None:
    remark, read = remark_on(wuhan, tmp_path, 0, number_format)
    assert read == "0.00"
    assert (remark is not None) == shown
    if remark:
        assert remark.doubt is Doubt.EXPLICIT_ZERO


def test_remarks_follow_a_row_that_was_moved(tmp_path: Path, wuhan: Any) -> None:
    page, row, column = wuhan.where[REF]
    page.cells[row, column] = "12.30"
    page.insert_rows(7, 3)
    [remark] = read_disclosure(wuhan.save(tmp_path / "a.xlsx")).remarks
    assert (remark.ref, remark.address) == (REF, Address("公开03", "G13"))


def test_a_sheet_set_not_to_show_zeros_states_none(tmp_path: Path, wuhan: Any) -> None:
    page, row, column = wuhan.where[REF]
    page.cells[row, column], page.formats[row, column] = 0, "0.00"
    path = wuhan.save(tmp_path / "a.xlsx")
    assert len(read_disclosure(path).remarks) == 1
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data.replace(b"<sheetView ", b'<sheetView showZeros="0" '))
    assert read_disclosure(path).remarks == []

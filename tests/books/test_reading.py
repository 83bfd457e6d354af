"""A workbook as the template prints it: figures, formulas, zeros, units, and the file itself."""

from __future__ import annotations

import hashlib
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from juesuan.books.reading import read_disclosure
from juesuan.model.disclosure import Doubt, Unit, UnitKind
from juesuan.model.reference import CellRef


def test_a_workbook_as_the_template_prints_it(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    disclosure = read_as_expected(draft, tmp_path)
    assert disclosure.not_located == []
    assert disclosure.remarks == []
    assert disclosure.formulas == {}
    assert list(disclosure.tables) == list(draft.layout.tables)
    assert disclosure.layout.id == draft.layout.id
    assert disclosure.organisation == "某某市某某局"
    assert disclosure.year == draft.layout.year
    assert disclosure.unit == "万元"
    assert disclosure.units == (
        Unit("某某局本级", UnitKind.ADMINISTRATIVE),
        Unit("某某监察大队", UnitKind.CIVIL_SERVANT_MANAGED),
        Unit("某某中心", UnitKind.INSTITUTION),
    )
    content = (tmp_path / "决算.xlsx").read_bytes()
    assert disclosure.sha256 == hashlib.sha256(content).hexdigest()
    assert disclosure.path == str(tmp_path / "决算.xlsx")


def test_strict_ooxml_with_absolute_targets(tmp_path: Path, figures_of: Any, wuhan: Any) -> None:
    path = wuhan.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    strict = b"http://purl.oclc.org/ooxml/"
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            changed = data.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/", strict + b"spreadsheetml/"
            )
            changed = changed.replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                strict + b"officeDocument/relationships",
            )
            package.writestr(name, changed.replace(b'Target="worksheets/', b'Target="/xl/worksheets/'))
    assert figures_of(read_disclosure(path)) == wuhan.expected


def test_formulas_are_kept_with_their_saved_values(
    tmp_path: Path, read_as_expected: Any, wuhan: Any, formula: Any
) -> None:
    page, row, column = wuhan.where["expenditure", "合计", "基本支出"]
    value = page.cells[row, column]
    page.cells[row, column] = formula('=SUM(F8,F15)&""', value)
    disclosure = read_as_expected(wuhan, tmp_path)
    assert disclosure.formulas == {CellRef("expenditure", "合计", "基本支出"): '=SUM(F8,F15)&""'}


def test_the_input_is_not_touched(tmp_path: Path, wuhan: Any) -> None:
    path = wuhan.save(tmp_path / "a.xlsx")
    before = path.read_bytes(), path.stat().st_mtime_ns
    path.chmod(0o444)
    read_disclosure(path)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_blank_table_has_its_rows_and_no_figures(tmp_path: Path, read_as_expected: Any, draft: Any) -> None:
    for page in draft.pages[1:]:
        for cell in page.formats:
            page.cells[cell] = None
    draft.expected, draft.where = {}, {}
    disclosure = read_as_expected(draft, tmp_path)
    assert disclosure.remarks == []
    assert disclosure.not_located == []
    assert disclosure["total"].find("本年收入合计") is not None
    assert disclosure["three_public"].find("金额") is not None


def test_amounts_come_back_exactly(tmp_path: Path, wuhan: Any) -> None:
    values = [0.01, 0.1, 1.005, -0.01, 99999999.99, 1234567890.12, 0.29, 1.15, 4.35, 1e-9, 12.3456]
    spots = [key for key in wuhan.where if key[0] == "income"][: len(values)]
    for key, value in zip(spots, values, strict=True):
        page, row, column = wuhan.where[key]
        page.cells[row, column] = value
    disclosure = read_disclosure(wuhan.save(tmp_path / "a.xlsx"))
    found = [disclosure.amount(CellRef(*key)).decimal() for key in spots]
    assert found == [
        Decimal(text)
        for text in (
            "0.01", "0.10", "1.01", "-0.01", "99999999.99", "1234567890.12", "0.29", "1.15", "4.35",
            "0.00", "12.35",
        )
    ]  # fmt: skip


def test_a_template_left_zero_is_not_a_stated_zero(tmp_path: Path, wuhan: Any, formula: Any) -> None:
    shown = wuhan.where["income", "208", "事业收入"]
    hidden = wuhan.where["income", "208", "经营收入"]
    computed = wuhan.where["income", "208", "其他收入"]
    for page, row, column in (shown, hidden, computed):
        page.cells[row, column] = 0
    shown[0].formats[shown[1:]] = "#,##0.00"
    computed[0].cells[computed[1:]] = formula("=0", 0)
    computed[0].formats[computed[1:]] = "#,##0.00"
    disclosure = read_disclosure(wuhan.save(tmp_path / "a.xlsx"))
    [remark] = disclosure.remarks
    assert (remark.doubt, remark.ref.column) == (Doubt.EXPLICIT_ZERO, "事业收入")
    assert str(disclosure["income"].amount("208", "经营收入")) == "0.00"


def test_unit_in_yuan(tmp_path: Path, wuhan: Any) -> None:
    for page in wuhan.pages[1:]:
        page.cells[2, page.grid.width - 1] = "金额单位：元"
    assert read_disclosure(wuhan.save(tmp_path / "a.xlsx")).unit == "元"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hundredths=st.lists(st.integers(min_value=-(10**12), max_value=10**12), min_size=9, max_size=9))
def test_any_amounts_come_back_from_a_workbook(tmp_path: Path, wuhan: Any, hundredths: list[int]) -> None:
    keys = [key for key in wuhan.where if key[0] == "income" and key[2] == "其他收入"][:9]
    for key, value in zip(keys, hundredths, strict=True):
        page, row, column = wuhan.where[key]
        page.cells[row, column] = value / 100
    disclosure = read_disclosure(wuhan.save(tmp_path / "a.xlsx"))
    assert [disclosure.amount(CellRef(*key)).value for key in keys] == hundredths

"""The four made units: what the script makes, each balanced by itself, together the corrected example."""

from __future__ import annotations

import importlib
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import juesuan
from juesuan.consolidation.consolidating import consolidate
from juesuan.consolidation.member import Member, read_member
from juesuan.consolidation.tracing import trace
from juesuan.consolidation.writing import write_department
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from tests.consolidation.conftest import figures
from tests.engines.values import Sheets

QINGSHAN = Path(__file__).parents[2] / "examples" / "qingshan-2023"
UNITS = sorted((QINGSHAN / "units").glob("*.xlsx"))


@pytest.fixture(scope="module")
def members() -> list[Member]:
    return [read_member(path) for path in UNITS]


@pytest.fixture(scope="module")
def department(members: list[Member], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("部门") / "部门.xlsx"
    write_department(consolidate(members), path)
    return path


@pytest.fixture
def split_department(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(QINGSHAN / "units"))
    return importlib.import_module("split_department")


def test_committed_units_are_what_the_script_makes(split_department: Any, tmp_path: Path) -> None:
    split_department.main(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in UNITS)
    for path in UNITS:
        with zipfile.ZipFile(tmp_path / path.name) as made, zipfile.ZipFile(path) as committed:
            assert made.namelist() == committed.namelist()
            different = [name for name in made.namelist() if made.read(name) != committed.read(name)]
            assert different == [], f"{path.name}: rebuild with split_department.py"


def test_each_unit_balances(members: list[Member]) -> None:
    assert len(members) == 4
    assert [(member.errors, member.warnings) for member in members] == [(0, 0)] * 4
    assert [member.kind for member in members] == ["参公", "事业", "参公", "行政"]


def test_together_they_are_the_corrected_example(department: Path) -> None:
    whole, corrected = juesuan.read(department), juesuan.read(QINGSHAN / "corrected.xlsx")
    assert figures(whole) == figures(corrected)
    assert supporting(whole) == supporting(corrected)
    assert len(supporting(whole)) > 30
    assert listing(whole) == listing(corrected)
    assert len(figures(whole)) > 250
    assert {unit.name for unit in whole.units} == {unit.name for unit in corrected.units}
    assert whole.organisation == corrected.organisation
    report = juesuan.check(whole)
    assert (report.count(Severity.ERROR), report.count(Severity.WARNING)) == (0, 0)
    assert report.not_located == ()


def supporting(disclosure: Disclosure) -> dict[CellRef, int]:
    """The figures of the supporting sheets, zeros included: there they say that there is none."""
    return {
        CellRef(name, row.id, column): amount.value
        for name, table in disclosure.supporting.items()
        for row in table.listing
        for column, amount in row.amounts.items()
        if not amount.blank
    }


def listing(disclosure: Disclosure) -> dict[str, list[tuple[str, str]]]:
    return {name: [(row.id, row.label) for row in table.listing] for name, table in disclosure.tables.items()}


def test_totals_are_live(department: Path) -> None:
    formulas = juesuan.read(department).formulas
    corrected = juesuan.read(QINGSHAN / "corrected.xlsx").formulas
    assert {ref.row for ref in formulas} == {ref.row for ref in corrected}
    assert len(formulas) == len(corrected)


@pytest.mark.libreoffice
def test_the_origins_are_live(department: Path, libreoffice_recalculated: Callable[[Path], Sheets]) -> None:
    """部门数, 各单位相加 and 核对 as LibreOffice calculates them: the department follows from the units."""
    sheet = libreoffice_recalculated(department)["汇总来源"]
    rows = [row for row in range(10, 400) if sheet.get(f"A{row}")]
    assert len(rows) > 250
    for row in rows:
        whole, parts, rest = (sheet.get(f"{column}{row}") or 0 for column in "FGJ")
        assert isinstance(whole, float | int)
        assert isinstance(parts, float | int)
        assert round(100 * whole) == round(100 * parts)
        assert not rest


def test_one_unit_is_that_unit(members: list[Member], tmp_path: Path) -> None:
    for member, path in zip(members, UNITS, strict=True):
        write_department(consolidate([member]), tmp_path / path.name)
        same, unit = juesuan.read(tmp_path / path.name), juesuan.read(path)
        assert figures(same) == figures(unit)
        assert supporting(same) == supporting(unit)
        assert listing(same) == listing(unit)
        assert (same.organisation, same.year, same.units) == (unit.organisation, unit.year, unit.units)
        assert same.formulas == unit.formulas


def test_every_figure_traces_back_to_the_units_own_cells(department: Path, members: list[Member]) -> None:
    whole = juesuan.read(department)
    units = {member.name: juesuan.read(member.path) for member in members}
    for ref in (
        CellRef("expenditure", "2080704", "项目支出"),
        CellRef("basic", "30231", "决算数"),
        CellRef("total", "支出总计", "金额"),
    ):
        found = trace(department, str(whole.address(ref)))
        assert found.ref == ref
        assert found.sound
        assert sum(share.amount or 0 for share in found.shares) == found.now == whole.amount(ref).value
        for share in found.shares:
            own = units[share.unit]
            assert own.amount(ref).value == share.amount
            assert own.address(ref) == share.address

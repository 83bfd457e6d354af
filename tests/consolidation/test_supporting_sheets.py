"""Supporting sheets are added up like tables; units keep their rows, counts their zeros."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import juesuan
from juesuan.consolidation.consolidating import consolidate
from juesuan.consolidation.member import Member, member_of
from juesuan.consolidation.tracing import trace
from juesuan.consolidation.writing import write_department
from juesuan.model.disclosure import Unit, UnitKind
from juesuan.model.reference import CellRef
from tests.making.disclosures import disclosure

LAYOUT = "wuhan-2023"


def member(name: str, kind: UnitKind, **sheets: Any) -> Member:
    made = disclosure({"layout": LAYOUT, **sheets})
    return member_of(replace(made, organisation=name, units=(Unit(name, kind),)))


@pytest.fixture
def members() -> list[Member]:
    first = member(
        "甲局（本级）",
        UnitKind.ADMINISTRATIVE,
        state_assets={"主要领导干部用车": 2, "其他用车": 0, "车辆合计": 2},
        operating={"单位1": {"决算数": "10.05"}, "302": {"决算数": "10.05"}},
        procurement={"政府采购货物支出": {"支出金额": "1.10"}},
    )
    second = member(
        "乙中心",
        UnitKind.CIVIL_SERVANT_MANAGED,
        state_assets={"主要领导干部用车": 3, "其他用车": 0, "车辆合计": 3},
        operating={"单位1": {"决算数": "4.40"}, "302": {"决算数": "4.40"}},
        procurement={"政府采购货物支出": {"支出金额": "2.25"}},
    )
    return [first, second]


def test_counts_and_amounts_are_added_up_and_traced(members: list[Member], tmp_path: Path) -> None:
    path = tmp_path / "部门.xlsx"
    write_department(consolidate(members), path)
    read = juesuan.read(path)
    vehicles = CellRef("state_assets", "主要领导干部用车", "数量")
    assert read.amount(vehicles).hundredths == 500
    assert read.amount(vehicles._replace(row="其他用车")).hundredths == 0
    assert read.amount(CellRef("procurement", "政府采购货物支出", "支出金额")).hundredths == 335
    assert read.amount(CellRef("operating", "302", "决算数")).hundredths == 1445
    found = trace(path, str(read.address(vehicles)))
    assert [(share.unit, share.amount) for share in found.shares] == [("甲局（本级）", 200), ("乙中心", 300)]


def test_each_unit_has_its_own_row(members: list[Member], tmp_path: Path) -> None:
    path = tmp_path / "部门.xlsx"
    write_department(consolidate(list(reversed(members))), path)
    read = juesuan.read(path)
    assert [unit.name for unit in read.units] == ["乙中心", "甲局（本级）"]
    rows = [read.amount(CellRef("operating", f"单位{number}", "决算数")).hundredths for number in (1, 2)]
    assert rows == [440, 1005]


def test_a_sheet_that_one_unit_lacks_is_left_empty_and_named(members: list[Member]) -> None:
    without = member("丙所", UnitKind.INSTITUTION, operating={})
    result = consolidate([*members, without])
    assert not any(ref.table in {"state_assets", "procurement"} for ref in result.figures)
    assert any("“丙所”" in gap and "国有资产占用情况表" in gap for gap in result.gaps)
    assert any(ref.table == "operating" for ref in result.figures)
    assert any("“丙所”的附表《机关运行经费情况表》没有填任何数" in note for note in result.notes)


def test_many_units_have_rows_enough(tmp_path: Path) -> None:
    units = [
        member(f"单位甲{number}", UnitKind.ADMINISTRATIVE, operating={"单位1": {"决算数": number + 1}})
        for number in range(25)
    ]
    path = tmp_path / "部门.xlsx"
    write_department(consolidate(units, organisation="示例部门"), path)
    read = juesuan.read(path)
    assert read.amount(CellRef("operating", "单位25", "决算数")).hundredths == 2500

"""A blank of one unit on a supporting sheet: none where nothing says otherwise, else unknown and named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import juesuan
from juesuan.consolidation.consolidating import Consolidation, consolidate
from juesuan.consolidation.member import Member
from juesuan.consolidation.writing import write_department
from juesuan.model.disclosure import UnitKind
from juesuan.model.reference import CellRef
from tests.consolidation.test_supporting_sheets import member

DETAIL = "three_public_detail"
ITEMS = {"燃料费": 6, "维修费": 4}


def vehicles(cost: int, items: dict[str, int] | None = None, *, number: int | None = 1) -> dict[str, Any]:
    """The 三公 sheets of a unit whose only cost is that of running vehicles."""
    totals = ("合计", "公务用车购置及运行维护费", "公务用车运行维护费")
    detail: dict[str, Any] = {row: {"决算数": cost} for row in totals}
    detail |= {row: {"决算数": amount} for row, amount in (items or {}).items()}
    detail |= {"公务用车保有量": {"本年数": number}} if number is not None else {}
    columns = ("决算合计", "决算公务用车小计", "决算公务用车运行维护费")
    return {DETAIL: detail, "three_public": dict.fromkeys(columns, cost)}


def unit(name: str, kind: UnitKind = UnitKind.ADMINISTRATIVE, **sheets: Any) -> Member:
    return member(
        name, kind, **{DETAIL: {}, "operating": {}, "state_assets": {}, "procurement": {}, **sheets}
    )


def accused(result: Consolidation) -> set[str]:
    return {finding.rule.id for finding in result.check().findings if finding.rule.id.startswith("D")}


def final(row: str, table: str = DETAIL) -> CellRef:
    return CellRef(table, row, "决算数")


def about(result: Consolidation, sheet: str) -> list[str]:
    return [gap for gap in result.gaps if sheet in gap]


def test_kinds_that_one_unit_does_not_state_are_unknown_and_the_total_is_a_sum(tmp_path: Path) -> None:
    result = consolidate(
        [unit("甲局", **vehicles(10, ITEMS)), unit("乙中心", **vehicles(5)), unit("丙所")],
        organisation="示例局",
    )
    assert result.figures[final("公务用车运行维护费")] == 1500
    assert final("燃料费") not in result.figures
    assert result.figures[CellRef(DETAIL, "公务用车保有量", "本年数")] == 200
    (gap,) = about(result, "经费明细表")
    assert "“乙中心”的燃料费、维修费（决算数）。部门的这些格还不知道，留空" in gap
    assert "丙所" not in gap
    assert "甲局" not in gap
    assert accused(result) == set()
    path = tmp_path / "部门.xlsx"
    write_department(result, path)
    read = juesuan.read(path)
    assert read.amount(final("燃料费")).blank
    assert read.amount(final("公务用车运行维护费")).hundredths == 1500
    assert not [one for one in juesuan.check(read).findings if one.rule.id.startswith("D")]


def test_blanks_beside_kinds_that_come_to_the_total_are_none() -> None:
    result = consolidate([unit("甲局", **vehicles(10, ITEMS)), unit("乙中心", **vehicles(5, {"燃料费": 5}))])
    assert (result.figures[final("燃料费")], result.figures[final("维修费")]) == (1100, 400)
    assert about(result, "经费明细表") == []
    assert accused(result) == set()


def test_a_unit_without_vehicles_makes_nothing_unknown() -> None:
    result = consolidate([unit("甲局", **vehicles(10, ITEMS)), unit("乙中心")])
    assert (result.figures[final("燃料费")], result.figures[final("维修费")]) == (600, 400)
    assert about(result, "经费明细表") == []


def test_a_blank_sheet_beside_published_costs_is_unknown() -> None:
    blank = vehicles(5) | {DETAIL: {}}
    result = consolidate([unit("甲局", **vehicles(10, ITEMS)), unit("乙中心", **blank)])
    assert final("合计") not in result.figures
    assert final("公务用车运行维护费") not in result.figures
    (gap,) = about(result, "经费明细表")
    assert "“乙中心”" in gap
    assert accused(result) == set()


def test_a_number_missing_beside_its_cost_is_unknown() -> None:
    result = consolidate([unit("甲局", **vehicles(10)), unit("乙中心", **vehicles(5, number=None))])
    assert CellRef(DETAIL, "公务用车保有量", "本年数") not in result.figures
    (gap,) = about(result, "经费明细表")
    assert "“乙中心”的公务用车保有量（本年数）" in gap


def test_vehicles_of_a_unit_that_lists_none_but_runs_some_are_unknown() -> None:
    listed = {"车辆合计": 2, "应急保障用车": 2, "其他用车": 0}
    first = unit("甲局", **vehicles(10), state_assets=listed)
    result = consolidate([first, unit("乙中心", **vehicles(5))])
    assets = {ref.row: amount for ref, amount in result.figures.items() if ref.table == "state_assets"}
    assert "应急保障用车" not in assets
    assert "“乙中心”的车辆合计" in about(result, "国有资产")[0]
    assert accused(result) == set()


def test_a_part_that_may_be_anything_is_unknown() -> None:
    rows = ("政府采购货物支出", "政府采购支出合计")
    spent, given, small = ("支出金额", "授予中小企业合同金额", "授予小微企业合同金额")
    one = {row: {spent: 5, given: 4, small: 3} for row in rows}
    other = {row: {spent: 2, given: 2} for row in rows}
    result = consolidate([unit("甲局", procurement=one), unit("乙中心", procurement=other)])
    found = {ref.column: amount for ref, amount in result.figures.items() if ref.row == "政府采购支出合计"}
    assert found == {spent: 700, given: 600}
    assert about(result, "政府采购")
    assert accused(result) == set()


def running(cost: int, **kinds: int) -> dict[str, Any]:
    """机关运行经费 of a unit."""
    return {row: {"决算数": amount} for row, amount in {"机关运行经费": cost, **kinds}.items()}


def test_running_costs_by_kind_of_unit_by_unit_and_by_subject() -> None:
    first = running(10, 行政单位机关运行经费=10, 单位1=10, 单位合计=10)
    first |= {row: {"决算数": 10} for row in ("302", "30201", "科目合计")}
    second = unit("乙中心", UnitKind.CIVIL_SERVANT_MANAGED, operating=running(5))
    result = consolidate([unit("甲局", operating=first), second, unit("丙所", UnitKind.INSTITUTION)])
    operating = {ref.row: amount for ref, amount in result.figures.items() if ref.table == "operating"}
    assert operating == {"机关运行经费": 1500}
    (gap,) = about(result, "机关运行经费")
    assert (
        "“乙中心”的乙中心、单位合计、参公单位机关运行经费、302、30201、科目合计（决算数）。部门的甲局、"
        in gap
    )
    assert "丙所" not in gap
    assert accused(result) == set()


def test_running_costs_of_units_that_state_the_same_kinds_stay_sums() -> None:
    first, second = running(10, 行政单位机关运行经费=10), running(5, 参公单位机关运行经费=5)
    members = [
        unit("甲局", operating=first),
        unit("乙中心", UnitKind.CIVIL_SERVANT_MANAGED, operating=second),
    ]
    result = consolidate(members)
    operating = {ref.row: amount for ref, amount in result.figures.items() if ref.table == "operating"}
    assert operating == {"机关运行经费": 1500, "行政单位机关运行经费": 1000, "参公单位机关运行经费": 500}
    assert about(result, "机关运行经费") == []
    assert accused(result) == set()


def test_running_costs_left_blank_beside_published_ones_are_unknown() -> None:
    silent = unit("乙中心", basic={"公用经费合计": 5})
    result = consolidate([unit("甲局", operating=running(10)), silent])
    assert final("机关运行经费", "operating") not in result.figures
    assert "“乙中心”的机关运行经费（决算数）" in about(result, "机关运行经费")[0]

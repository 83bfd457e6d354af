"""Units that do not fit are refused in one sentence; what is missing is named, never taken for zero."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.consolidation.agreement import refuse_repeated_files
from juesuan.consolidation.consolidating import consolidate
from juesuan.consolidation.member import Member, member_of
from juesuan.model.amount import Amount
from juesuan.model.disclosure import Disclosure, Row, Table, Unit, UnitKind
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from tests.consolidation.conftest import figures
from tests.making.disclosures import disclosure, example


@pytest.fixture(scope="module")
def units(balanced_units: list[Disclosure]) -> list[Disclosure]:
    return balanced_units[:3]


@pytest.fixture(scope="module")
def members(units: list[Disclosure]) -> list[Member]:
    return [member_of(unit) for unit in units]


def refused(*members: Member) -> str:
    with pytest.raises(ReadError) as caught:
        consolidate(members)
    assert "\n" not in caught.value.sentence
    return caught.value.sentence


def test_mixtures_are_refused(members: list[Member], exact_units: list[Disclosure]) -> None:
    one, other = members[:2]
    shanghai = member_of(replace(example("shanghai-2024/figures", "shanghai-2024"), organisation="沪"))
    assert "版式不同" in refused(one, shanghai)
    years = refused(one, replace(other, year=2022, path=Path("乙.xlsx")))
    assert "年度不同" in years
    assert "2022 年：乙.xlsx" in years
    assert "金额单位不同" in refused(one, member_of(exact_units[1]))
    assert "没有要汇总的工作簿" in refused()


def test_a_unit_counts_once(members: list[Member], tmp_path: Path) -> None:
    one, other = members[:2]
    assert "同一个单位只能汇总一次" in refused(one, replace(other, name=" 示例单位 １"))
    path = tmp_path / "甲.xlsx"
    path.touch()
    with pytest.raises(ReadError, match="给了两次"):
        refuse_repeated_files([path, tmp_path / "." / "甲.xlsx"])


def test_a_missing_table_is_named(members: list[Member], units: list[Disclosure]) -> None:
    tables = {name: table for name, table in units[2].tables.items() if name != "basic"}
    lacking = member_of(replace(units[2], tables=tables))
    result = consolidate([*members[:2], lacking])
    assert any("“示例单位3”" in gap and "基本支出决算明细表" in gap for gap in result.gaps)
    assert not result.clean
    assert result.check().count(Severity.ERROR) == 0  # of 基本支出 nothing is known, so nothing is said
    personnel = CellRef("basic", "人员经费合计", "决算数")
    assert result.figures[personnel] == sum(member.figures.get(personnel, 0) for member in members[:2])


def listed(layout: str, **tables: dict[str, dict[str, int]]) -> Disclosure:
    return disclosure({"layout": layout, **tables})


def test_missing_parents_are_what_their_children_add_up_to(members: list[Member]) -> None:
    bare = {"合计": {"小计": 7, "基本支出": 7}, "2080101": {"小计": 4, "基本支出": 4}}
    bare["2080102"] = {"小计": 3, "基本支出": 3}
    unit = member_of(replace(listed("wuhan-2023", general_budget=bare), organisation="没有列类款的单位"))
    assert unit.figures[CellRef("general_budget", "20801", "基本支出")] == 700
    assert unit.figures[CellRef("general_budget", "208", "小计")] == 700
    result = consolidate([members[0], unit])
    before = members[0].figures.get(CellRef("general_budget", "208", "小计"), 0)
    assert result.figures[CellRef("general_budget", "208", "小计")] == before + 700
    assert any("没有列 20801" in gap for gap in result.gaps)


def test_repeated_rows_and_rows_without_code_are_named() -> None:
    made = listed("wuhan-2023", general_budget={"208": {"小计": 5}, "20801": {"小计": 5}})
    table = made["general_budget"]
    again = Row("20801", "人力资源和社会保障管理事务", "20801", 20, {"小计": 5}, {"小计": Amount(900)})
    nameless = Row("第22行", "不知道是什么", None, 21, {"小计": 5}, {"小计": Amount(100)})
    made.tables["general_budget"] = Table(table.spec, table.sheet, [*table.listing, again, nameless])
    unit = member_of(made)
    assert unit.figures[CellRef("general_budget", "20801", "小计")] == 500
    repeated, unknown = unit.complaints
    assert "第 21 行：科目 20801 在表里重复" in repeated
    assert "第 22 行：“不知道是什么”没有科目编码" in unknown


def test_one_lists_the_items_and_another_does_not(members: list[Member]) -> None:
    secret = listed("wuhan-2023", expenditure={"合计": {"项目支出": 9}, "204": {"项目支出": 9}})
    open_ = listed("wuhan-2023", expenditure={"204": {"项目支出": 1}, "20402": {"项目支出": 1}})
    both = [member_of(replace(secret, organisation="甲")), member_of(replace(open_, organisation="乙"))]
    assert any("科目 204：“甲”没有列下级科目，“乙”列了" in gap for gap in consolidate(both).gaps)


def test_units_with_errors_keep_their_figures(members: list[Member], units: list[Disclosure]) -> None:
    """A wrong total stays wrong by the same amount: cell by cell, nothing is repaired on the way."""
    wrong = CellRef("total", "本年收入合计", "金额")
    broken = replace(members[0], figures={**members[0].figures, wrong: members[0].figures[wrong] + 5_000})
    result = consolidate([broken, *members[1:]])
    assert result.figures[wrong] == sum(member.figures[wrong] for member in members) + 5_000
    assert result.check().count(Severity.ERROR) > 0


def test_lists_of_the_whole_department_on_every_cover(members: list[Member]) -> None:
    listed_units = (Unit("甲", UnitKind.ADMINISTRATIVE), Unit("乙", None))
    other = (Unit("甲", UnitKind.INSTITUTION), Unit("乙", UnitKind.CIVIL_SERVANT_MANAGED))
    one, two = (replace(m, units=u) for m, u in zip(members, (listed_units, other), strict=False))
    result = consolidate([one, two])
    assert result.department.units == (Unit("甲", UnitKind.ADMINISTRATIVE), other[1])
    assert any("“甲”的单位性质前面是“行政”" in note for note in result.notes)


def test_the_department_takes_its_name_from_its_own_office(members: list[Member]) -> None:
    office = replace(members[0], name="示例局（本级）")
    assert consolidate([office, members[1]]).department.organisation == "示例局"
    unnamed = consolidate(members)
    assert unnamed.department.organisation == ""
    assert any("没有写部门名称" in note for note in unnamed.notes)
    assert consolidate(members, organisation="示例部门").department.organisation == "示例部门"


def test_members_stay_as_they_are(members: list[Member], units: list[Disclosure]) -> None:
    before = [dict(member.figures) for member in members]
    consolidate(members)
    assert [member.figures for member in members] == before
    assert before[0] == figures(units[0])

"""What units keep of last year and of 年初预算 adds up; what one of them lacks is unknown, not zero."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import juesuan
from juesuan.consolidation.consolidating import consolidate
from juesuan.consolidation.member import Member, member_of
from juesuan.consolidation.writing import write_department
from juesuan.model.amount import Amount
from juesuan.model.comparison import NOTHING_TO_COMPARE, Comparison
from juesuan.model.disclosure import Unit, UnitKind
from juesuan.model.reference import CellRef
from tests.books.test_saving import failing_at
from tests.making.disclosures import disclosure

TOTAL = CellRef("expenditure", "合计", "本年支出合计")
ITEM = CellRef("expenditure", "2080101", "基本支出")
KIND = ITEM._replace(row="20801")
VEHICLES = CellRef("state_assets", "车辆合计", "数量")
OWN_ROW = CellRef("operating", "单位1", "决算数")
SOURCE = "2023 年度之前.xlsx（示例，2022 年度）"


def kept(total: int, item: int | None, vehicles: int, **budget: int) -> Comparison:
    figures = {TOTAL: total, VEHICLES: vehicles, OWN_ROW: 5} | ({} if item is None else {ITEM: item})
    tables = frozenset({"expenditure", "state_assets", "operating"})
    approved = {code.removeprefix("c"): Amount(amount) for code, amount in budget.items()}
    return Comparison({ref: Amount(n) for ref, n in figures.items()}, tables, SOURCE, approved, "批复.xlsx")


def member(name: str, comparison: Comparison) -> Member:
    made = disclosure({"layout": "wuhan-2023", "expenditure": {"2080101": {"基本支出": 1}}})
    units = (Unit(name, UnitKind.ADMINISTRATIVE),)
    return member_of(replace(made, organisation=name, year=2023, units=units, comparison=comparison))


FIRST = kept(10_01, 3_33, 2_00, c2080101=7_07, c2080105=1)
SECOND = kept(20_02, None, 3_00, c2080101=1_01)


def test_they_are_added_up_and_kept_in_the_workbook(tmp_path: Path) -> None:
    result = consolidate([member("甲", FIRST), member("乙", SECOND)], organisation="示例部门")
    assert not [gap for gap in result.gaps if "上年数" in gap or "预算" in gap]
    write_department(result, tmp_path / "部门.xlsx")
    read = juesuan.read(tmp_path / "部门.xlsx").comparison
    before = {ref: read.before(ref) for ref in (TOTAL, ITEM, KIND, VEHICLES)}
    assert before == {TOTAL: Amount(30_03), ITEM: Amount(3_33), KIND: Amount(3_33), VEHICLES: Amount(5_00)}
    assert read.before(CellRef("basic", "301", "决算数")) is None
    assert OWN_ROW not in read.previous
    assert read.budget == {"2080101": Amount(8_08), "2080105": Amount(1)}
    assert read.previous_source == "2 个单位的上年数相加（2022 年度）"
    again = consolidate([member("部门", read)]).department.comparison
    assert (again.previous, again.budget) == (read.previous, read.budget)


def test_what_one_unit_lacks_is_unknown_and_named() -> None:
    fewer = replace(SECOND, previous_tables=frozenset({"operating", "state_assets"}), budget=None)
    result = consolidate([member("甲", FIRST), member("乙", fewer)])
    comparison = result.department.comparison
    assert comparison.before(TOTAL) is None
    assert comparison.before(VEHICLES) == Amount(5_00)
    assert comparison.budget is None
    assert [gap for gap in result.gaps if "“乙”的“上年数”里没有《支出决算表》" in gap]
    assert [gap for gap in result.gaps if "“乙”没有“年初预算”" in gap]
    assert not result.clean

    nothing = consolidate([member("甲", FIRST), member("乙", NOTHING_TO_COMPARE)])
    assert nothing.department.comparison.previous_tables == frozenset()
    assert [gap for gap in nothing.gaps if "“乙”没有“上年数”" in gap]
    nobody = consolidate([member("甲", NOTHING_TO_COMPARE), member("乙", NOTHING_TO_COMPARE)])
    assert not [gap for gap in nobody.gaps if "上年数" in gap or "年初预算" in gap]


def test_figures_of_another_year_do_not_count() -> None:
    older = replace(SECOND, previous_source="前年.xlsx（示例，2021 年度）")
    result = consolidate([member("甲", FIRST), member("乙", older)])
    assert result.department.comparison.before(TOTAL) is None
    assert [gap for gap in result.gaps if "“乙”的“上年数”取自 前年.xlsx" in gap]


def test_last_years_transfers_are_pointed_out() -> None:
    received = CellRef("income", "合计", "上级补助收入")
    with_transfer = replace(
        SECOND,
        previous={**SECOND.previous, received: Amount(4_00)},
        previous_tables=SECOND.previous_tables | {"income"},
    )
    first = replace(FIRST, previous_tables=FIRST.previous_tables | {"income"})
    notes = consolidate([member("甲", first), member("乙", with_transfer)]).notes
    assert [note for note in notes if "没有抵销上年的往来（上级补助收入 4.00 万元）" in note]


def test_a_failure_between_any_two_file_operations_leaves_the_old_department(tmp_path: Path) -> None:
    target, before = tmp_path / "部门.xlsx", consolidate([member("甲", FIRST)], organisation="示例部门")
    write_department(before, target)
    old = target.read_bytes()
    after = consolidate([member("甲", FIRST), member("乙", SECOND)], organisation="示例部门")
    failed = 0
    for number in range(1, 60):
        target.write_bytes(old)
        try:
            with failing_at(number, tmp_path, _out_of_space):
                write_department(after, target)
        except OSError:
            failed += 1
            if target.read_bytes() == old:
                continue
        assert juesuan.read(target).comparison.before(TOTAL) == Amount(30_03)
        if failed < number:
            break
    assert 3 <= failed == number - 1


def _out_of_space() -> None:
    raise OSError(28, "No space left on device")

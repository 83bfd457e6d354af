"""What one unit of the department gave another is taken out, as far as both say the same."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.consolidation.consolidating import Consolidation, consolidate
from juesuan.consolidation.member import Member, member_of
from juesuan.consolidation.transfers import Transfer, TransferKind, read_transfers, write_transfers
from juesuan.fill.exact_sheet import exact_figures
from juesuan.model.reference import CellRef
from juesuan.model.rule import Severity
from juesuan.rounding import balanced
from tests.making.accounts import BASIC, OTHER, PROJECT, Accounts, Entry, exactly, stated

PAID, REMITTED = "对附属单位补助支出", "上缴上级支出"
OFFICE, CENTRE = "示例局（本级）", "示例中心"


def unit(name: str, *entries: Entry) -> Member:
    made = stated(Accounts(entries), "wuhan-2023", exactly)
    return member_of(replace(made, organisation=name))


def other(code: str, source: str, **spent: int) -> Entry:
    return Entry(code, OTHER, spent, source=source)


@pytest.fixture(scope="module")
def members() -> list[Member]:
    """The office pays the centre 30.00 and gets 5.00 back; both have other money of their own."""
    office = (
        other("2080101", "事业收入", **{PAID: 3000, BASIC: 7000}),
        other("2080199", "附属单位上缴收入", **{PROJECT: 500}),
    )
    centre = (
        other("2080102", "上级补助收入", **{PROJECT: 3000}),
        other("2080109", "事业收入", **{REMITTED: 500, BASIC: 1500}),
    )
    return [unit(OFFICE, *office), unit(CENTRE, *centre)]


SUBSIDY = Transfer(TransferKind.SUBSIDY, OFFICE, CENTRE, place="往来第 2 行")
REMITTANCE = Transfer(TransferKind.REMITTANCE, CENTRE, OFFICE, place="往来第 3 行")


def figure(result: Consolidation, table: str, row: str, column: str) -> int:
    return result.figures.get(CellRef(table, row, column), 0)


def test_both_sides_are_taken_out_with_everything_above_them(members: list[Member]) -> None:
    assert [member.errors for member in members] == [0, 0]
    result = consolidate(members, [SUBSIDY, REMITTANCE])
    assert result.elimination.differences == []
    # 70.00 + 30.00 + 5.00 and 15.00 + 30.00 + 5.00 with the transfers, 35.00 less without
    assert figure(result, "income", "合计", "本年收入合计") == 15_500 - 3_500
    assert figure(result, "expenditure", "合计", "本年支出合计") == 15_500 - 3_500
    assert (
        figure(result, "total", "收入总计", "金额") == figure(result, "total", "支出总计", "金额") == 12_000
    )
    assert figure(result, "total", "社会保障和就业支出", "金额") == 12_000
    for row in ("合计", "208", "20801"):
        assert figure(result, "income", row, "上级补助收入") == 0
        assert figure(result, "expenditure", row, PAID) == 0
        assert figure(result, "expenditure", row, REMITTED) == 0
    assert figure(result, "expenditure", "2080102", PROJECT) == 3_000
    assert result.check().count(Severity.ERROR) == 0


def test_a_subject_that_came_to_nothing_is_not_listed(members: list[Member]) -> None:
    result = consolidate(members, [SUBSIDY, REMITTANCE])
    assert result.department["income"].find("2080102") is None
    assert result.department["income"].find("2080101") is not None


def test_without_declared_transfers_nothing_is_taken_out_and_it_is_said(members: list[Member]) -> None:
    result = consolidate(members)
    assert figure(result, "income", "合计", "上级补助收入") == 3_000
    assert any("没有声明" in note and "30.00 万元" in note for note in result.elimination.notes)


def test_the_smaller_side_counts_and_the_difference_is_told(members: list[Member]) -> None:
    late = unit(CENTRE, other("2080102", "上级补助收入", **{PROJECT: 2800}))
    result = consolidate([members[0], late], [SUBSIDY])
    (difference,) = result.elimination.differences
    assert "往来第 2 行" in difference
    assert "相差 2.00 万元" in difference
    assert "按 28.00 抵销" in difference
    assert not result.clean
    assert figure(result, "expenditure", "合计", PAID) == 200
    assert figure(result, "income", "合计", "上级补助收入") == 0
    assert result.check().count(Severity.ERROR) == 0


def test_a_declared_amount_leaves_the_rest_in(members: list[Member]) -> None:
    result = consolidate(members, [replace(SUBSIDY, amount=Decimal(20))])
    assert figure(result, "income", "合计", "上级补助收入") == 1_000
    assert figure(result, "expenditure", "2080101", PAID) == 1_000
    assert result.elimination.differences == []
    assert sum("10.00 万元没有抵销" in note for note in result.elimination.notes) == 2


def test_one_payer_and_two_receivers(members: list[Member]) -> None:
    first = unit("甲中心", other("2080102", "上级补助收入", **{PROJECT: 1000}))
    second = unit("乙中心", other("2080106", "上级补助收入", **{PROJECT: 2000}))
    pairs = [replace(SUBSIDY, receiver=name) for name in ("甲中心", "乙中心")]
    result = consolidate([members[0], first, second], pairs)
    assert result.elimination.differences == []
    assert figure(result, "expenditure", "合计", PAID) == 0
    assert figure(result, "total", "上级补助收入", "金额") == 0


def test_a_part_of_several_subjects_asks_which(members: list[Member]) -> None:
    codes = ("2080102", "2080106")
    several = unit(CENTRE, *(other(code, "上级补助收入", **{PROJECT: 2000}) for code in codes))
    result = consolidate([members[0], several], [SUBSIDY])
    assert "请写明科目" in result.elimination.differences[-1]
    assert result.eliminated == {}
    clear = replace(SUBSIDY, receiver_code="2080102", amount=Decimal(15))
    named = consolidate([members[0], several], [clear])
    assert figure(named, "income", "2080102", "上级补助收入") == 500
    assert figure(named, "income", "2080106", "上级补助收入") == 2_000


def test_names_that_are_no_members(members: list[Member]) -> None:
    with pytest.raises(ReadError, match="是不是“示例中心”"):
        consolidate(members, [replace(SUBSIDY, receiver="示例中心所")])
    with pytest.raises(ReadError, match="同一个"):
        consolidate(members, [replace(SUBSIDY, receiver=OFFICE)])


def test_the_table_that_is_written_can_be_read_when_filled_in(members: list[Member], tmp_path: Path) -> None:
    path = tmp_path / "往来.csv"
    assert write_transfers(path, members) == 4
    text = path.read_text(encoding="utf-8-sig")
    assert "补助,示例局（本级）,2080101,,,30.00" in text
    with pytest.raises(ReadError, match="第 2 行没有写全"):
        read_transfers(path)
    lines = [
        "类别,付出单位,付出科目,收到单位,收到科目,金额（万元）",
        "补助,示例局（本级）,2080101,示例中心,2080102,30.00",
        "上缴,示例中心,,示例局（本级）,,",
    ]
    path.write_text("\n".join(lines), encoding="gb18030")
    result = consolidate(members, read_transfers(path))
    assert result.elimination.differences == []
    assert [amount for _, amount in result.elimination.taken] == [3_000, 500]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("单位,金额\n甲,1", "没有找到内部往来的表头"),
        ("类别,付出单位,收到单位\n借款,甲,乙", "类别“借款”看不懂"),
        ("类别,付出单位,收到单位,金额（元）\n补助,甲,乙,三千", "第 2 行的金额“三千”"),
        ("类别,付出单位,收到单位,金额（元）\n补助,甲,乙,-5", "不是大于 0 的数"),
        ("类别,付出单位,收到单位,金额\n补助,甲,乙,5", "只写一种"),
    ],
)
def test_tables_that_are_not_understood(text: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "往来.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=told):
        read_transfers(path)


def exact_unit(name: str, *entries: Entry) -> Member:
    """A unit that keeps its 元 figures; the entries are in fen."""
    made = replace(stated(Accounts(entries), "wuhan-2023", exactly), unit="元", organisation=name)
    return member_of(balanced(made).disclosure, exact_figures(made))


def test_transfers_are_taken_out_to_the_fen() -> None:
    office = exact_unit(OFFICE, other("2080101", "事业收入", **{PAID: 30_003_307, BASIC: 7_000_049}))
    centre = exact_unit(CENTRE, other("2080102", "上级补助收入", **{PROJECT: 30_003_307}))
    declared = replace(SUBSIDY, amount=Decimal("30.00"), unit="万元")  # the 元 figures round to it
    result = consolidate([office, centre], [declared])
    assert result.elimination.differences == []
    assert result.exact is not None
    assert result.exact[CellRef("income", "合计", "本年收入合计")] == 37_003_356
    assert CellRef("income", "合计", "上级补助收入") not in result.exact
    assert CellRef("expenditure", "合计", PAID) not in result.exact
    assert result.exact[CellRef("expenditure", "合计", "本年支出合计")] == 37_003_356
    assert result.check().count(Severity.ERROR) == 0


def test_one_fen_is_a_difference_where_the_yuan_are_known() -> None:
    centre = exact_unit(CENTRE, other("2080102", "上级补助收入", **{PROJECT: 30_003_307}))
    office = exact_unit(OFFICE, other("2080101", "事业收入", **{PAID: 30_003_308, BASIC: 7_000_049}))
    result = consolidate([office, centre], [SUBSIDY])
    (difference,) = result.elimination.differences
    assert "相差 0.01 元，按 300,033.07 抵销" in difference

"""Formulas when rows are put in, taken out and put in another order: what Excel would write."""

from __future__ import annotations

import pytest

from juesuan.books.restructure.following import Following
from juesuan.books.restructure.notices import Concern
from juesuan.books.restructure.plan import NewRow, RowMap, RowPlan
from juesuan.books.restructure.references import Reference, rewritten

SHEET = "公开03（一）"
INSERTED = RowPlan(7, 12, (7, 8, 9, NewRow(9), NewRow(9), 10, 11, 12))  # two rows above row 10
DELETED = RowPlan(7, 12, (7, 8, 11, 12))  # rows 9 and 10 go
TURNED = RowPlan(7, 12, (12, 11, 10, 9, 8, 7))
BLOCKS = RowPlan(7, 12, (10, 11, 12, 7, 8, 9))  # the second half first


def follow(formula: str, plan: RowPlan, *, home: bool = True) -> tuple[str, list[Concern]]:
    following = Following(SHEET, RowMap(plan))
    return following.formula(formula, ("", ""), home=home), [notice.concern for notice in following.notices]


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("D9", "D9"),
        ("D10", "D12"),
        ("$D$10+D$10+$D10", "$D$12+D$12+$D12"),
        ("D6*D13", "D6*D15"),
        ("SUM(D7:D12)", "SUM(D7:D14)"),
        ("SUM(D7:D9)", "SUM(D7:D9)"),  # put in at its end: it does not grow
        ("SUM(D10:D12)", "SUM(D12:D14)"),
        ("SUM(D1:D100)", "SUM(D1:D102)"),
        ("SUM($D$12:$D$7)", "SUM($D$14:$D$7)"),
        ("SUM(10:12)", "SUM(12:14)"),
        ("SUM($1:$10)", "SUM($1:$12)"),
        ("SUM(D:D)+SUM($A:$C)", "SUM(D:D)+SUM($A:$C)"),
        ("SUM(D5:D1048576)", "SUM(D5:D1048576)"),
        ('"D10"&D10&"他说""D10"""', '"D10"&D12&"他说""D10"""'),
        ("LOG10(D10)+ATAN2(D10,1)", "LOG10(D12)+ATAN2(D12,1)"),
        ("表一[[#This Row],[D10]]+表一[D10]", "表一[[#This Row],[D10]]+表一[D10]"),
        ("'公开03（一）'!D10+'公开03（一）'!$D$7:$E$12", "'公开03（一）'!D12+'公开03（一）'!$D$7:$E$14"),
        ("'其他'!D10+其他!D10+Sheet2!D10:D12", "'其他'!D10+其他!D10+Sheet2!D10:D12"),
        ("'[1]公开03（一）'!D10+[1]公开03!D10", "'[1]公开03（一）'!D10+[1]公开03!D10"),
        ("合计D10+D10合计+决算_D10.x+D10_", "合计D10+D10合计+决算_D10.x+D10_"),
        ("D10:INDEX(D:D,12)", "D12:INDEX(D:D,12)"),
        ("D10%+D10^2-1E10+2.5E3", "D12%+D12^2-1E10+2.5E3"),
        ("XFE10+XFD10+AAAA10+D1048577", "XFE10+XFD12+AAAA10+D1048577"),
        ("{1,2;10,11}", "{1,2;10,11}"),
        ("#REF!+#N/A+IFERROR(D10,#DIV/0!)", "#REF!+#N/A+IFERROR(D12,#DIV/0!)"),
        ("d10+sum(d7:d12)", "d12+sum(d7:d14)"),
        ("D10#", "D12#"),
        ("'公开03（一）'!D7:'公开03（一）'!D12", "'公开03（一）'!D7:'公开03（一）'!D14"),
        ("'公开03（一）'!#REF!+#REF!D10", "'公开03（一）'!#REF!+#REF!D10"),
        ("SUM(D9:D10 B10:E10)", "SUM(D9:D12 B12:E12)"),
        ("决算_支出!D10", "决算_支出!D10"),
        ('IF(A10="","",公开03!D10)', 'IF(A12="","",公开03!D10)'),
    ],
)  # fmt: skip
def test_rows_put_in(formula: str, expected: str) -> None:
    assert follow(formula, INSERTED) == (expected, [])


@pytest.mark.parametrize(
    ("formula", "expected", "concerns"),
    [
        ("D8+D11", "D8+D9", []),
        ("D9", "#REF!", [Concern.LOST_REFERENCE]),
        ("'公开03（一）'!D9*2", "#REF!*2", [Concern.LOST_REFERENCE]),
        ("SUM(D7:D12)", "SUM(D7:D10)", []),
        ("SUM(D9:D12)", "SUM(D9:D10)", []),
        ("SUM(D8:D9)", "SUM(D8:D8)", []),
        ("SUM(D9:D10)", "SUM(#REF!)", [Concern.LOST_REFERENCE]),
        ("SUM(D10:D20)", "SUM(D9:D18)", []),
        ("SUM(D1:D10)", "SUM(D1:D8)", []),
        ("SUM(9:9)", "SUM(#REF!)", [Concern.LOST_REFERENCE]),
        ("Sheet1:Sheet3!D9", "Sheet1:Sheet3!D9", [Concern.THREE_D]),
        ("'一月:三月'!D9:D20", "'一月:三月'!D9:D20", [Concern.THREE_D]),
    ],
)
def test_rows_taken_out(formula: str, expected: str, concerns: list[Concern]) -> None:
    assert follow(formula, DELETED) == (expected, concerns)


@pytest.mark.parametrize(
    ("formula", "plan", "expected", "concerns"),
    [
        ("D7+D$12", TURNED, "D12+D$7", []),
        ("SUM(D7:D12)", TURNED, "SUM(D7:D12)", []),
        ("SUM(D7:D9)", TURNED, "SUM(D10:D12)", []),
        ("SUM(D9:F9)", TURNED, "SUM(D10:F10)", []),
        ("SUM(D8:D9)", BLOCKS, "SUM(D11:D12)", []),
        ("SUM(D9:D10)", BLOCKS, "SUM(D9:D10)", [Concern.SCATTERED_RANGE]),
        ("SUM(D1:D8)", TURNED, "SUM(D1:D8)", [Concern.SCATTERED_RANGE]),
        ("SUM(D8:D20)", TURNED, "SUM(D8:D20)", [Concern.SCATTERED_RANGE]),
        ("SUM(D1:D20)", TURNED, "SUM(D1:D20)", []),
        ("SUM(D7:D12)", RowPlan(7, 12, (NewRow(7), NewRow(7))), "SUM(D7:D8)", []),
        ("SUM(D7:D12)", RowPlan(7, 12, ()), "SUM(#REF!)", [Concern.LOST_REFERENCE]),
        ("SUM(D6:D13)", RowPlan(7, 12, ()), "SUM(D6:D7)", []),
        ("SUM(D7:D12)+D7", RowPlan(7, 6, (NewRow(7),)), "SUM(D8:D13)+D8", []),
        ("SUM(D6:D7)", RowPlan(7, 6, (NewRow(7),)), "SUM(D6:D8)", []),
    ],
)
def test_rows_in_another_order(formula: str, plan: RowPlan, expected: str, concerns: list[Concern]) -> None:
    assert follow(formula, plan) == (expected, concerns)


def test_on_another_sheet_only_references_with_the_name_follow() -> None:
    assert follow("D10+'公开03（一）'!D10", INSERTED, home=False)[0] == "D10+'公开03（一）'!D12"


def test_names_of_sheets_do_not_tell_case_and_keep_their_quotes() -> None:
    following = Following("Bob's 表", RowMap(INSERTED))
    assert following.formula("'BOB''S 表'!D10", ("", ""), home=False) == "'BOB''S 表'!D12"


def test_a_reference_is_read_as_written() -> None:
    seen: list[Reference] = []

    def look(reference: Reference) -> None:
        seen.append(reference)

    formula = "'a:b'!$A$1+[2]x!B2+C3:$D4+'它''们'!5:6"
    assert rewritten(formula, look) == formula
    assert [str(one) for one in seen] == ["'a:b'!$A$1", "[2]x!B2", "C3:$D4", "'它''们'!5:6"]
    assert [one.deep for one in seen] == [True, False, False, False]
    assert [one.elsewhere for one in seen] == [False, True, False, False]
    assert [one.sheet for one in seen] == ["a:b", "[2]x", None, "它'们"]


@pytest.mark.parametrize(
    ("first", "last", "rows"),
    [(7, 12, (7, 7)), (7, 12, (13,)), (7, 12, (6,)), (0, 3, ()), (9, 7, ()), (7, 8, (NewRow(0),))],
)
def test_what_is_no_plan_is_refused(first: int, last: int, rows: tuple[int | NewRow, ...]) -> None:
    with pytest.raises(ValueError):
        RowPlan(first, last, rows)


def test_a_plan_that_removes_rows_has_no_inverse() -> None:
    assert DELETED.removed == (9, 10)
    with pytest.raises(ValueError):
        DELETED.inverse()
    assert INSERTED.inverse() == RowPlan(7, 14, (7, 8, 9, 12, 13, 14))

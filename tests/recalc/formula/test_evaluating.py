"""Formulas as such workbooks hold them, with results worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from juesuan.recalc.formula import Area, CannotEvaluate, Cell, ErrorValue, Reference, Value, evaluate, parse

SHEETS: dict[str, list[list[Value]]] = {
    "表": [
        [Decimal("1.1"), "201", "类", True],
        [Decimal("2.2"), "20101", "款", None],
        [None, "2010101", "项", ErrorValue("#REF!")],
        ["1,2", "2010102", "项", ""],
        [Decimal("-0.3"), "208", "类", "12.5"],
    ],
    "另 '一'表": [[Decimal(7)]],
}


class Grid:
    """Cells of two small sheets."""

    def value(self, sheet: str, row: int, column: int) -> Value:
        if sheet not in SHEETS:
            raise CannotEvaluate(sheet)
        lines = SHEETS[sheet]
        return lines[row][column] if row < len(lines) and column < len(lines[row]) else None

    def named(self, name: str) -> Reference:
        if name != "条件_一":
            raise CannotEvaluate(name)
        return Cell("表", 0, 1)

    def area(self, sheet: str, area: Area) -> Sequence[Value]:
        return [self.value(sheet, row, column) for row, column in area.places()]


def result(formula: str) -> Value:
    return evaluate(parse(formula), Grid(), "表")


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=1+2*3", "7"),
        ("=(1+2)*3", "9"),
        ("=-2+3", "1"),
        ("=2--3", "5"),
        ("=10-4-3", "3"),
        ("=8/4/2", "1"),
        ("=50%", "0.5"),
        ("=-50%*2", "-1"),
        ("=0.1+0.2-0.3", "0"),
        ("=1/3", "0.333333333333333"),
        ("=A1+A2", "3.3"),
        ("=$A$1+A$2-$A5", "3.6"),
        ("= SUM( A1 : A2 , 3 )", "6.3"),
        ("=SUM(A1:A5)", "3"),
        ("=SUM(A5:A1)", "3"),
        ("=SUM(A1,A1,A1:A2)", "5.5"),
        ("=SUM(表!A1:A2)", "3.3"),
        ("='另 ''一''表'!A1*2", "14"),
        ("=SUM('另 ''一''表'!A1:B9)", "7"),
        ("=A3", "0"),
        ("=A3+1", "1"),
        ("=D5*2", "25.0"),
        ("=SUM(D5)", "0"),
        ('=SUM("2",TRUE)', "3"),
        ("=ABS(A5)", "0.3"),
        ("=ROUND(1.005,2)", "1.01"),
        ("=ROUND(-1.005,2)", "-1.01"),
        ("=ROUND(2.5,0)", "3"),
        ("=ROUND(1234.5,-2)", "1200"),
        ("=ROUND(A1/3,2)", "0.37"),
        ("=INT(-1.5)", "-2"),
        ("=MAX(A1:A5)", "2.2"),
        ("=MIN(A1:A5,-1)", "-1"),
        ("=MAX(B1:B5)", "0"),
        ("=COUNT(A1:D5)", "3"),
        ("=COUNTA(A1:A5)", "4"),
        ('=COUNTIF(B1:B5,"201*")', "4"),
        ('=COUNTIF(B1:B5,"201")', "1"),
        ("=COUNTIF(B1:B5,201)", "1"),
        ('=COUNTIF(A1:A5,">0")', "2"),
        ('=COUNTIF(A1:A5,"<>2.2")', "4"),
        ('=COUNTIF(C1:C5,"项")', "2"),
        ('=COUNTIFS(B1:B5,"201*",C1:C5,"项")', "2"),
        ('=SUMIF(C1:C5,"类",A1:A5)', "0.8"),
        ('=SUMIFS(A1:A5,C1:C5,"类",B1:B5,"201*")', "1.1"),
        ("=LEN(B3)", "7"),
        ("=LEN(A1)", "3"),
        ("=LEN(A3)", "0"),
        ('=IF(A3="",1,2)', "1"),
        ("=IF(A3=0,1,2)", "1"),
        ('=IF(D4="",1,2)', "1"),
        ("=IF(A1>A2,1,2)", "2"),
        ("=IF(TRUE,,2)", "0"),
        ("=IF(FALSE,1/0,2)", "2"),
        ("=IFERROR(D3,9)", "9"),
        ("=IFERROR(SUM(D1:D5),9)", "9"),
        ("=IF(AND(A1>0,OR(A2<0,NOT(A5>0))),1,2)", "1"),
        ('=IF("10"<"9",1,2)', "1"),
        ('=IF(99<"1",1,2)', "1"),
        ('=IF("ABC"="abc",1,2)', "1"),
        ("=1e3", "1000"),
    ],
)
def test_numbers(formula: str, expected: str) -> None:
    assert result(formula) == Decimal(expected)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('="a""b"', 'a"b'),
        ('=B1&"-"&LEFT(B3,5)', "201-20101"),
        ("=MID(B3,4,2)&RIGHT(B3,2)", "0101"),
        ("=LEFT(B1)", "2"),
        ('=A1&"万元"', "1.1万元"),
        ('=""&A3', ""),
        ('=IF(ISBLANK(A3),"空","有")', "空"),
        ('=IF(ISBLANK(D4),"空","有")', "有"),
        ('=IF(ISNUMBER(A1),"数","文")', "数"),
        ('=IF(ISTEXT(B1),"文","数")', "文"),
        ('=IF(ISERROR(D3),"错","对")', "错"),
        ("=1&TRUE", "1TRUE"),
        ('=IF(条件_一="201","成立","不成立")', "成立"),
        ('="A1"&"表!A1"&B1', "A1表!A1201"),
    ],
)
def test_texts(formula: str, expected: str) -> None:
    assert result(formula) == expected


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=1/0", "#DIV/0!"),
        ("=D3+1", "#REF!"),
        ("=SUM(D1:D5)", "#REF!"),
        ("=SUM(#REF!)", "#REF!"),
        ("=1+C1", "#VALUE!"),
        ("=IF(1/0,1,2)", "#DIV/0!"),
        ("=D3=D3", "#REF!"),
        ("=MAX(1,D3)", "#REF!"),
        ('=SUMIFS(A1:A5,B1:B4,"201")', "#VALUE!"),
        ("=LEFT(B1,-1)", "#VALUE!"),
    ],
)
def test_errors_pass_through(formula: str, expected: str) -> None:
    assert result(formula) == ErrorValue(expected)


@pytest.mark.parametrize(
    "formula",
    [
        "=",
        "=1+",
        "=(1",
        "=SUM(A1",
        "=SUM(1,2))",
        "=A1 A2",
        "=SUM(A1:A2 A1:A3)",
        "=2^3",
        "={1,2}",
        "=A1:A3",
        "=A1:A3+1",
        "=VLOOKUP(1,A1:B2,2)",
        "=_xlfn.XLOOKUP(1,A1:A2,B1:B2)",
        "=SUM(决算_total)",
        "=SUM(A:A)",
        "=SUM(1:1)",
        "=[1]表!A1",
        "='[另一本.xlsx]表'!A1",
        "=没有这张表!A1",
        "=表:另!A1",
        "=A0",
        "=ZZZ1",
        "=Table1[列]",
        "=A4+1",  # '1,2' is a number in some programs and a mistake in others
        "=IF(C1,1,2)",
        '=COUNTIF(B1:B5,"2?1")',
        '=COUNTIF(B1:B5,"*01")',
        "=COUNTIF(B1:B5,A3)",
        "=TEXT(A1,0)",
        "=ROUND(A1)",
        "=ABS()",
        "=@A1",
        "=A1#",
        '="没有收尾',
        "=" + "(" * 2000 + "1" + ")" * 2000,
        "=" + "-" * 2000 + "1",
        "=" + "+".join(["A1"] * 4000),
    ],
)
def test_what_is_not_understood_is_said_to_be_so(formula: str) -> None:
    with pytest.raises(CannotEvaluate):
        result(formula)


def test_long_sums_are_no_matter_of_depth() -> None:
    assert result("=" + "+".join(["A1"] * 1500)) == Decimal("1650.0")


def test_sums_are_exact() -> None:
    """Ten times 0.1 is 1, and a large figure does not swallow a small one."""
    assert result("=" + "+".join(["0.1"] * 10) + "=1") is True
    assert result("=SUM(999999999999.99,0.01)") == Decimal("1000000000000.00")

"""The same formulas, put to LibreOffice and to the library ``formulas``."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from juesuan.books.sheets import open_book
from juesuan.recalc.calculation import Calculation
from juesuan.recalc.formula import ErrorValue
from tests.engines.formulas_library import formulas_recalculate
from tests.engines.libreoffice import LibreOffice
from tests.engines.values import same

NUMBERS = [423.6, 224.05, 127.83, 0.1, -0.3, 1.005, 2.675, 1000000.01, 0.0, 12.0]
CODES = ["208", "20801", "2080101", "2080102", "221", "22102", "2210201", "2210202", "229", ""]
WRITTEN = [
    "=SUM(A1:A10)", "=SUM(A1:A3,A5)-A4", "=A1+A2-A3*2", "=-A1+A2", "=(A1+A2)/A3", "=ROUND(A1/3,2)",
    "=ROUND(A6,2)", "=ABS(A5)", "=MAX(A1:A10)", "=MIN(A1:A10,-5)", "=INT(A5)", "=INT((COUNT(A1:A9)+1)/2)/100",
    '=IF(A1>A2,"大","小")', '=IF(AND(A1>0,OR(A5>0,NOT(A5>0))),"通过","不符")', "=IFERROR(A1/A9,0)",
    '=IF(B10="","",LEN(B10))', '=IF(B1="","",IF(LEN(B1)=3,"类",IF(LEN(B1)=5,"款","项")))', "=LEN(B3)",
    '=COUNTIF(B1:B10,"208*")', '=COUNTIF(B1:B10,"208")', "=COUNTIF(B1:B10,B4)", '=COUNTIF(A1:A10,">0.1")',
    '=SUMIFS(A1:A10,B1:B10,"208*")', '=SUMIFS(A1:A10,B1:B10,B3&"*")', '=SUMIF(B1:B10,"221",A1:A10)',
    '=COUNTIFS(B1:B10,"2*",A1:A10,">0")+COUNTIFS(B1:B10,"2*",A1:A10,"<0")', '=LEFT(B3,3)&"-"&MID(B3,4,2)',
    "=ISBLANK(B11)", "=B1=LEFT(B2,3)", "=ABS(ROUND(0.1+0.2-0.3,2))<0.005", "=50%*A1", "=A1&B1", "=A11+1",
]  # fmt: skip


def workbook(path: Path, formulas: list[str]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    for row, (figure, code) in enumerate(zip(NUMBERS, CODES, strict=True)):
        sheet.write_number(row, 0, figure)
        if code:
            sheet.write_string(row, 1, code)
    for row, formula in enumerate(formulas):
        sheet.write_formula(row, 3, formula)
    book.close()
    return path


def ours(path: Path) -> dict[str, Any]:
    calculation = Calculation(open_book(path))
    results = {place: calculation.result(place) for place in calculation.formula_places()}
    assert not calculation.trusted
    return {
        place.address.a1: value.code if isinstance(value, ErrorValue) else same(value)
        for place, value in results.items()
    }


def theirs(sheets: dict[str, dict[str, Any]], cells: dict[str, Any]) -> dict[str, Any]:
    return {a1: same(sheets["表"].get(a1)) for a1 in cells}


def invented(count: int) -> list[str]:
    """Formulas nobody would write, of the operators and functions that occur; always the same ones.

    Products are not rounded: 1.005*100 is a tie for some programs and not for others.
    """
    chance = random.Random(20240601)  # noqa: S311 - nothing secret in it

    def cents() -> str:
        return str(chance.randint(1, 999) / 100)

    def expression(depth: int) -> str:
        if depth == 0 or chance.random() < 0.2:
            return chance.choice([f"A{chance.randint(1, 10)}", cents()])
        one, other = expression(depth - 1), expression(depth - 1)
        return chance.choice(
            [
                f"({one}{chance.choice('+-*')}{other})",
                f"{one}{chance.choice('+-')}{other}",
                f"-{one}",
                f"SUM(A{chance.randint(1, 5)}:A{chance.randint(6, 10)},{one},{other})",
                f"ROUND(SUM(A1:A{chance.randint(2, 5)},{cents()}),{chance.randint(0, 2)})",
                f"ABS({one})",
                f"MAX({one},{other})",
                f"IF({one}{chance.choice(['>', '<', '>=', '<='])}{other},{other},{one})",
            ]
        )

    return [f"={expression(4)}" for _ in range(count)]


@pytest.mark.libreoffice
@pytest.mark.parametrize("formulas", [WRITTEN, invented(300)], ids=["written", "invented"])
def test_libreoffice_agrees(tmp_path: Path, libreoffice: LibreOffice, formulas: list[str]) -> None:
    path = workbook(tmp_path / "公式.xlsx", formulas)
    results = ours(path)
    assert results == theirs(libreoffice.recalculated(path), results)


@pytest.mark.slow
def test_formulas_agrees(tmp_path: Path) -> None:
    path = workbook(tmp_path / "formulas.xlsx", WRITTEN + invented(100))
    results = ours(path)
    assert results == theirs(formulas_recalculate(path), results)

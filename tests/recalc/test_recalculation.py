"""What is said about totals that are old, missing, overwritten, or leave rows out."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import juesuan
from juesuan.books.package import CellEdit
from juesuan.recalc.recalculation import Recalculation, recalculate
from tests.recalc.conftest import Edit, Edits, formula, number, saved

TEXT = CellEdit(value="423.60")


def found(result: Recalculation) -> list[tuple[str, str, str, str]]:
    return [
        (difference.kind.value, str(difference.address), str(difference.stated), str(difference.computed))
        for difference in result.differences
    ]


def test_a_workbook_in_order(corrected: Path) -> None:
    result = recalculate(corrected)
    assert result.clean
    assert (result.differences, result.roundings, result.notes, result.unclear) == ((), (), (), ())


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"公开03!E7": saved("5000")}, ("stale", "公开03!E7", "5,000.00", "5,506.46")),
        ({"公开03!E7": saved(None)}, ("no_value", "公开03!E7", "", "5,506.46")),
        ({"公开03!E12": number("954.08")}, ("constant_over_formula", "公开03!E12", "954.08", "994.27")),
        ({"公开03!F12": number("703.03")}, ("total_wrong", "公开03!F12", "703.03", "730.03")),
        ({"公开03!F12": CellEdit(value=None, formula=None)}, ("total_wrong", "公开03!F12", "", "730.03")),
        (
            {"公开03!F12": formula("=SUM(F14:F18)", "306.43")},
            ("formula_missing_row", "公开03!F12", "306.43", "730.03"),
        ),
        (
            {"公开03!F12": formula("=SUM(F13:F18)+F15", "857.86")},
            ("formula_missing_row", "公开03!F12", "857.86", "730.03"),
        ),
        (
            {"公开03!F7": formula("=SUM(F8:F41)", "2770.83")},
            ("formula_missing_row", "公开03!F7", "2,770.83", "923.61"),
        ),
        (
            {"公开03!F12": formula("=SUM(F13:F18)*1.5", "1095.05")},
            ("formula_wrong", "公开03!F12", "1,095.05", "730.03"),
        ),
        (
            {"公开03!F12": formula("=SUM(F13:F18)+100", "830.03")},
            ("formula_wrong", "公开03!F12", "830.03", "730.03"),
        ),
        (
            {"公开03!F12": formula("='公开02'!F12", "994.27")},
            ("formula_wrong", "公开03!F12", "994.27", "730.03"),
        ),
        ({"公开01!F33": formula("=SUM(F7:F33)", "0")}, ("formula_wrong", "公开01!F33", "", "5,506.46")),
        ({"公开01!F33": formula("=SUM(#REF!)", "5506.46")}, ("formula_wrong", "公开01!F33", "", "5,506.46")),
        (
            {"公开01!F33": formula("=SUBTOTAL(9,F8:F32)", "5505.56")},
            ("formula_wrong", "公开01!F33", "5,505.56", "5,506.46"),
        ),
        ({"公开01!F33": formula("=SUBTOTAL(9,F7:F32)")}, ("no_value", "公开01!F33", "", "5,506.46")),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else None,
)
def test_one_thing_wrong_is_one_difference_at_its_cell(
    edit: Edit, cells: Edits, expected: tuple[str, ...]
) -> None:
    """The totals above were saved right: only the cell itself is named."""
    assert found(recalculate(edit(cells))) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "='公开03'!E7",
        "=ROUND(SUM(F7:F32),2)",
        '=IF(SUM(F7:F32)=0,"",SUM(F7:F32))',
        "=F7+SUM(F8:F20)+SUM(F21:F32)",
        "=SUM(F7:F32)+0",
        "=SUM(F7:F31,F32)-0",
        "=SUBTOTAL(9,F7:F32)",
        "=SUMPRODUCT(F7:F32)",
    ],
)
def test_other_formulas_that_come_to_the_sum_are_right(edit: Edit, text: str) -> None:
    assert recalculate(edit({"公开01!F33": formula(text, "5506.46")})).clean


def test_another_way_down_to_the_same_figures_is_right(edit: Edit) -> None:
    """合计 as the sum of all 项 instead of the 类; a row's 合计 as the sum of the rows below it."""
    items = "F10,F13:F18,F20,F22:F27,F30,F32:F35,F38:F39,F42"
    cells = {
        "公开03!E7": formula("=SUM(E8,E11,E28,E36,E40)", "5506.46"),
        "公开03!F7": formula(f"=SUM({items})", "923.61"),
    }
    assert recalculate(edit(cells)).clean


def test_the_sentence_names_the_rows_left_out_or_counted_twice(edit: Edit) -> None:
    (missing,) = recalculate(edit({"公开03!F12": formula("=SUM(F14:F18)", "306.43")})).differences
    assert missing.sentence == (
        "公开03 20801 人力资源和社会保障管理事务 基本支出的公式 =SUM(F14:F18) "
        "漏加了公开03 2080101 行政运行 基本支出（F13）：得 306.43 万元，应为 730.03 万元。"
    )
    (double,) = recalculate(edit({"公开03!F12": formula("=SUM(F13:F18)+F15", "857.86")})).differences
    assert "多加了公开03 2080105 劳动保障监察 基本支出（F15）" in double.sentence
    (both,) = recalculate(edit({"公开03!F12": formula("=SUM(F14:F18)+F15", "1")})).differences
    assert "漏加了公开03 2080101 行政运行 基本支出（F13），多加了公开03 2080105" in both.sentence
    (all_levels,) = recalculate(edit({"公开03!F7": formula("=SUM(F8:F41)", "2770.83")})).differences
    assert "多加了公开03 20801 " in all_levels.sentence


def test_the_right_formula_is_the_sum_of_the_children(edit: Edit) -> None:
    cells = {
        "公开03!F12": number("1"),
        "公开03!F7": number("2"),
        "公开01!C33": number("3"),
        "公开03!E13": number("4"),
    }
    wanted = {str(d.address): d.wanted_formula for d in recalculate(edit(cells)).differences}
    assert wanted == {
        "公开03!F12": "=SUM(F13:F18)",
        "公开03!F7": "=SUM(F8,F11,F28,F36,F40)",
        "公开01!C33": "=SUM(C7:C14)",
        "公开03!E13": "=SUM(F13:J13)",
    }


def test_a_constant_that_equals_the_sum_is_a_note(edit: Edit) -> None:
    result = recalculate(edit({"公开01!F33": number("5506.46")}))
    assert result.clean
    assert [(note.kind.value, str(note.address)) for note in result.notes] == [
        ("constant_over_formula", "公开01!F33")
    ]


def test_typed_subtotals_of_listed_rows_are_no_news(edit: Edit) -> None:
    """The template cannot know the rows: people type 类 and 款."""
    result = recalculate(edit({"公开03!F12": number("730.03")}))
    assert (result.clean, result.notes) == (True, ())


def test_tables_of_typed_figures(typed: Path) -> None:
    """As published: the 0.9 that nothing below accounts for; the two 0.01 may be the rounded totals."""
    result = recalculate(typed)
    assert found(result) == [
        ("total_wrong", "公开02!F11", "0.90", "0.00"),
        ("total_wrong", "公开02!E11", "0.90", "0.00"),
    ]
    assert {str(entry.address): str(entry.computed) for entry in result.roundings} == {
        "公开05!F40": "73.34",
        "公开05!G23": "3,835.94",
    }
    assert {entry.kind.value for entry in result.roundings} == {"within_rounding"}
    assert (result.notes, result.unclear) == ((), ())


def test_a_rounded_total_counts_with_its_own_value_above(edit: Edit) -> None:
    """20801 is 730.04 because it was rounded from 元: 208 and 合计 are sums of what is printed."""
    cells = {
        "公开03!F12": number("730.04"),
        "公开03!F11": number("769.51"),
        "公开03!F7": number("923.62"),
        "公开03!E12": saved("994.28"),
        "公开03!E11": saved("4869.70"),
        "公开03!E7": saved("5506.47"),
    }
    result = recalculate(edit(cells))
    assert result.clean
    assert [str(entry.address) for entry in result.roundings] == ["公开03!F12"]


def test_in_yuan_nothing_is_put_down_to_rounding(edit: Edit) -> None:
    path = edit({"公开03!F12": number("730.04")})
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows(max_row=4):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("万元", "元")
    book.save(path)
    result = recalculate(path)
    assert result.disclosure.unit == "元"
    assert "公开03!F12" in {str(d.address) for d in result.differences if d.kind == "total_wrong"}
    assert result.roundings == ()


def test_totals_within_a_wrong_total_are_compared_with_the_right_one(edit: Edit) -> None:
    """The 款 was mistyped, the 类 and 合计 are typed and right."""
    cells = {"公开03!F12": number("370.03"), "公开03!F11": number("769.50"), "公开03!F7": number("923.61")}
    assert [entry[:2] for entry in found(recalculate(edit(cells)))] == [("total_wrong", "公开03!F12")]


def test_links_follow_corrections_into_other_tables(edit: Edit) -> None:
    """公开01 takes a figure from a total of 公开03 that is wrong: only that total is named."""
    cells = {
        "公开03!F11": number("1"),
        "公开03!F7": saved("155.11"),
        "公开03!E11": saved("4101.19"),
        "公开03!E7": saved("4737.96"),
        "公开01!F33": formula("='公开03'!E7", "4737.96"),
        "公开01!F37": saved("4737.96"),
    }
    result = recalculate(edit(cells))
    assert [entry[:2] for entry in found(result)] == [("total_wrong", "公开03!F11")]


def test_amounts_typed_as_text_are_named_as_the_cause(edit: Edit) -> None:
    result = recalculate(edit({"公开03!F13": TEXT}))
    causes = {str(d.address): d.sentence for d in result.differences if d.kind == "total_wrong"}
    assert set(causes) == {"公开03!F12", "公开03!E13"}
    assert "（公开03!F13）" in causes["公开03!F12"]
    assert "文本" in causes["公开03!F12"]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (CellEdit(value="2080101"), "工作表“公开03”第 14 行的科目 2080101 重复列示，不知道是否应计入"),
        (CellEdit(value=""), "工作表“公开03”第 14 行有金额而没有科目编码，不知道是否应计入"),
    ],
    ids=["repeated", "missing"],
)
def test_what_cannot_be_told_is_not_accused(edit: Edit, cell: CellEdit, reason: str) -> None:
    """A code was mistyped: nobody can say what the 款 above should be."""
    result = recalculate(edit({"公开03!A14": cell}))
    assert result.clean
    assert [entry.sentence for entry in result.unclear] == [
        f"公开03 20801 人力资源和社会保障管理事务 项目支出无法重算：{reason}。"
    ]


def test_a_word_among_the_figures_makes_typed_totals_unclear(edit: Edit) -> None:
    result = recalculate(edit({"公开03!F13": CellEdit(value="见附注"), "公开03!F12": number("730.03")}))
    assert ("公开03!F12" in {str(entry.address) for entry in result.unclear}) is True
    assert "total_wrong" not in {entry.kind.value for entry in result.differences}


def test_old_results_of_figures_that_are_no_totals(edit: Edit) -> None:
    cells = {"公开01!C7": formula("='公开04'!C8", "5000"), "公开01!C33": saved("5506.46")}
    assert found(recalculate(edit(cells))) == [("stale", "公开01!C7", "5,000.00", "5,274.81")]


def test_figures_with_more_decimals_than_they_show(edit: Edit) -> None:
    """From 元, divided by 10000 in the cell: the total is the sum of what is there, not of what is shown."""
    cells = {
        "公开03!F13": formula("=4236049/10000", "423.6049"),
        "公开03!F15": formula("=1278349/10000", "127.8349"),
        "公开03!F16": formula("=1786049/10000", "178.6049"),
    }
    result = recalculate(edit(cells))
    assert {d.kind.value for d in result.differences} <= {"stale"}
    subtotal = next(d for d in result.differences if str(d.address) == "公开03!F12")
    assert str(subtotal.computed) == "730.04"


def test_figures_beyond_the_digits_of_a_spreadsheet_are_no_mistake(edit: Edit) -> None:
    result = recalculate(edit({"公开03!F13": CellEdit(value=Decimal("1e15"))}))
    assert {d.kind.value for d in result.differences} == {"stale"}


def test_a_file_that_is_no_such_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(juesuan.ReadError):
        recalculate(path)

"""Workbooks whose saved results are missing or old are checked as they would read in Excel."""

from __future__ import annotations

import shutil
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import juesuan
from juesuan.books.package import CellEdit
from juesuan.books.reading import disclosure_of, read_disclosure
from juesuan.books.sheets import open_book
from juesuan.model.disclosure import Disclosure, Doubt
from juesuan.recalc.reading import read
from juesuan.recalc.refresh import refresh
from tests.making.disclosures import amount_cells
from tests.recalc.conftest import Edit, formula, number, saved


def amounts(disclosure: Disclosure) -> dict[Any, int]:
    """All figures by cell; blank ones and zeros are left out."""
    found = {ref: disclosure.amount(ref).value for ref in amount_cells(disclosure)}
    return {ref: value for ref, value in found.items() if value}


def remarks(disclosure: Disclosure) -> list[tuple[str, str, str, str]]:
    return [
        (remark.doubt.value, str(remark.address), remark.found, str(remark.used))
        for remark in disclosure.remarks
    ]


def without_results(path: Path, target: Path) -> Path:
    """Saved by openpyxl, which drops every saved result."""
    openpyxl.load_workbook(path).save(target)
    return target


def test_nothing_to_do(corrected: Path) -> None:
    book = open_book(corrected)
    before, after = disclosure_of(book), disclosure_of(book)
    refresh(after, book)
    assert amounts(after) == amounts(before)
    assert after.remarks == before.remarks == []


def test_a_workbook_without_results_reads_the_same(corrected: Path, tmp_path: Path) -> None:
    path = without_results(corrected, tmp_path / "a.xlsx")
    bare = read_disclosure(path)
    assert len(amounts(bare)) < len(amounts(read(corrected)))
    disclosure = read(path)
    assert amounts(disclosure) == amounts(read(corrected))
    assert {remark.doubt for remark in disclosure.remarks} == {Doubt.NO_CACHED_VALUE}
    assert all(remark.used == disclosure.amount(remark.ref) for remark in disclosure.remarks)
    assert all(remark.used.value for remark in disclosure.remarks)


def test_a_workbook_without_results_checks_the_same(corrected: Path, tmp_path: Path) -> None:
    path = without_results(corrected, tmp_path / "a.xlsx")
    assert juesuan.check(path).flatten("rule", "cell", "message") == juesuan.check(corrected).flatten(
        "rule", "cell", "message"
    )


def test_an_old_result_is_replaced_and_remarked(edit: Edit) -> None:
    disclosure = read(edit({"公开03!E7": saved("5000")}))
    assert str(disclosure["expenditure"].amount("合计", "本年支出合计")) == "5,506.46"
    assert remarks(disclosure) == [("stale_value", "公开03!E7", "5,000.00", "5,506.46")]


def test_manual_calculation_all_that_depends_on_a_changed_figure_follows(edit: Edit) -> None:
    """423.60 became 424.60, and nobody pressed F9."""
    disclosure = read(edit({"公开03!F13": CellEdit(value=Decimal("424.6"))}))
    expenditure = disclosure["expenditure"]
    assert str(expenditure.amount("2080101", "本年支出合计")) == "424.60"
    assert [str(expenditure.amount(row, "基本支出")) for row in ("20801", "208", "合计")] == [
        "731.03",
        "770.50",
        "924.61",
    ]
    assert {remark.address.a1 for remark in disclosure.remarks} == {
        "E13",
        "F12",
        "E12",
        "F11",
        "E11",
        "F7",
        "E7",
    }


def test_results_written_as_zero_by_a_program_that_does_not_calculate(edit: Edit) -> None:
    disclosure = read(edit({"公开01!F33": saved("0"), "公开01!F37": saved("0")}))
    assert [entry[:2] for entry in remarks(disclosure)] == [
        ("stale_value", "公开01!F33"),
        ("stale_value", "公开01!F37"),
    ]
    assert str(disclosure["total"].amount("支出总计", "金额")) == "5,506.46"


def test_links_to_other_tables_and_chains(edit: Edit) -> None:
    """公开02 → 公开04 → 公开01, and none of them saved with what it gives."""
    disclosure = read(
        edit(
            {
                "公开01!C7": formula("='公开04'!C8-'公开01'!C9"),
                "公开04!C8": formula("=ROUND('公开02'!F7*1,2)", "1"),
                "公开02!F7": saved(None),
            }
        )
    )
    assert str(disclosure["fiscal_total"].amount("一般公共预算财政拨款", "决算数")) == "5,506.46"
    assert str(disclosure["total"].amount("一般公共预算财政拨款收入", "金额")) == "5,274.81"


def test_an_error_that_shows_only_after_recalculation(edit: Edit) -> None:
    disclosure = read(edit({"公开01!F33": formula("=SUM(F7:F32)/0", "5506.46")}))
    assert disclosure["total"].amount("本年支出合计", "金额").blank
    assert ("error_value", "公开01!F33", "#DIV/0!", "") in remarks(disclosure)


def test_a_formula_beyond_us_is_trusted(edit: Edit) -> None:
    disclosure = read(edit({"公开01!F33": formula("=SUBTOTAL(9,F7:F32)", "5506.46")}))
    assert remarks(disclosure) == []
    assert str(disclosure["total"].amount("本年支出合计", "金额")) == "5,506.46"


def test_a_formula_beyond_us_without_result_is_unknown_not_blank(edit: Edit) -> None:
    path = edit({"公开01!F33": formula("=SUBTOTAL(9,F7:F32)")})
    assert remarks(read(path)) == [("no_cached_value", "公开01!F33", "=SUBTOTAL(9,F7:F32)", "")]
    report = juesuan.check(path)
    assert [finding.rule.id for finding in report.findings if finding.rule.severity == "error"] == []
    assert "F106" in {finding.rule.id for finding in report.findings}
    reasons = {outcome.rule.id: outcome.reason for outcome in report.outcomes}
    assert reasons["T103"] == "公开01 本年支出合计的公式没有保存结果，也算不出来"


def test_formulas_that_give_nothing_say_nothing(edit: Edit) -> None:
    disclosure = read(edit({"公开01!C10": formula('=IF(1=1,"",1)'), "公开01!C11": formula("=0*1")}))
    assert remarks(disclosure) == []
    assert disclosure["total"].amount("上级补助收入", "金额").blank


def test_a_figure_typed_as_text_is_left_out_of_sums(edit: Edit) -> None:
    """Excel leaves it out too: what its total shows is what is checked."""
    disclosure = read(edit({"公开03!F13": CellEdit(value="423.60")}))
    assert disclosure["expenditure"].amount("2080101", "基本支出").hundredths == 42360
    assert str(disclosure["expenditure"].amount("20801", "基本支出")) == "306.43"


def test_rows_that_repeat_a_code_are_brought_up_to_date_too(edit: Edit) -> None:
    path = edit({"公开03!A14": CellEdit(value="2080101"), "公开03!E14": saved(None)})
    rows = [row for row in read(path)["expenditure"].listing if row.code == "2080101"]
    assert [str(row.amount("本年支出合计")) for row in rows] == ["423.60", "224.05"]


def test_the_file_is_opened_again_when_only_the_disclosure_is_at_hand(edit: Edit) -> None:
    disclosure = read_disclosure(edit({"公开03!E7": saved("5000")}))
    assert str(refresh(disclosure)["expenditure"].amount("合计", "本年支出合计")) == "5,506.46"


def test_twice_is_once(edit: Edit) -> None:
    path = edit({"公开03!E7": saved(None), "公开03!F12": saved("1")})
    disclosure = read(path)
    before = sorted(remarks(disclosure))
    assert sorted(remarks(refresh(disclosure))) == before


def test_disclosures_made_in_memory_are_left_alone() -> None:
    from juesuan.layouts import load_layout

    disclosure = Disclosure(load_layout("wuhan-2023"), {})
    assert refresh(disclosure) is disclosure


def test_a_constant_over_a_formula_is_simply_a_figure(edit: Edit) -> None:
    disclosure = read(edit({"公开03!E12": number("1")}))
    assert str(disclosure["expenditure"].amount("20801", "本年支出合计")) == "1.00"
    assert remarks(disclosure) == []


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_reads_the_same(corrected: Path, libreoffice: Any, tmp_path: Path) -> None:
    with_results = libreoffice.converted(corrected, "xlsx")
    assert amounts(read(with_results)) == amounts(read(corrected))
    assert read(with_results).remarks == []
    bare = without_results(with_results, tmp_path / "b.xlsx")
    assert amounts(read(bare)) == amounts(read(corrected))


def test_it_costs_next_to_nothing_when_all_is_well(corrected: Path) -> None:
    """A few milliseconds; the bound is generous because test machines are slow and busy."""
    book = open_book(corrected)
    disclosure = disclosure_of(book)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        refresh(disclosure, book)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.02

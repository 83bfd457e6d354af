"""From figures to a disclosure in 元: totals kept or made, differences shown, nothing lost in silence."""

from __future__ import annotations

from juesuan.fill.exact_disclosure import exact_disclosure
from juesuan.fill.reconciliation import reconcile
from juesuan.fill.sources.figures import SourceFigures
from juesuan.fill.sources.loading import load_source
from juesuan.fill.sources.reading import read_source
from juesuan.layouts import load_layout
from juesuan.model.amount import BLANK
from juesuan.model.reference import CellRef
from juesuan.rules.checking import check
from tests.fill.conftest import SHANGHAI, Export, cell_of, insert_rows


def test_figures_lead_back_to_their_cells(untouched: SourceFigures) -> None:
    disclosure = exact_disclosure(untouched, load_layout("wuhan-2023"))
    for ref, figure in untouched.figures.items():
        if ref.table in {"expenditure", "income", "total", "basic"} and figure.fen and ref.row != "合计":
            assert disclosure.amount(ref).hundredths == figure.fen
            assert disclosure.address(ref) == figure.address
    assert disclosure.organisation == "武汉市青山区人力资源局"
    assert (disclosure.unit, disclosure.year) == ("元", 2023)
    assert not disclosure.not_located


def test_a_total_that_is_not_the_sum_is_kept_and_shown(export: Export) -> None:
    sheet = export.sheet("Z04")
    place = cell_of(sheet, "20807").row
    stated = round(float(str(sheet.cell(place, 5).value)) + 0.01, 2)
    sheet.cell(place, 5).value = stated
    figures = export.read()
    disclosure = exact_disclosure(figures, load_layout("wuhan-2023"))
    ref = CellRef("expenditure", "20807", "本年支出合计")
    assert disclosure.amount(ref).hundredths == round(stated * 100)
    result = reconcile(figures, disclosure)
    assert not result.clean
    found = {str(item.ref): item.difference for item in result.differences}
    assert found == {"expenditure[20807].本年支出合计": 1, "expenditure[208].本年支出合计": -1}
    assert "相差 0.01 元" in str(result.differences[0])
    assert f"!E{place}" in str(result.differences[0])


def test_subject_without_a_row_in_the_form(export: Export) -> None:
    sheet = export.sheet("Z08-1")
    sheet.cell(6, 7).value = "一种新的补贴"  # in place of 津贴补贴
    figures = export.read()
    assert figures.not_mapped[0].cell.column == "项目 > 工资福利支出 > 一种新的补贴".removeprefix("项目 > ")
    result = reconcile(figures, exact_disclosure(figures, load_layout("wuhan-2023")))
    (difference,) = result.differences
    assert str(difference.ref) == "basic[301].决算数"
    assert difference.difference == figures.not_mapped[0].cell.fen


def test_class_that_the_layout_does_not_print(export: Export) -> None:
    for code in ("Z01", "Z01-1"):
        cell = cell_of(export.sheet(code), "一、一般公共服务支出")
        cell.value, other = (
            "九十九、一般公共服务支出（作废）",
            cell_of(export.sheet(code), "二十五、债务付息支出"),
        )
        for offset in range(1, 20):
            left, right = cell.offset(0, offset), other.offset(0, offset)
            if offset > 1 and isinstance(left.value, (int, float)):
                left.value, right.value = None, left.value
    figures = export.read()
    result = reconcile(figures, exact_disclosure(figures, load_layout("shanghai-2024")))
    assert {str(item.ref) for item in result.unplaced} >= {"total[债务付息支出].金额"}
    assert "没有“债务付息支出”行" in str(result.unplaced[0])
    assert all(item.lost == 0 for item in result.carried)


def test_columns_a_layout_leaves_out_are_no_fault() -> None:
    figures = read_source(SHANGHAI, load_source("caijue-2023"))
    result = reconcile(figures, exact_disclosure(figures, load_layout("wuhan-2023")))
    assert result.clean
    assert {item.ref.column for item in result.not_printed} == {
        "年初结转和结余",
        "本年收入",
        "年末结转和结余",
    }


def test_zeros_are_no_figures(export: Export) -> None:
    sheet = export.sheet("Z04")
    insert_rows(sheet, 12, 1)
    for column, value in enumerate(["2013650", None, None, "事业运行", 0, 0, 0, 0, 0, 0], 1):
        if value is not None:
            sheet.cell(12, column).value = value
    figures = export.read()
    assert CellRef("expenditure", "2013650", "基本支出") in figures.figures
    disclosure = exact_disclosure(figures, load_layout("wuhan-2023"))
    assert disclosure["expenditure"].find("2013650") is None
    assert disclosure.amount(CellRef("expenditure", "201", "基本支出")) == BLANK


def test_what_was_not_found_is_not_blank(export: Export) -> None:
    cell_of(export.sheet("Z04"), "上缴上级支出").value = "另一栏"
    export.book.remove(export.sheet("Z03"))
    disclosure = exact_disclosure(export.read(), load_layout("wuhan-2023"))
    assert "income" not in disclosure.tables
    outcomes = {outcome.rule.id: outcome for outcome in check(disclosure).outcomes}
    assert "没有找到“上缴上级支出”栏" in outcomes["T301"].reason
    assert "没有读到《收入决算表》" in outcomes["X101"].reason

"""机构运行信息表 in the supporting sheets: counts as they are, amounts rounded so that they add up."""

from __future__ import annotations

from typing import Any

import pytest

from juesuan.fill.exact_disclosure import exact_disclosure
from juesuan.fill.sources.figures import SourceFigures
from juesuan.fill.sources.loading import load_source
from juesuan.fill.sources.reading import read_source
from juesuan.fill.sources.supporting import cell_of, fact_of, supporting_sheets
from juesuan.fill.supporting_figures import Fact
from juesuan.layouts import load_layout
from juesuan.model.disclosure import Disclosure
from juesuan.rounding import apportioned, plain
from tests.fill.conftest import SHANGHAI
from tests.making.disclosures import disclosure, reference


@pytest.fixture(scope="module")
def source() -> SourceFigures:
    return read_source(SHANGHAI, load_source("caijue-2023"))


def filled(source: SourceFigures, *, unit: str = "万元") -> Disclosure:
    empty: dict[str, Any] = {
        name: {} for name in ("three_public_detail", "operating", "procurement", "state_assets")
    }
    there = disclosure({"layout": "shanghai-2024", "unit": unit} | empty)
    there.supporting["three_public_detail"].rows["燃料费"].amounts["决算数"] = disclosure(
        {"layout": "shanghai-2024", "three_public_detail": {"燃料费": {"决算数": 7}}}
    ).amount(reference("three_public_detail[燃料费].决算数"))
    exact = exact_disclosure(source, load_layout("shanghai-2024"))
    wanted = plain(exact) if unit == "万元" else exact
    wanted.supporting = supporting_sheets(there, exact, wanted, source)
    return wanted


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("three_public_detail[公务用车保有量].本年数", "12.00"),
        ("three_public_detail[国（境）外公务接待批次].本年数", "0.00"),
        ("three_public_detail[合计].全年预算数", "125.32"),
        ("three_public_detail[公务用车购置及运行维护费].决算数", "50.45"),
        ("three_public_detail[国内接待费].决算数", "4.20"),
        ("three_public_detail[燃料费].决算数", "7.00"),  # not in the source: stays
        ("three_public_detail[合计].上年决算数", ""),
        ("operating[机关运行经费].决算数", "1,235.53"),
        ("operating[参公单位机关运行经费].决算数", "370.66"),
        ("procurement[政府采购支出合计].支出金额", "6,663.43"),
        ("procurement[政府采购支出合计].授予小微企业合同金额", "3,015.59"),
        ("state_assets[车辆合计].数量", "12.00"),
        ("state_assets[副部（省）级及以上领导用车].数量", "0.00"),
    ],
)
def test_what_the_export_states(source: SourceFigures, cell: str, expected: str) -> None:
    assert str(filled(source).amount(reference(cell))) == expected


def test_counts_stay_what_they_are_in_a_workbook_in_yuan(source: SourceFigures) -> None:
    found = filled(source, unit="元")
    assert str(found.amount(reference("state_assets[车辆合计].数量"))) == "12.00"
    assert str(found.amount(reference("procurement[政府采购工程支出].支出金额"))) == "6,120,000.00"


def test_every_fact_has_a_cell_of_its_own() -> None:
    layout = load_layout("wuhan-2023")
    facts = [fact for fact in Fact if fact not in {Fact.MEETINGS, Fact.TRAINING}]
    cells = [cell_of(fact) for fact in facts]
    assert len(set(cells)) == len(cells)
    assert [fact_of(cell) for cell in cells] == facts
    for cell in cells:
        spec = layout.supporting[cell.table]
        assert cell.row in {row.id for row in spec.rows}
        assert cell.column in {column.id for column in spec.amounts}


@pytest.mark.parametrize(
    ("fen", "whole", "expected"),
    [
        ([14_900, 14_800, 14_700], 4, [2, 1, 1]),  # 1.49, 1.48, 1.47 come to 4.44: one is raised
        ([10_000, 20_000], 3, [1, 2]),
        ([14_000, 16_000], 30, [1, 2]),  # not the parts of this whole: each by itself
        ([], 0, []),
    ],
)
def test_parts_add_up_to_their_whole(fen: list[int], whole: int, expected: list[int]) -> None:
    assert apportioned(fen, whole) == expected

"""The example workbooks: made from the figures beside them, and stating them cell for cell."""

from __future__ import annotations

import csv
import importlib
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from juesuan.books.reading import read_disclosure
from juesuan.model.disclosure import Disclosure, Doubt, UnitKind
from juesuan.model.table import TOTAL_ROW

EXAMPLES = Path(__file__).parents[2] / "examples"
FIGURES = {
    "qingshan-2023/as-published.xlsx": "qingshan-2023/figures/as-published",
    "qingshan-2023/corrected.xlsx": "qingshan-2023/figures/corrected",
    "shanghai-2024/example.xlsx": "shanghai-2024/figures",
}
each_example = pytest.mark.parametrize("workbook", FIGURES)


@pytest.fixture
def build_workbooks(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(EXAMPLES))
    return importlib.import_module("build_workbooks")


def test_committed_workbooks_are_what_the_script_makes(build_workbooks: Any, tmp_path: Path) -> None:
    build_workbooks.main(tmp_path)
    for workbook in FIGURES:
        with zipfile.ZipFile(tmp_path / workbook) as made, zipfile.ZipFile(EXAMPLES / workbook) as committed:
            assert made.namelist() == committed.namelist()
            different = [name for name in made.namelist() if made.read(name) != committed.read(name)]
            assert different == [], f"{workbook}: rebuild with python examples/build_workbooks.py"


def test_a_total_that_would_change_a_printed_figure_is_refused(build_workbooks: Any) -> None:
    published = build_workbooks.disclosure_of(build_workbooks.EXAMPLES[0])
    with pytest.raises(ValueError, match=r"computed .*, printed"):
        build_workbooks.refuse_other_totals(published)


@each_example
def test_the_workbook_states_the_figures_cell_for_cell(workbook: str) -> None:
    disclosure = read_disclosure(EXAMPLES / workbook)
    compared = 0
    for path in sorted((EXAMPLES / FIGURES[workbook]).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for record in csv.DictReader(file):
                compared += compare(disclosure, path.stem, record)
    assert compared > 250


def compare(disclosure: Disclosure, table: str, record: dict[str, str]) -> int:
    """Compare the figures of one record; return how many are printed."""
    if "column" in record:
        figures = {record["column"]: record["amount"]}
        key = disclosure[table].spec.rows[0].id
    else:
        names = {column.id for column in disclosure[table].spec.amounts}
        figures = {name: text for name, text in record.items() if name in names}
        key = row_key(disclosure, table, record)
    for column, text in figures.items():
        amount = disclosure[table].amount(key, column)
        if text:
            assert amount.decimal() == Decimal(text), f"{table} {key} {column}"
        else:
            assert amount.value == 0, f"{table} {key} {column}"
    return sum(bool(text) for text in figures.values())


def row_key(disclosure: Disclosure, table: str, record: dict[str, str]) -> str:
    if "line" in record:  # the printed 行次 counts from the first line of each block
        for block in disclosure[table].spec.blocks:
            rows = [*block.head, *block.tail]
            height = max(len(other.head) for other in disclosure[table].spec.blocks)
            offset = int(record["line"]) - (block.first_line or 0)
            if 0 <= offset < height + len(block.tail):
                in_tail = offset >= height
                index = len(block.head) + offset - height if in_tail else offset
                filler = not in_tail and offset >= len(block.head)
                return "" if filler or rows[index].spacer else rows[index].id
    return record.get("row") or record.get("code") or record.get("name") or TOTAL_ROW


def test_names_and_zeros_stand_as_published() -> None:
    disclosure = read_disclosure(EXAMPLES / "qingshan-2023" / "as-published.xlsx")
    assert disclosure["income"].by_code["2080505"].label == "机关事业单位基本养老保险缴"
    zeros = [str(remark.ref) for remark in disclosure.remarks if remark.doubt is Doubt.EXPLICIT_ZERO]
    assert zeros == [
        "general_budget[201].基本支出",
        "general_budget[20131].基本支出",
        "general_budget[2013102].基本支出",
        "basic[30399].决算数",
        "basic[30208].决算数",
    ]


def test_published_amounts_were_typed() -> None:
    assert read_disclosure(EXAMPLES / "qingshan-2023" / "as-published.xlsx").formulas == {}
    assert len(read_disclosure(EXAMPLES / "qingshan-2023" / "corrected.xlsx").formulas) > 150


@each_example
def test_the_cover_names_the_units(workbook: str) -> None:
    disclosure = read_disclosure(EXAMPLES / workbook)
    assert disclosure.organisation
    assert len(disclosure.units) in {3, 4}
    assert disclosure.units[0].kind is UnitKind.ADMINISTRATIVE

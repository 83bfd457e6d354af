"""The made exports: built the same every time, marked as made, and rounding to what is printed."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest

from juesuan.fill.exact_disclosure import exact_disclosure
from juesuan.fill.reconciliation import reconcile
from juesuan.fill.sources.loading import load_source
from juesuan.fill.sources.reading import read_source
from juesuan.fill.supporting_figures import Fact
from juesuan.layouts import load_layout
from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Status
from juesuan.model.rule import Severity
from juesuan.model.table import RowSpec
from juesuan.rules.checking import check

EXAMPLES = Path(__file__).parents[2] / "examples"
EXAMPLE = {
    "wuhan-2023": (EXAMPLES / "qingshan-2023", EXAMPLES / "qingshan-2023" / "figures" / "corrected"),
    "shanghai-2024": (EXAMPLES / "shanghai-2024", EXAMPLES / "shanghai-2024" / "figures"),
}
Rows = tuple[RowSpec, ...]
NAME = "财决导出（示例）.xlsx"
# The tables print no 三公 budget; see examples/exports.md.
ONLY_IN_THE_TEXT = {
    ("three_public", "金额", f"预算{part}") for part in ("合计", "公务用车小计", "公务用车运行维护费")
}


def disclosure_of(layout: str) -> Disclosure:
    path = EXAMPLE[layout][0] / "export" / NAME
    return exact_disclosure(read_source(path, load_source("caijue-2023")), load_layout(layout))


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def printed(layout: str) -> Iterator[tuple[tuple[str, str, str], str]]:
    spec = load_layout(layout)
    for path in sorted(EXAMPLE[layout][1].glob("*.csv")):
        lines_of = {
            block.first_line + place: row.id
            for block in spec.tables[path.stem].blocks
            if block.first_line
            for place, row in _numbered(block.head, block.tail, spec.tables[path.stem].id)
        }
        with path.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                if "column" in line:
                    yield (path.stem, "金额", line["column"]), line["amount"]
                    continue
                row = (
                    line.get("code")
                    or line.get("name")
                    or line.get("row")
                    or lines_of.get(int(line["line"]), "")
                )
                for column, text in line.items():
                    if column not in {"code", "name", "row", "line", "label"} and row:
                        yield (path.stem, row, column), text


def _numbered(head: Rows, tail: Rows, table: str) -> Iterator[tuple[int, RowSpec]]:
    """行次 as the Wuhan form prints them: the tail stands at the bottom of the longer block."""
    length = {"total": 26, "fiscal_total": 26}[table]
    yield from enumerate(head)
    yield from enumerate(tail, length)


def rounded(fen: int | None) -> str:
    wan = (Decimal(fen or 0) / 1_000_000).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{wan.normalize():f}" if wan else ""


def test_building_again_gives_the_same_workbooks(tmp_path: Path) -> None:
    script = EXAMPLES / "build_exports.py"
    subprocess.run([sys.executable, "-B", script, "--out", tmp_path], check=True, capture_output=True)
    built = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*.xlsx"))
    assert len(built) == 3
    for name in built:
        assert parts(tmp_path / name) == parts(EXAMPLES / name)


@pytest.mark.parametrize("layout", EXAMPLE)
def test_plain_rounding_gives_what_is_printed(layout: str) -> None:
    disclosure = disclosure_of(layout)
    wanted = dict(printed(layout))
    assert len([text for text in wanted.values() if text]) > 290
    wrong = {}
    for (table, row, column), text in wanted.items():
        exact = rounded(disclosure[table].amount(row, column).hundredths)
        stated = f"{Decimal(text).normalize():f}" if text and Decimal(text) else ""
        if exact != stated:
            wrong[table, row, column] = (exact, stated)
    assert set(wrong) == (ONLY_IN_THE_TEXT if layout == "wuhan-2023" else set())


@pytest.mark.parametrize("layout", EXAMPLE)
def test_rows_listed_are_those_printed(layout: str) -> None:
    disclosure = disclosure_of(layout)
    codes = {
        (table, row)
        for (table, row, _), text in printed(layout)
        if text and row.isdigit() and table != "basic"
    }
    listed = {
        (name, code)
        for name, table in disclosure.tables.items()
        if table.spec.listed
        for code in table.by_code
    }
    assert listed == codes


@pytest.mark.parametrize("layout", EXAMPLE)
def test_every_sum_holds_to_the_fen(layout: str) -> None:
    path = EXAMPLE[layout][0] / "export" / NAME
    figures = read_source(path, load_source("caijue-2023"))
    assert figures.complaints == []
    disclosure = exact_disclosure(figures, load_layout(layout))
    result = reconcile(figures, disclosure)
    assert result.clean
    assert [str(ref) for ref in result.computed] == [
        "basic[人员经费合计].决算数",
        "basic[公用经费合计].决算数",
    ]
    report = check(disclosure)
    assert disclosure.unit == "元"
    assert [finding.rule.id for finding in report.findings if finding.severity is Severity.ERROR] == []
    assert not [outcome for outcome in report.outcomes if outcome.status in {Status.ROUNDING, Status.ERROR}]


def test_amounts_have_fen() -> None:
    cents = [
        row.amounts[column].value % 100
        for table in disclosure_of("wuhan-2023").tables.values()
        for row in table.listing
        for column in row.amounts
    ]
    assert len([cent for cent in cents if cent]) > 0.9 * len(cents)


def test_the_workbooks_say_that_they_are_made() -> None:
    for folder, _ in EXAMPLE.values():
        book = openpyxl.load_workbook(folder / "export" / NAME)
        assert book.sheetnames[0] == "说明"
        assert "人为编制" in str(book["说明"]["A1"].value)
        assert all(sheet.title == sheet.title[:31] for sheet in book.worksheets)
        assert any(len(sheet.title) == 31 for sheet in book.worksheets)


def test_supporting_figures_and_budget_of_qingshan() -> None:
    figures = read_source(EXAMPLE["wuhan-2023"][0] / "export" / NAME, load_source("caijue-2023"))
    facts = figures.supporting
    assert facts.count(Fact.VEHICLES_KEPT) == 1
    assert facts.count(Fact.GROUPS_ABROAD) == 0
    assert facts.vehicles_by_kind[Fact.VEHICLES_EMERGENCY] == 1
    assert sum(facts.vehicles_by_kind.values()) == facts.count(Fact.VEHICLES) == 1
    assert rounded(facts.fen(Fact.OPERATING)) == "57.07"
    assert rounded(facts.fen(Fact.PROCUREMENT)) == rounded(facts.fen(Fact.TO_SMALL_AND_MICRO)) == "1.99"
    assert facts.fen(Fact.RECEPTION_ABROAD) is None
    assert facts.facts[Fact.VEHICLES_KEPT].address.sheet.startswith("F03")
    assert figures.budget["2080101"].fen == 335_300_000
    assert sum(figure.fen for figure in figures.budget.values()) == 2_177_880_000
    assert figures.organisation == "武汉市青山区人力资源局"
    assert figures.year == 2023
    with pytest.raises(ValueError):
        facts.count(Fact.OPERATING)

"""The sheet 图表: native charts whose figures are those of the tables, told apart without colour."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from juesuan.fill.previous_sheet import fill_previous_year

QINGSHAN = Path(__file__).parents[2] / "examples" / "qingshan-2023"
SHANGHAI = Path(__file__).parents[2] / "examples" / "shanghai-2024" / "example.xlsx"


def figures(path: Path) -> dict[str, list[object]]:
    """The lines of the sheet by chart and name."""
    found: dict[str, list[object]] = {}
    title = ""
    for line in openpyxl.load_workbook(path, data_only=True)["图表"].iter_rows(min_row=3, values_only=True):
        if str(line[0]).startswith("图"):
            title = str(line[0])[:2]
        elif line[0] and line[0] != "项目":
            found[f"{title} {line[0]}"] = list(line[1:3])
    return found


def charts(path: Path) -> list[str]:
    with ZipFile(path) as package:
        names = sorted(name for name in package.namelist() if re.fullmatch(r"xl/charts/chart\d+\.xml", name))
        return [package.read(name).decode() for name in names]


def test_figures_are_those_of_the_tables() -> None:
    lines = figures(SHANGHAI)
    assert lines["图1 收入总计"] == [None, 38001.96]
    assert lines["图2 事业收入"] == [1714.69, "事业收入 1714.69"]
    assert lines["图2 经营收入"] == [0, "经营收入"]
    assert lines["图3 项目支出"] == [21646.25, "项目支出 21646.25"]
    assert lines["图4 支出总计"] == [None, 35791.95]


def test_figures_follow_the_tables() -> None:
    sheet = openpyxl.load_workbook(SHANGHAI)["图表"]
    cells = [cell.value for row in sheet.iter_rows(min_col=2, max_col=3) for cell in row]
    live = [value for value in cells if str(value).startswith("='表")]
    assert len(live) == 2 + 6 + 5 + 2
    assert "='表2'!E5" in live  # 合计, 财政拨款收入 and so on stand in row 5 of 收入决算表


def test_last_year_is_filled_in(tmp_path: Path) -> None:
    assert figures(QINGSHAN / "complete.xlsx")["图1 收入总计"] == [5336.92, 5506.46]
    assert figures(QINGSHAN / "complete.xlsx")["图4 支出总计"] == [5336.92, 5506.46]
    again = fill_previous_year(QINGSHAN / "complete.xlsx", QINGSHAN / "last-year.xlsx")
    assert again.prepared.changes == ()
    fill_previous_year(QINGSHAN / "corrected.xlsx", QINGSHAN / "last-year.xlsx").prepared.write(
        tmp_path / "本年.xlsx"
    )
    assert charts(tmp_path / "本年.xlsx") == charts(QINGSHAN / "corrected.xlsx")


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024"])
def test_four_charts_are_labelled_and_readable_without_colour(layout: str) -> None:
    found = charts(Path(__file__).parents[2] / "workbook_templates" / f"{layout}.xlsx")
    assert [bool(re.search("<c:pieChart>", chart)) for chart in found] == [False, True, True, False]
    for number, chart in enumerate(found, 1):
        assert f"图{number}　" in chart
        assert "<c:showPercent val" in chart if "<c:pieChart>" in chart else "<c:showVal val" in chart
        looks = re.findall(r'<a:pattFill prst="(\w+)"', chart)
        assert len(looks) == len(set(looks)) >= 1

"""Who, which year, which units: from the cover, else from what is printed on the tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from juesuan.books.cover import unit_kind
from juesuan.books.reading import read_disclosure
from juesuan.model.disclosure import Disclosure, UnitKind


def read(draft: Any, path: Path) -> Disclosure:
    return read_disclosure(draft.save(path / "a.xlsx"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("行政", UnitKind.ADMINISTRATIVE),
        ("行政单位", UnitKind.ADMINISTRATIVE),
        ("参公", UnitKind.CIVIL_SERVANT_MANAGED),
        ("参公事业单位", UnitKind.CIVIL_SERVANT_MANAGED),
        ("参照公务员法管理的事业单位", UnitKind.CIVIL_SERVANT_MANAGED),
        ("事业", UnitKind.INSTITUTION),
        ("财政补助 事业单位", UnitKind.INSTITUTION),
        ("企业", None),
        ("", None),
    ],
)
def test_kinds_of_unit(text: str, kind: UnitKind | None) -> None:
    assert unit_kind(text) is kind


def test_the_cover_may_be_moved_and_its_labels_have_colons(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.pages[0]
    page.insert_rows(0, 3)
    page.insert_column(1)
    page.cells = {
        cell: f"{value}：" if value in {"年度", "编制人"} else value for cell, value in page.cells.items()
    }
    disclosure = read(wuhan, tmp_path)
    assert (disclosure.organisation, disclosure.year) == ("某某市某某局", 2023)
    assert len(disclosure.units) == 3


def test_a_name_broken_over_lines_is_one_name(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.pages[0]
    page.cells = {
        cell: "某某市\n  某某局" if value == "某某市某某局" else value for cell, value in page.cells.items()
    }
    assert read(wuhan, tmp_path).organisation == "某某市某某局"


def test_an_empty_cover(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.pages[0]
    page.cells = {cell: value for cell, value in page.cells.items() if cell[1] < 2 and cell[0] < 5}
    page.cells[6, 1], page.cells[6, 2] = "单位名称", "单位性质"
    disclosure = read(wuhan, tmp_path)
    assert disclosure.organisation == "某某市某某局"  # 部门：… on the tables
    assert (disclosure.year, disclosure.units) == (2023, ())


def test_a_label_without_value_does_not_take_the_next_label(tmp_path: Path, wuhan: Any) -> None:
    page = wuhan.pages[0]
    page.cells = {(0, 0): "单位名称", (0, 1): "", (0, 2): "年度", (0, 3): "2022年度"}
    disclosure = read(wuhan, tmp_path)
    assert (disclosure.organisation, disclosure.year) == ("某某市某某局", 2022)


def test_the_year_in_the_titles_comes_before_the_templates(tmp_path: Path, wuhan: Any) -> None:
    del wuhan.pages[0]
    assert read(wuhan, tmp_path).year == 2023
    for page in wuhan.pages:
        page.cells[0, 0] = f"2022年度{page.cells[0, 0]}"
    assert read(wuhan, tmp_path).year == 2022


@pytest.mark.parametrize("caption", ["单位：万元", "部门：", "部门：{organisation}", "金额单位：万元"])
def test_captions_that_name_nobody(tmp_path: Path, draft: Any, caption: str) -> None:
    del draft.pages[0]
    for page in draft.pages:
        row = page.grid.heading_top - 1
        page.cells[row, 0] = caption
    assert read(draft, tmp_path).organisation == ""


@pytest.mark.parametrize(
    "caption",
    ["部门：某某局", "公开部门：某某局", "编制单位: 某某局", "部门名称：某某局", "单位（盖章）：某某局"],
)
def test_captions_that_name_the_organisation(tmp_path: Path, wuhan: Any, caption: str) -> None:
    del wuhan.pages[0]
    for page in wuhan.pages:
        page.cells[2, 0] = caption
    assert read(wuhan, tmp_path).organisation == "某某局"

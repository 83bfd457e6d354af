"""Order and wording of publications are data: broken data is pointed at by file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from juesuan.layouts import SpecError, layout_ids
from juesuan.layouts.catalogs import SPECS
from juesuan.layouts.publication_plans import load_publication_plan
from juesuan.model.publication import Content


def _specs(folder: Path, text: str) -> Path:
    (folder / "publication").mkdir()
    (folder / "publication" / "here.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("layout", ["wuhan-2023", "shanghai-2024", "general"])
def test_a_plan_has_tables_explanation_and_glossary_once(layout: str) -> None:
    plan = load_publication_plan(layout)
    assert plan.id == layout
    kinds = [part.content for part in plan.parts]
    assert kinds.count(Content.TABLES) == kinds.count(Content.NARRATIVE) == kinds.count(Content.GLOSSARY) == 1
    assert [part.title[:4] for part in plan.parts] == [f"第{number}部分" for number in "一二三四五六"][
        : len(kinds)
    ]


def test_every_plan_belongs_to_a_layout() -> None:
    plans = {path.stem for path in (SPECS / "publication").glob("*.yaml")}
    assert plans <= {*layout_ids(), "general"}


@pytest.mark.parametrize(
    ("parts", "line", "reason"),
    [
        ("  - {title: 一, content: 表}", 5, "content 应为"),
        ("  - {title: 一, content: text}", 5, "要写明取自哪个工作表"),
        ("  - {title: 一, content: list, sheet: 甲}", 5, "表头"),
        ("  - {title: 一, content: tables, headings: [甲]}", 5, "表头"),
        ("  - {title: 一, content: list, sheet: 甲, headings: [甲, 乙], widths: [1]}", 5, "一样多"),
        ("  - {title: 一, content: tables, colour: red}", 5, "不认识的键"),
    ],
)
def test_broken_plans(tmp_path: Path, parts: str, line: int, reason: str) -> None:
    text = f"id: here\ntitle: 题\ncontents_title: 目录\nparts:\n{parts}\n"
    with pytest.raises(SpecError, match=reason) as caught:
        load_publication_plan("here", _specs(tmp_path, text))
    assert f"here.yaml 第 {line} 行" in str(caught.value)

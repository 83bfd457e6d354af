"""The corrected example with last year's total, and short made texts to hold against it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from juesuan.model.amount import Amount
from juesuan.model.comparison import Comparison
from juesuan.model.disclosure import Disclosure
from juesuan.model.reference import CellRef
from juesuan.model.writing import Passage, Writing
from juesuan.narrative.spec import load_narrative
from juesuan.recalc.reading import read

EXAMPLES = Path(__file__).parents[2] / "examples" / "qingshan-2023"
EXPLANATION = "第三部分 武汉市青山区人力资源局2023年度部门决算情况说明"


@pytest.fixture(scope="session")
def corrected() -> Disclosure:
    disclosure = read(EXAMPLES / "corrected.xlsx")
    before = {CellRef("total", "收入总计", "金额"): Amount(533692)}
    return replace(disclosure, comparison=Comparison(previous=before))


@pytest.fixture(scope="session")
def write() -> Callable[[str, str], Writing]:
    """Make a document: paragraphs under the heading of a section; ``## id`` begins another section."""
    spec = load_narrative("wuhan-2023")
    titles = {section.id: section.title for section in spec.sections} if spec else {}

    def made(under: str, text: str) -> Writing:
        lines = [under.removeprefix("@")] if under.startswith("@第") else []
        if under == "@名词解释":
            lines = ["第五部分 名词解释"]
        elif not lines:
            lines = [EXPLANATION, titles[under]]
        for line in text.strip().splitlines():
            lines.append(titles[line.removeprefix("## ")] if line.startswith("## ") else line)
        return Writing("made.txt", tuple(Passage(line, number) for number, line in enumerate(lines, 1)))

    return made

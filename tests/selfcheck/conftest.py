"""The examples with their checks, and facts about them with and without a text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan.model.selfcheck import Answer, Checklist, Line, Selfcheck
from juesuan.recalc.reading import read
from juesuan.rules import check
from juesuan.selfcheck.checklists import load_checklist
from juesuan.selfcheck.evidence import EVIDENCE
from juesuan.selfcheck.running import Sources, selfcheck_of

EXAMPLE = Path(__file__).parents[2] / "examples" / "qingshan-2023"
Gone = Callable[..., Selfcheck]


@pytest.fixture(scope="session")
def checklist() -> Checklist:
    return load_checklist("wuhan-qingshan-2023", EVIDENCE)


@pytest.fixture
def go_through(tmp_path: Path) -> Gone:
    """Go through the list for an example, with a text and answers that are given as they are written."""

    def gone(example: str = "corrected", text: str = "", answers: dict[int, str] | None = None) -> Selfcheck:
        disclosure = read(EXAMPLE / f"{example}.xlsx")
        document, sheet = tmp_path / "公开文本.html", tmp_path / "自查.csv"
        document.write_text("".join(f"<p>{one}</p>" for one in text.splitlines()), encoding="utf-8")
        lines = [f"{number},{answer}" for number, answer in (answers or {}).items()]
        sheet.write_text("\n".join(["序号,是或否", *lines]), encoding="utf-8")
        sources = Sources(document if text else None, sheet if answers else None)
        return selfcheck_of(disclosure, check(disclosure), sources)

    return gone


def line(result: Selfcheck, number: int) -> Line:
    return next(line for line in result.lines if line.item.number == number)


YES, NO = Answer.YES, Answer.NO

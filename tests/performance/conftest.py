"""The corrected example and a made publication beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan.model.disclosure import Disclosure
from juesuan.model.finding import Report
from juesuan.performance.checking import case_of, check_performance
from juesuan.recalc.reading import read
from juesuan.statements.words import understand
from juesuan.texts import read_writing

EXAMPLE = Path(__file__).parents[2] / "examples" / "qingshan-2023" / "corrected.xlsx"
Judge = Callable[[str], Report]


@pytest.fixture(scope="session")
def corrected() -> Disclosure:
    return read(EXAMPLE)


@pytest.fixture
def judge(corrected: Disclosure, tmp_path: Path) -> Judge:
    """Check the forms of a publication, given as text."""

    def judged(text: str) -> Report:
        path = tmp_path / "公开文本.txt"
        path.write_text(text, encoding="utf-8")
        return check_performance(case_of(understand(corrected, read_writing(path))))

    return judged

"""No rule accuses what is right, however it is put."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from juesuan.model.disclosure import Disclosure
from juesuan.model.rule import Severity
from juesuan.model.writing import Writing
from juesuan.recalc.reading import read
from juesuan.statements.checking import check_words

Write = Callable[[str, str], Writing]
SENTENCES: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("right-sentences.yaml").read_text(encoding="utf-8")
)
ABSENT = ("W203", "W205", "W3*")  # rules about what a single sentence cannot have


@pytest.fixture(scope="module")
def complete() -> Disclosure:
    return read(Path(__file__).parents[2] / "examples" / "qingshan-2023" / "complete.xlsx")


@pytest.mark.parametrize(
    ("section", "sentence"), [(section, one) for section, some in SENTENCES.items() for one in some]
)
def test_right_sentences(complete: Disclosure, write: Write, section: str, sentence: str) -> None:
    findings = check_words(complete, write(section, sentence), skip=ABSENT).findings
    assert [one.message for one in findings if one.severity is not Severity.HINT] == []

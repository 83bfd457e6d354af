"""What we publish, read back from each of its forms, gives no finding."""

from __future__ import annotations

from pathlib import Path

import pytest

import juesuan
from tests.word_mutation.explanations import WORKBOOKS


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    juesuan.export(WORKBOOKS["complete.xlsx"], folder)
    return folder


@pytest.mark.parametrize("form", ["docx", "pdf", "html"])
def test_the_published_text_is_clean(published: Path, form: str) -> None:
    document = next(published.glob(f"*.{form}"), None)
    if document is None:
        pytest.skip("no PDF without Chinese fonts")
    report = juesuan.check_text(WORKBOOKS["complete.xlsx"], document)
    assert report.flatten("rule", "message") == []
    assert {outcome.rule.id[0] for outcome in report.outcomes} == {"W", "P"}

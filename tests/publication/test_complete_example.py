"""The complete example: nothing is missing, everything is published, and its own words are found right."""

from __future__ import annotations

import runpy
from pathlib import Path
from zipfile import ZipFile

import pytest

from juesuan.model.rule import Severity
from juesuan.publication.exporting import Export, Wishes, export
from juesuan.recalc.reading import read
from juesuan.rules import check
from juesuan.statements.checking import checked
from juesuan.statements.words import understand
from juesuan.texts import read_writing
from tests.publication.conftest import EXAMPLES

QINGSHAN = EXAMPLES / "qingshan-2023"
COMPLETE = QINGSHAN / "complete.xlsx"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Export:
    disclosure = read(COMPLETE)
    return export(disclosure, check(disclosure), tmp_path_factory.mktemp("公开"), Wishes())


def test_committed_workbooks_are_what_the_script_makes(tmp_path: Path) -> None:
    runpy.run_path(str(QINGSHAN / "complete" / "complete_example.py"))["main"](tmp_path)
    for name in ("last-year.xlsx", "complete.xlsx"):
        with ZipFile(tmp_path / name) as made, ZipFile(QINGSHAN / name) as committed:
            assert made.namelist() == committed.namelist()
            different = [one for one in made.namelist() if made.read(one) != committed.read(one)]
            assert different == [], f"{name}: rebuild with examples/build_workbooks.py"


@pytest.mark.parametrize("name", ["last-year.xlsx", "complete.xlsx"])
def test_neither_year_has_errors(name: str) -> None:
    report = check(read(QINGSHAN / name))
    assert (report.count(Severity.ERROR), report.count(Severity.WARNING)) == (0, 0)


def test_all_four_forms_with_nothing_missing(published: Export) -> None:
    assert published.complete
    assert {path.suffix for path in published.written} == {".xlsx", ".docx", ".pdf", ".html"}
    assert published.publication.gaps == ()
    assert published.concerns == []


@pytest.mark.parametrize("form", [".docx", ".pdf", ".html"])
def test_the_words_agree_with_the_tables(published: Export, form: str) -> None:
    (text,) = [path for path in published.written if path.suffix == form]
    words = understand(read(COMPLETE), read_writing(text))
    report = checked(words)
    found = [finding.message for finding in report.findings if finding.severity is not Severity.HINT]
    assert found == []
    assert len(words.extraction.statements) > 140

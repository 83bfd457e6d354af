"""Two examples published once, in all four forms."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from juesuan.model.publication import Publication
from juesuan.publication.exporting import Export, Wishes, export
from juesuan.recalc.reading import read
from juesuan.rules import check

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Published:
    """An example: where its figures are, what was made of it, the files by their ending."""

    figures: str
    result: Export
    files: dict[str, bytes]

    @property
    def publication(self) -> Publication:
        return self.result.publication


def publish(workbook: str, figures: str, folder: Path) -> Published:
    disclosure = read(EXAMPLES / workbook)
    result = export(disclosure, check(disclosure), folder, Wishes(draft=True))
    assert result.complete, result.blocked or result.refused
    return Published(figures, result, {path.suffix[1:]: path.read_bytes() for path in result.written})


@pytest.fixture(scope="session")
def qingshan(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder = tmp_path_factory.mktemp("qingshan")
    return publish("qingshan-2023/corrected.xlsx", "qingshan-2023/figures/corrected", folder)


@pytest.fixture(scope="session")
def shanghai(tmp_path_factory: pytest.TempPathFactory) -> Published:
    return publish("shanghai-2024/example.xlsx", "shanghai-2024/figures", tmp_path_factory.mktemp("shanghai"))


@pytest.fixture(scope="session", params=["qingshan", "shanghai"])
def published(request: pytest.FixtureRequest) -> Published:
    fixture: Published = request.getfixturevalue(request.param)
    return fixture

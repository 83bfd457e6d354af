"""Fills as files state them, as the colours that put them back."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from juesuan.books.package import Package
from juesuan.excel.marking.fills import UnknownFillError, colour_of


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A workbook with the theme that Office uses by default."""
    path: Path = tmp_path_factory.mktemp("fills") / "book.xlsx"
    openpyxl.Workbook().save(path)
    return Package.open(path)


def solid(foreground: str) -> str:
    return f'<fill><patternFill patternType="solid"><fgColor {foreground}/></patternFill></fill>'


def test_no_fill(package: Package) -> None:
    assert colour_of('<fill><patternFill patternType="none"/></fill>', package) is None
    assert colour_of("<fill><patternFill/></fill>", package) is None


def test_colours_stated_as_such(package: Package) -> None:
    assert colour_of(solid('rgb="FFFFC7CE"'), package) == (255, 199, 206)
    assert colour_of(solid('indexed="22"'), package) == (192, 192, 192)  # 灰色-25% of the old palette


def test_colours_of_the_theme(package: Package) -> None:
    # What Excel shows for these colours of its default theme: 白色, 蓝色 强调 1 and that one 80% lighter.
    assert colour_of(solid('theme="0"'), package) == (255, 255, 255)
    assert colour_of(solid('theme="4"'), package) == (79, 129, 189)
    lighter = colour_of(solid('theme="4" tint="0.79998168889431442"'), package)
    assert lighter is not None
    assert all(abs(one - other) <= 1 for one, other in zip(lighter, (220, 230, 241), strict=True))


@pytest.mark.parametrize(
    "fill",
    [
        '<fill><patternFill patternType="gray125"/></fill>',
        '<fill><gradientFill><stop position="0"><color rgb="FFFFFFFF"/></stop></gradientFill></fill>',
    ],
)
def test_more_than_a_colour_is_known_as_such(package: Package, fill: str) -> None:
    with pytest.raises(UnknownFillError):
        colour_of(fill, package)

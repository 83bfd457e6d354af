"""LibreOffice as a witness: the same rows put in and taken out by it, and our files opened by it."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from juesuan.books.package import Package
from juesuan.books.restructure import NewRow, RowPlan, restructure_rows
from tests.books.restructure_samples import LISTED, OTHER, Found, found_in, plain_book, resaved, rich_book

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]

# Each: what LibreOffice is told (rows counted from 1), and the plan that says the same.
SAME = {
    "put in": ([("insert", 10, 2)], RowPlan(7, 16, (7, 8, 9, NewRow(8), NewRow(8), *range(10, 17)))),
    "taken out": ([("remove", 12, 2)], RowPlan(7, 16, (*range(7, 12), 14, 15, 16))),
    "referred to": ([("remove", 9, 1)], RowPlan(7, 16, (7, 8, *range(10, 17)))),
    "both": (
        [("remove", 14, 1), ("insert", 8, 3)],
        RowPlan(7, 16, (7, NewRow(7), NewRow(7), NewRow(7), *range(8, 14), 15, 16)),
    ),
    "at the ends": ([("remove", 7, 1), ("insert", 16, 1)], RowPlan(7, 16, (*range(8, 17), NewRow(16)))),
    "above": ([("insert", 3, 1)], RowPlan(3, 2, (NewRow(3),))),
    "below": ([("insert", 17, 2)], RowPlan(7, 16, (*range(7, 17), NewRow(16), NewRow(16)))),
}


@pytest.fixture(autouse=True)
def _openpyxl_warns_of_what_it_does_not_know() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        yield


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rich workbook as LibreOffice saves it."""
    return resaved(rich_book(tmp_path_factory.mktemp("base") / "决算.xlsx"))


@pytest.fixture(scope="module")
def witness(base: Path) -> dict[str, Path]:
    """The workbook after LibreOffice itself has put in and taken out the rows of each case."""
    python = next((name for name in ("python3", "/usr/bin/python3") if _has_bridge(name)), None)
    if python is None:
        pytest.skip("LibreOffice's Python bridge (python3-uno) is not installed")
    targets = {name: base.with_name(f"{number}.xlsx") for number, name in enumerate(SAME)}
    jobs = [[str(targets[name]), steps] for name, (steps, _) in SAME.items()]
    program = Path(__file__).with_name("libreoffice_rows.py")
    subprocess.run([python, str(program), str(base), LISTED, json.dumps(jobs)], check=True, timeout=300)
    return targets


def _has_bridge(python: str) -> bool:
    if shutil.which(python) is None:
        return False
    return subprocess.run([python, "-c", "import uno"], check=False, capture_output=True).returncode == 0


def carried_out(path: Path, plan: RowPlan, target: Path) -> Path:
    package = Package.open(path)
    restructure_rows(package, LISTED, plan)
    package.save(target)
    return target


@pytest.mark.parametrize("case", SAME)
def test_formulas_names_and_places_as_libreoffice_has_them(
    case: str, base: Path, witness: dict[str, Path], tmp_path: Path
) -> None:
    ours = resaved(carried_out(base, SAME[case][1], tmp_path / "我们.xlsx"))
    (theirs, their_names), (found, names) = found_in(witness[case]), found_in(ours)
    assert names == their_names
    for sheet in (LISTED, OTHER):
        assert found[sheet].cells == theirs[sheet].cells
        assert found[sheet].comments == theirs[sheet].comments
        assert found[sheet].merges == theirs[sheet].merges
        assert set(found[sheet].links) == set(theirs[sheet].links)
        assert found[sheet].setup[:2] == theirs[sheet].setup[:2]  # print area and titles
        assert found[sheet].setup[4] == theirs[sheet].setup[4]  # page breaks
    if case in {
        "taken out",
        "below",
    }:  # elsewhere LibreOffice treats rules as this module deliberately does not
        assert _ranges(found[LISTED]) == _ranges(theirs[LISTED])


def _ranges(found: Found) -> set[str]:
    return {ranges for ranges, _ in found.formats} | {ranges for ranges, *_ in found.validations}


@pytest.mark.parametrize("case", SAME)
def test_what_libreoffice_saved_survives(case: str, base: Path, tmp_path: Path) -> None:
    """Everything openpyxl sees is on its new row; the cells that openpyxl reads are those before, moved."""
    plan = SAME[case][1]
    before, _ = found_in(base)
    after, _ = found_in(carried_out(base, plan, tmp_path / "我们.xlsx"))
    shift = len(plan.rows) - (plan.last - plan.first + 1)
    for place, row in enumerate(plan.rows, plan.first):
        source = row if isinstance(row, int) else row.like
        assert after[LISTED].heights.get(place) == before[LISTED].heights.get(source)
        for letter in "ABCDEFGHI":
            style = after[LISTED].styles.get(f"{letter}{place}")
            assert style == before[LISTED].styles.get(f"{letter}{source}")
    assert after[LISTED].cells[f"A{19 + shift}"] == before[LISTED].cells["A19"]
    assert after[LISTED].styles[f"C{17 + shift}"] == before[LISTED].styles["C17"]
    assert after[OTHER].styles == before[OTHER].styles


def test_what_openpyxl_wrote_opens_in_libreoffice(tmp_path: Path) -> None:
    plan = RowPlan(2, 12, (2, 8, 3, NewRow(8), *range(4, 8), *range(9, 13)))
    path = resaved(carried_out(plain_book(tmp_path / "a.xlsx"), plan, tmp_path / "b.xlsx"))
    sheets, _ = found_in(path)
    assert sheets[LISTED].cells["C21"] == "=SUM(C2:C13)"
    assert sheets[LISTED].comments == {"C3": "八行"}
    assert sheets[LISTED].merges == {"F3:G3", "F5:G5", "A23:A25"}
    assert sheets[LISTED].setup[5] == (("表一", "J1:K13"),)

"""``fill-three-public`` and ``fill-operating`` as a user runs them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

CORRECTED = Path(__file__).parents[2] / "examples" / "qingshan-2023" / "corrected.xlsx"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The example: its explanation states a budget that its table does not have."""
    return Path(shutil.copy(CORRECTED, tmp_path / "公开表.xlsx"))


def test_a_dry_run_lists_every_cell_and_writes_nothing(run: Run, path: Path) -> None:
    before = path.read_bytes()
    answer = run("fill-three-public", path, "--dry-run")
    assert (answer.code, answer.err) == (0, "")
    assert "公开09!E8" in answer.out
    assert "完成预算的 40%" in answer.out
    assert path.read_bytes() == before


def test_in_place_keeps_a_backup_and_does_nothing_the_second_time(
    run: Run, path: Path, tmp_path: Path
) -> None:
    before = path.read_bytes()
    assert run("fill-three-public", path, "--in-place").code == 0
    (backup,) = tmp_path.glob("公开表.备份-*.xlsx")
    assert backup.read_bytes() == before
    answer = run("fill-three-public", path, "--in-place")
    assert "文件没有改动" in answer.out
    assert len(list(tmp_path.glob("公开表.备份-*.xlsx"))) == 1


def test_what_is_left_is_named_with_its_cell(run: Run, path: Path, tmp_path: Path) -> None:
    answer = run("fill-operating", path, "-o", tmp_path / "填好.xlsx")
    assert answer.code == 1
    assert "留待填写：机关运行经费!E42：封面没有填全单位名单和单位性质" in answer.out
    assert (tmp_path / "填好.xlsx").exists()

"""A crash while filling leaves the old workbook or the new one, and never a broken one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.fill.filling import fill
from tests.books.test_saving import failing_at
from tests.fill.conftest import QINGSHAN
from tests.fill.fillings import TEMPLATES


def _out_of_space() -> None:
    raise OSError(28, "No space left on device")


def _interrupted() -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("fail", [_out_of_space, _interrupted])
def test_a_failure_between_any_two_file_operations(tmp_path: Path, fail: Callable[[], None]) -> None:
    old = (TEMPLATES / "wuhan-2023.xlsx").read_bytes()
    path = tmp_path / "算.xlsx"
    path.write_bytes(old)
    prepared = fill(path, QINGSHAN).prepared  # up to here nothing in the folder is touched
    assert [found.name for found in tmp_path.iterdir()] == [path.name]
    prepared.write(tmp_path / "新.xlsx")
    new = (tmp_path / "新.xlsx").read_bytes()
    (tmp_path / "新.xlsx").unlink()
    failed = 0
    for number in range(1, 60):
        try:
            with failing_at(number, tmp_path, fail):
                prepared.write(path)
        except (OSError, ReadError, KeyboardInterrupt):
            failed += 1
            assert path.read_bytes() in {old, new}
            assert all(copy.read_bytes() == old for copy in tmp_path.glob("算.备份-*.xlsx"))
            path.write_bytes(old)
            continue
        assert path.read_bytes() == new
        break
    assert 8 <= failed == number - 1


def test_a_file_changed_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "算.xlsx"
    path.write_bytes((TEMPLATES / "wuhan-2023.xlsx").read_bytes())
    prepared = fill(path, QINGSHAN).prepared
    changed = (TEMPLATES / "shanghai-2024.xlsx").read_bytes()
    path.write_bytes(changed)
    with pytest.raises(ReadError, match="又被改动过"):
        prepared.write(path)
    assert path.read_bytes() == changed

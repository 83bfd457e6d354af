"""A crash while filling leaves the old workbook or the new one, and never a broken one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.fill.filling import fill
from juesuan.fill.writing import Prepared
from tests.books.test_saving import failing_at
from tests.fill.conftest import QINGSHAN
from tests.fill.fillings import TEMPLATES


def _out_of_space() -> None:
    raise OSError(28, "No space left on device")


def _interrupted() -> None:
    raise KeyboardInterrupt


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    path = tmp_path_factory.mktemp("crash") / "算.xlsx"
    path.write_bytes((TEMPLATES / "wuhan-2023.xlsx").read_bytes())
    prepared = fill(path, QINGSHAN).prepared
    assert [found.name for found in path.parent.iterdir()] == [path.name]  # so far nothing has been touched
    return prepared


@pytest.mark.parametrize("fail", [_out_of_space, _interrupted])
def test_a_failure_between_any_two_file_operations(prepared: Prepared, fail: Callable[[], None]) -> None:
    path = Path(prepared.source.archive.path)
    tmp_path, old = path.parent, (TEMPLATES / "wuhan-2023.xlsx").read_bytes()
    path.write_bytes(old)
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


def test_a_file_changed_meanwhile_is_not_overwritten(prepared: Prepared) -> None:
    path = Path(prepared.source.archive.path)
    changed = (TEMPLATES / "shanghai-2024.xlsx").read_bytes()
    path.write_bytes(changed)
    with pytest.raises(ReadError, match="又被改动过"):
        prepared.write(path)
    assert path.read_bytes() == changed

"""A failure or crash between any two file operations leaves the old file or the new, never a broken one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from juesuan.books.errors import ReadError
from juesuan.books.package import Package
from juesuan.books.restructure import RowPlan, restructure_rows
from juesuan.books.saving import keep_backup, written_beside
from tests.books.restructure_samples import LISTED, rich_book

FILE_OPERATIONS = {
    "open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.truncate", "os.utime",
    "shutil.copyfile", "shutil.copymode", "shutil.copystat", "shutil.move", "tempfile.mkstemp",
}  # fmt: skip


class _Watched:
    """Python reports file operations before it does them; raising then is a failure between two of them."""

    folder = ""
    fail: Callable[[], None] | None = None
    left = -1
    seen = 0
    installed = False


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event not in FILE_OPERATIONS or not _Watched.folder:
        return
    if not any(isinstance(one, str | os.PathLike) and _Watched.folder in str(one) for one in arguments):
        return
    _Watched.seen += 1
    if _Watched.seen == _Watched.left and _Watched.fail:
        _Watched.fail()


@contextmanager
def failing_at(number: int, folder: Path, fail: Callable[[], None]) -> Iterator[None]:
    """Let the file operation of this number, counted from 1 and within a folder, fail."""
    if not _Watched.installed:
        sys.addaudithook(_watch)
        _Watched.installed = True
    _Watched.left, _Watched.seen, _Watched.fail, _Watched.folder = number, 0, fail, str(folder)
    try:
        yield
    finally:
        _Watched.folder = ""


def _out_of_space() -> None:
    raise OSError(28, "No space left on device")


def _interrupted() -> None:
    raise KeyboardInterrupt


def rearrange_in_place(path: Path) -> None:
    """What a command does to a user's file: change it in memory, keep a copy, save."""
    package = Package.open(path)
    restructure_rows(package, LISTED, RowPlan(7, 9, (9, 8, 7)))
    keep_backup(path)
    package.save(path)


def old_and_new(folder: Path) -> tuple[bytes, bytes]:
    path = rich_book(folder / "算.xlsx")
    old = path.read_bytes()
    rearrange_in_place(path)
    new = path.read_bytes()
    assert new != old
    return old, new


def assert_whole(folder: Path, old: bytes, new: bytes) -> None:
    """The file is the old or the new one; every copy under a copy's name is the whole old one."""
    assert (folder / "算.xlsx").read_bytes() in {old, new}
    for copy in folder.glob("算.备份-*.xlsx"):
        assert copy.read_bytes() == old


@pytest.mark.parametrize("fail", [_out_of_space, _interrupted])
def test_a_failure_between_any_two_file_operations(tmp_path: Path, fail: Callable[[], None]) -> None:
    source = tmp_path / "source"
    source.mkdir()
    old, new = old_and_new(source)
    failed = 0
    for number in range(1, 60):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        path = folder / "算.xlsx"
        path.write_bytes(old)
        try:
            with failing_at(number, folder, fail):
                rearrange_in_place(path)
        except (OSError, ReadError, KeyboardInterrupt):
            failed += 1
            assert_whole(folder, old, new)
            leftovers = {p.name for p in folder.iterdir() if p.name.startswith(".")}
            assert len(leftovers) <= 1  # only when taking the file beside away was what failed
            continue
        assert path.read_bytes() == new
        break
    assert 8 <= failed == number - 1  # every operation has failed once, then all went well


class _CutOffError(OSError):
    pass


@pytest.mark.parametrize("after", [0, 1, 5, 12])
def test_a_failure_while_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    import zipfile

    source = tmp_path / "source"
    source.mkdir()
    old, new = old_and_new(source)
    path = tmp_path / "算.xlsx"
    path.write_bytes(old)
    written: list[str] = []
    original = zipfile.ZipFile.writestr

    def cut_off(self: zipfile.ZipFile, entry: zipfile.ZipInfo, data: bytes) -> None:
        if len(written) == after:
            raise _CutOffError(28, "No space left on device")
        written.append(entry.filename)
        original(self, entry, data)

    monkeypatch.setattr(zipfile.ZipFile, "writestr", cut_off)
    with pytest.raises(_CutOffError):
        rearrange_in_place(path)
    assert path.read_bytes() == old
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []
    assert_whole(tmp_path, old, new)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork, which Windows does not have")
def test_a_crash_between_any_two_file_operations(tmp_path: Path) -> None:
    """The program ends on the spot: nothing is tidied up, and still no file is broken."""
    source = tmp_path / "source"
    source.mkdir()
    old, new = old_and_new(source)
    for number in range(1, 60):
        folder = tmp_path / f"{number}"
        folder.mkdir()
        path = folder / "算.xlsx"
        path.write_bytes(old)
        child = os.fork()
        if child == 0:
            try:
                with failing_at(number, folder, lambda: os._exit(9)):
                    rearrange_in_place(path)
                os._exit(0)
            finally:
                os._exit(1)  # the child must not go on as a second run of the tests
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert ended in {0, 9}
        assert_whole(folder, old, new)
        if ended == 0:
            assert path.read_bytes() == new
            break
    assert number > 8


def test_a_copy_is_the_file_with_its_time(tmp_path: Path) -> None:
    path = tmp_path / "算.xlsm"
    path.write_bytes(b"x" * 1000)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    first, second = keep_backup(path), keep_backup(path)
    assert first != second
    for copy in (first, second):
        assert copy.read_bytes() == path.read_bytes()
        assert copy.stat().st_mtime == 1_700_000_000
        assert copy.suffix == ".xlsm"
    assert len(list(tmp_path.iterdir())) == 3


def test_half_a_copy_never_has_a_copys_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "算.xlsx"
    path.write_bytes(b"x" * 1000)

    def copied_half(source: Path, target: Path) -> None:
        Path(target).write_bytes(Path(source).read_bytes()[:500])
        raise _CutOffError(28, "No space left on device")

    monkeypatch.setattr("shutil.copyfile", copied_half)
    with pytest.raises(_CutOffError):
        keep_backup(path)
    assert [one.name for one in tmp_path.iterdir()] == ["算.xlsx"]


@pytest.mark.parametrize("lock", ["~$算.xlsx", ".~算.xlsx", ".~lock.算.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_not_replaced(tmp_path: Path, lock: str) -> None:
    path = tmp_path / "算.xlsx"
    path.write_bytes(b"old")
    (tmp_path / lock).touch()
    with pytest.raises(ReadError, match="请先关闭"):
        keep_backup(path)
    with pytest.raises(ReadError, match="请先关闭"), written_beside(path) as beside:
        beside.write_bytes(b"new")
    assert path.read_bytes() == b"old"
    assert {one.name for one in tmp_path.iterdir()} == {"算.xlsx", lock}


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "算.xlsx"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(ReadError, match="只读"), written_beside(path) as beside:
        beside.write_bytes(b"new")
    assert path.read_bytes() == b"old"
    path.chmod(0o644)


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "真.xlsx", tmp_path / "链.xlsx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with written_beside(link) as beside:
        beside.write_bytes(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"

"""Whatever step fails, the computer is as it was before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from installer.commands import run
from tests.install.pretended_windows import PretendedWindows, bundle_folder

OFFICE = r"HKCU\Software\Microsoft\Office\16.0\Excel"
OTHERS: dict[str, str | int | bytes] = {"OPEN": '"C:\\a.xlam"', "OPEN1": '"C:\\b.xlam"'}


def nothing(windows: PretendedWindows, _folder: Path) -> None:
    windows.registry.seed(OFFICE, {})


def others_add_ins(windows: PretendedWindows, _folder: Path) -> None:
    windows.registry.seed(rf"{OFFICE}\Options", OTHERS)
    windows.registry.seed(rf"{OFFICE}\Security\Trusted Locations\Location0", {"Path": "D:\\"})


def an_older_version(windows: PretendedWindows, folder: Path) -> None:
    older = bundle_folder(folder / "older", "0.1.0")
    (older / "docs" / "old.md").touch()
    (older / "docs" / "pictures" / "old.png").touch()
    others_add_ins(windows, folder)
    assert run(["install"], older, windows) == 0


def this_version_and_a_later_add_in(windows: PretendedWindows, folder: Path) -> None:
    others_add_ins(windows, folder)
    assert run(["install"], folder / "new", windows) == 0
    windows.registry.seed(rf"{OFFICE}\Options", {"OPEN3": '"C:\\later.xlam"'})


def in_xlstart(windows: PretendedWindows, folder: Path) -> None:
    nothing(windows, folder)
    assert run(["install", "--xlstart"], folder / "new", windows) == 0


@pytest.mark.parametrize("after", [False, True], ids=["before its effect", "after its effect"])
@pytest.mark.parametrize(
    ("before", "arguments"),
    [
        (nothing, ["install"]),
        (nothing, ["install", "--xlstart"]),
        (others_add_ins, ["install"]),
        (an_older_version, ["install"]),
        (an_older_version, ["install", "--xlstart"]),
        (in_xlstart, ["install"]),
        (this_version_and_a_later_add_in, ["uninstall"]),
        (in_xlstart, ["uninstall"]),
    ],
)
def test_every_step_that_can_fail_is_taken_back(
    before: Callable[[PretendedWindows, Path], None],
    arguments: list[str],
    after: bool,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    failed = 0
    bundle = bundle_folder(tmp_path / "new")
    for step in range(1, 200):
        windows = PretendedWindows(tmp_path / str(step))
        before(windows, tmp_path)
        state = windows.snapshot()
        windows.failure.count, windows.failure.at, windows.failure.after = 0, step, after
        code = run(arguments, bundle, windows)
        told = capsys.readouterr()
        if code == 0:
            finished = windows.snapshot()
            if windows.failure.count < step:  # past the last step: nothing failed
                break
            # Only what was set aside could not be deleted; it goes with the next run.
            assert finished[0] != state[0] or arguments != ["install"]
            assert run(arguments, bundle, windows) == 0
            assert not list(windows.computer.local.rglob("*.replaced"))
            continue
        failed += 1
        assert windows.snapshot() == state, f"step {step}: {told.out}{told.err}"
        assert "已恢复到之前的状态" in told.out
        assert told.err.count("\n") == 1, told.err
    assert failed >= 4


@pytest.mark.parametrize(
    ("words", "said", "advice"),
    [
        ("-m venv", "No space left on device", "磁盘空间不足"),
        ("pip install", "ERROR: No matching distribution found for pandas", "没有所需的版本"),
        ("juesuan.cli", "ImportError: DLL load failed", "请把以上内容发给维护人员"),
        ("juesuan.excel.runner", "No module named 'pywintypes'", "请把以上内容发给维护人员"),
    ],
)
def test_a_program_that_fails_is_quoted_and_taken_back(
    words: str,
    said: str,
    advice: str,
    windows: PretendedWindows,
    bundle: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = windows.snapshot()
    windows.says = {words: said}
    assert run(["install"], bundle, windows) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert advice in told.err
    assert windows.snapshot() == before


def test_what_cannot_be_taken_back_is_named(
    windows: PretendedWindows,
    bundle: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def locked(_path: Path) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(windows.computer.files, "delete", locked)
    windows.says = {"pip install": "disk error"}
    assert run(["install"], bundle, windows) == 1
    told = capsys.readouterr().out
    assert "以下改动没能撤销" in told
    assert str(windows.computer.environment) in told

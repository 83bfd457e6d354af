"""Uninstalling leaves the computer exactly as it was before the first installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from installer.commands import run
from tests.install.pretended_windows import PretendedWindows, bundle_folder

EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"
OPTIONS = rf"{EXCEL}\Options"


@pytest.mark.parametrize("options", [[], ["--xlstart"]])
@pytest.mark.parametrize(
    "opened",
    [
        None,
        {},
        {"OPEN": '"C:\\a.xlam"', "OPEN1": '/R "C:\\b.xll"', "Font": "宋体,11"},
        {"OPEN": '"C:\\a.xlam"', "OPEN2": '"C:\\c.xlam"'},
        {"OPEN1": '"C:\\b.xlam"'},
    ],
)
def test_everything_is_as_it_was(
    opened: dict[str, str | int | bytes] | None,
    options: list[str],
    windows: PretendedWindows,
    bundle: Path,
    tmp_path: Path,
) -> None:
    if opened is not None:
        windows.registry.seed(OPTIONS, opened)
    before = windows.snapshot()
    for version in (bundle_folder(tmp_path / "older", "0.1.0"), bundle, bundle):
        assert run(["install", *options], version, windows) == 0
    (windows.computer.home / "juesuan.log").write_text("what the add-in noted", "utf-8")
    assert run(["uninstall"], bundle, windows) == 0
    assert windows.snapshot() == before


def test_add_ins_that_came_later_move_up_so_that_excel_still_finds_them(
    windows: PretendedWindows, bundle: Path
) -> None:
    windows.registry.seed(OPTIONS, {"OPEN": '"C:\\a.xlam"'})
    run(["install"], bundle, windows)
    windows.registry.seed(OPTIONS, {"OPEN2": '"C:\\later.xlam"', "OPEN3": '"C:\\last.xlam"'})
    assert run(["uninstall"], bundle, windows) == 0
    assert windows.registry.data(OPTIONS) == {
        "OPEN": '"C:\\a.xlam"',
        "OPEN1": '"C:\\later.xlam"',
        "OPEN2": '"C:\\last.xlam"',
    }


def test_without_its_record_it_finds_what_is_ours(windows: PretendedWindows, bundle: Path) -> None:
    windows.registry.seed(OPTIONS, {"OPEN": '"C:\\a.xlam"'})
    run(["install"], bundle, windows)
    (windows.computer.home / "installed.json").write_text("damaged", "utf-8")
    assert run(["uninstall"], bundle, windows) == 0
    assert windows.registry.data(OPTIONS) == {"OPEN": '"C:\\a.xlam"'}
    assert not windows.registry.exists(r"HKCU\Software\juesuan")
    assert not windows.registry.subkeys(rf"{EXCEL}\Security\Trusted Locations")
    assert not windows.computer.home.exists()


def test_files_of_other_people_stay_and_are_named(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["install"], bundle, windows)
    precious = windows.computer.home / "我的公开表.xlsx"
    precious.touch()
    imported = windows.computer.roaming / "juesuan" / "catalogs" / "function-2024.csv"
    imported.parent.mkdir(parents=True)
    imported.touch()
    assert run(["uninstall"], bundle, windows) == 0
    assert list(windows.computer.home.iterdir()) == [precious]
    assert imported.exists()
    told = capsys.readouterr().out
    assert str(windows.computer.home) in told
    assert str(imported.parents[1]) in told


def test_a_second_time_there_is_nothing_to_do(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = windows.snapshot()
    assert run(["uninstall"], bundle, windows) == 0
    assert windows.snapshot() == before
    assert "不需要卸载" in capsys.readouterr().out

"""What install.py does to a Windows computer, seen in its registry and its folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from installer.commands import run
from tests.install.pretended import PretendedMachine
from tests.install.pretended_windows import PretendedWindows, bundle_folder

EXCEL = r"HKCU\Software\Microsoft\Office\16.0\Excel"
OPTIONS = rf"{EXCEL}\Options"
TRUSTED = rf"{EXCEL}\Security\Trusted Locations"
SETTINGS = r"HKCU\Software\juesuan"


def home_of(windows: PretendedWindows) -> Path:
    return windows.computer.local / "juesuan"


def opening(windows: PretendedWindows) -> str:
    return f'"{home_of(windows) / "addin" / "juesuan.xlam"}"'


def test_first_installation(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([], bundle, windows) == 0  # without a command, Windows installs
    home = home_of(windows)
    assert windows.registry.data(OPTIONS) == {"OPEN": opening(windows)}
    assert windows.registry.data(SETTINGS) == {
        "Interpreter": str(home / "env" / "Scripts" / "pythonw.exe"),
        "Home": str(home),
        "Version": "0.2.0",
    }
    assert windows.registry.data(rf"{TRUSTED}\Location20") == {
        "Path": f"{home / 'addin'}{os.sep}",
        "AllowSubfolders": 0,
        "Description": "juesuan",
    }
    assert (home / "addin" / "juesuan.xlam").read_text("utf-8") == "add-in 0.2.0"
    assert [path.name for path in (home / "addin").iterdir()] == ["juesuan.xlam"]
    assert sorted(path.name for path in (home / "drop").iterdir()) == ["dropped.py", "决算公开核对.cmd"]
    assert (home / "docs" / "pictures" / "marked.png").exists()
    assert "决算公开" in capsys.readouterr().out.splitlines()[-1]


def test_packages_come_from_the_bundle_and_from_nowhere_else(windows: PretendedWindows, bundle: Path) -> None:
    assert run(["install"], bundle, windows) == 0
    made, installed, tried, imported = windows.commands
    assert made == rf"C:\Python312\python.exe -m venv {home_of(windows) / 'env'}"
    assert f"--no-index --find-links {bundle / 'wheels'} {bundle / 'wheels'}" in installed
    assert tried.endswith("-I -m juesuan.cli --version")
    assert imported.endswith("-I -c import xlwings, juesuan.excel.runner")


def test_a_checkout_installs_from_a_named_folder_or_from_the_network(
    windows: PretendedWindows, bundle: Path, tmp_path: Path
) -> None:
    checkout = bundle_folder(tmp_path / "checkout")
    (checkout / "pyproject.toml").write_text('[project]\nversion = "0.3.0"\n', "utf-8")
    for wheel in (checkout / "wheels").iterdir():
        wheel.unlink()
    (checkout / "wheels").rmdir()
    assert run(["--offline", str(bundle)], checkout, windows) == 0
    assert windows.ran(f"--no-index --find-links {bundle / 'wheels'}") == 1
    assert run(["install"], checkout, windows) == 0
    assert windows.commands[-3].endswith(f"--no-warn-script-location {checkout}")
    assert windows.registry.data(SETTINGS)["Version"] == "0.3.0"


def test_entries_of_others_stay_and_the_next_free_number_is_taken(
    windows: PretendedWindows, bundle: Path
) -> None:
    others = {"OPEN": r'"C:\a\other.xlam"', "OPEN1": r'/R "C:\b\x.xll"', "Font": "宋体,11"}
    windows.registry.seed(OPTIONS, {**others})
    windows.registry.seed(rf"{TRUSTED}\Location20", {"Path": "D:\\"})
    assert run(["install"], bundle, windows) == 0
    assert windows.registry.data(OPTIONS) == {**others, "OPEN2": opening(windows)}
    assert windows.registry.data(rf"{TRUSTED}\Location20") == {"Path": "D:\\"}
    assert windows.registry.data(rf"{TRUSTED}\Location21")["Description"] == "juesuan"


def test_where_a_number_is_missing_it_is_taken_or_excel_would_not_come_to_ours(
    windows: PretendedWindows, bundle: Path
) -> None:
    windows.registry.seed(OPTIONS, {"OPEN": '"C:\\a.xlam"', "OPEN2": '"C:\\c.xlam"'})
    assert run(["install"], bundle, windows) == 0
    assert windows.registry.data(OPTIONS)["OPEN1"] == opening(windows)


def test_an_add_in_that_the_user_had_unticked_is_ticked_again(
    windows: PretendedWindows, bundle: Path
) -> None:
    assert run(["install"], bundle, windows) == 0
    windows.registry.keys[OPTIONS].clear()
    windows.registry.seed(rf"{EXCEL}\Add-in Manager", {opening(windows).strip('"'): "", "C:\\z.xlam": ""})
    assert run(["install"], bundle, windows) == 0
    assert windows.registry.data(OPTIONS) == {"OPEN": opening(windows)}
    assert windows.registry.data(rf"{EXCEL}\Add-in Manager") == {"C:\\z.xlam": ""}


def test_a_second_run_changes_nothing_and_installs_nothing(windows: PretendedWindows, bundle: Path) -> None:
    run(["install"], bundle, windows)
    before = windows.snapshot()
    windows.commands.clear()
    assert run(["install"], bundle, windows) == 0
    assert windows.snapshot() == before
    assert windows.ran("venv") == windows.ran("pip") == 0


def test_an_older_version_is_brought_up_to_date(
    windows: PretendedWindows, bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = bundle_folder(tmp_path / "older", "0.1.0")
    (older / "docs" / "pictures" / "old.png").touch()
    run(["install"], older, windows)
    leftover = home_of(windows) / "env" / "leftover"
    leftover.touch()
    assert run(["install"], bundle, windows) == 0
    assert windows.registry.data(SETTINGS)["Version"] == "0.2.0"
    assert windows.registry.data(OPTIONS) == {"OPEN": opening(windows)}
    assert (home_of(windows) / "addin" / "juesuan.xlam").read_text("utf-8") == "add-in 0.2.0"
    assert not leftover.exists()
    assert not (home_of(windows) / "docs" / "pictures" / "old.png").exists()
    assert not list(home_of(windows).rglob("*.replaced"))
    assert "已从 0.1.0 更新到 0.2.0" in capsys.readouterr().out


def test_the_note_that_a_file_came_from_the_network_does_not_stay(
    windows: PretendedWindows, bundle: Path
) -> None:
    run(["install"], bundle, windows)
    note = home_of(windows) / "addin" / "juesuan.xlam:Zone.Identifier"
    note.touch()  # on Windows a stream of the file, here a file of that name
    assert run(["install"], bundle, windows) == 0
    assert not note.exists()


def test_xlstart_puts_the_add_in_where_excel_opens_everything(
    windows: PretendedWindows, bundle: Path
) -> None:
    run(["install"], bundle, windows)
    started = windows.computer.roaming / "Microsoft" / "Excel" / "XLSTART" / "juesuan.xlam"
    assert run(["install", "--xlstart"], bundle, windows) == 0
    assert started.read_text("utf-8") == "add-in 0.2.0"
    assert windows.registry.data(OPTIONS) == {}
    assert not windows.registry.subkeys(TRUSTED)
    assert run(["install"], bundle, windows) == 0
    assert not started.exists()
    assert windows.registry.data(OPTIONS) == {"OPEN": opening(windows)}


def test_without_excel_only_the_rest_is_installed(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del windows.registry.keys[EXCEL]
    assert run(["install"], bundle, windows) == 0
    assert not windows.registry.exists(OPTIONS)
    assert "没有找到 Excel 2016" in capsys.readouterr().out


def test_an_interrupted_update_gets_its_old_environment_back_first(
    windows: PretendedWindows, bundle: Path
) -> None:
    run(["install"], bundle, windows)
    environment = home_of(windows) / "env"
    environment.rename(home_of(windows) / "env.replaced")
    environment.mkdir()  # the power failed here
    windows.commands.clear()
    assert run(["install"], bundle, windows) == 0
    assert windows.ran("venv") == 0
    assert (environment / "Scripts" / "pythonw.exe").exists()


@pytest.mark.parametrize(
    ("python", "says"),
    [
        ({"bits": 32}, "32 位 Python"),
        ({"program": r"C:\Program Files\WindowsApps\PythonSoftwareFoundation\python.exe"}, "微软应用商店"),
        ({"version": (3, 15)}, "Python 3.11、3.12，当前是 3.15"),
    ],
)
def test_a_python_that_will_not_do_is_refused_before_anything_changes(
    python: dict[str, object],
    says: str,
    windows: PretendedWindows,
    bundle: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    windows.use_python(**python)
    before = windows.snapshot()
    assert run(["install"], bundle, windows) == 1
    assert says in capsys.readouterr().err
    assert windows.snapshot() == before


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_nothing_is_done_while_excel_runs(
    command: str, windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["install"], bundle, windows)
    before = windows.snapshot()
    windows.processes.names.add("EXCEL.EXE")
    assert run([command], bundle, windows) == 1
    assert "Excel 正在运行" in capsys.readouterr().err
    assert windows.snapshot() == before


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["install", "--offline"], 2, "--offline 后面要写离线安装包解压后的文件夹"),
        (["install", "--offline", "no-such-folder"], 1, "没有文件夹“no-such-folder”"),
        (["install", "--system"], 2, "install 后面不能有 --system"),
    ],
)
def test_wrong_options_get_a_sentence(
    arguments: list[str],
    code: int,
    says: str,
    windows: PretendedWindows,
    bundle: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(arguments, bundle, windows) == code
    assert says in capsys.readouterr().err


def test_a_folder_without_our_wheel_is_named(
    windows: PretendedWindows, bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (bundle / "wheels" / "juesuan-0.2.0-py3-none-any.whl").unlink()
    (bundle / "pyproject.toml").write_text('[project]\nversion = "0.3.0"\n', "utf-8")
    assert run(["install"], bundle, windows) == 1
    assert "juesuan-*.whl" in capsys.readouterr().err
    assert not home_of(windows).exists()


def test_the_bundle_for_windows_says_so_on_another_system(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["install"], bundle, PretendedMachine(bundle)) == 1
    assert "Windows 的离线安装包" in capsys.readouterr().err


@pytest.mark.parametrize("option", [["--xlstart"], ["--offline", "wheels"]])
def test_options_for_windows_are_wrong_use_elsewhere(
    option: list[str], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(option, machine.folder, machine) == 2
    assert f"{option[0]} 只用于 Windows" in capsys.readouterr().err


def test_macos_gets_the_command_line_and_a_clear_sentence(
    machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.system = "darwin"
    assert run(["install"], machine.folder, machine) == 0
    assert machine.ran("pip install") == 1
    assert "加载项只能在 Windows 上用" in capsys.readouterr().out


def test_elsewhere_uninstalling_is_deleting_the_folder(
    machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["uninstall"], machine.folder, machine) == 0
    assert "删除整个文件夹" in capsys.readouterr().out

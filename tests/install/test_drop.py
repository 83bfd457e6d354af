"""Dropping a workbook on the icon: the report and an annotated copy appear beside it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from installer.commands import run
from installer.desktop import quoted
from installer.drop.dropped import dropped_on_windows, free_name
from installer.environment import Environment
from tests.install.pretended import PretendedMachine
from tests.install.pretended_windows import PretendedWindows

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "examples" / "qingshan-2023" / "as-published.xlsx"
DROP = ROOT / "installer" / "drop"
DESKTOP = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"


# ---- Linux, for real


@pytest.fixture
def icon(tmp_path: Path) -> Path:
    """Put the icon into a folder, for a program that lies in a folder with every awkward sign."""
    root = tmp_path / '决算 "公开" $HOME `x` 100% \\ & 1'
    python = root / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', "utf-8")
    python.chmod(0o755)
    (root / "installer").symlink_to(ROOT / "installer")
    desktop = tmp_path / "桌面"
    desktop.mkdir()
    assert run(["desktop", "--folder", str(desktop)], root, PretendedMachine(root)) == 0
    return desktop / "决算公开核对.desktop"


def start(icon: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    """Do what a desktop does with ``Exec`` by the Desktop Entry Specification, no shell involved."""
    line = next(line for line in icon.read_text("utf-8").splitlines() if line.startswith("Exec="))
    value = line.removeprefix("Exec=").replace("\\\\", "\\")  # first the rule for strings
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', value)  # then the rule for arguments
    command: list[str] = []
    for in_quotes, plain in words:
        if plain == "%F":
            command += map(str, files)
        else:
            command.append(re.sub(r"\\(.)", r"\1", in_quotes or plain).replace("%%", "%"))
    opener = icon.parent / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" >> "{icon.parent}/opened"\n', "utf-8")
    opener.chmod(0o755)
    path = f"{icon.parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env={**os.environ, "PATH": path}
    )
    for _ in range(250):  # it is started and left alone
        if (icon.parent / "opened").exists():
            break
        time.sleep(0.02)
    return done


def test_the_icon_writes_report_and_annotated_copy_and_overwrites_nothing(icon: Path, tmp_path: Path) -> None:
    workbook = tmp_path / "公开 表&1.xlsx"
    shutil.copyfile(PUBLISHED, workbook)
    older = tmp_path / "公开 表&1-标注.xlsx"
    older.write_text("with notes by hand", "utf-8")
    done = start(icon, workbook)
    assert done.returncode == 1, done.stderr
    assert workbook.read_bytes() == PUBLISHED.read_bytes()
    assert older.read_text("utf-8") == "with notes by hand"
    assert (tmp_path / "公开 表&1-标注(2).xlsx").read_bytes()[:2] == b"PK"
    report = tmp_path / "公开 表&1-核对结果.html"
    assert "2080704" in report.read_text("utf-8")  # a difference known to be there
    assert f"结果在 {report.name}" in done.stdout
    assert (icon.parent / "opened").read_text("utf-8") == f"{report}\n"


def test_what_cannot_be_read_is_explained_in_a_file_for_those_who_see_no_window(
    icon: Path, tmp_path: Path
) -> None:
    workbook = tmp_path / "旧表.xls"
    workbook.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    done = start(icon, workbook)
    assert done.returncode == 2
    told = (tmp_path / "旧表-没有核对.txt").read_text("utf-8-sig")
    assert "xlsx" in told
    assert "Traceback" not in told
    assert sorted(path.name for path in tmp_path.glob("旧表*")) == ["旧表-没有核对.txt", "旧表.xls"]


def test_the_icon_is_one_by_the_rules_of_desktop_files(icon: Path) -> None:
    lines = icon.read_text("utf-8").splitlines()
    assert lines[0] == "[Desktop Entry]"
    entries = dict(line.split("=", 1) for line in lines[1:])
    assert entries["Type"] == "Application"
    assert entries["Name[zh_CN]"] == "决算公开核对"
    assert entries["Exec"].endswith(" %F")
    assert os.access(icon, os.X_OK)


def test_quoting_follows_the_specification() -> None:
    # Its own example: a literal dollar sign in a quoted argument is written with two backslashes,
    # a literal backslash with four.
    assert quoted("a$b") == '"a\\\\$b"'
    assert quoted("a\\b") == '"a\\\\\\\\b"'
    assert quoted("100%") == '"100%%"'


def test_without_an_installation_there_is_nothing_to_put_on_the_desktop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["desktop", "--folder", str(tmp_path)], tmp_path, PretendedMachine(tmp_path)) == 1
    assert "install.py install" in capsys.readouterr().err
    assert not Environment(tmp_path, PretendedMachine(tmp_path)).exists()


# ---- Windows, by what is known of cmd.exe and Explorer


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        (r'C:\WINDOWS\system32\cmd.exe /c ""C:\u\核对.cmd" C:\a.xlsx"', [r"C:\a.xlsx"]),
        (r'cmd /c ""C:\u\核对.cmd" C:\a&b.xlsx"', [r"C:\a&b.xlsx"]),
        (r'cmd /c ""C:\u\核 对.cmd" "D:\公开 表.xlsx" E:\x^1.xlsx"', [r"D:\公开 表.xlsx", r"E:\x^1.xlsx"]),
        (r'cmd /c ""C:\u\核对.cmd" "\\服务器\共享\表 (1)!%d.xlsx""', [r"\\服务器\共享\表 (1)!%d.xlsx"]),
        (r'cmd /c ""C:\u\核对.cmd" "', []),
        (r'"C:\WINDOWS\system32\cmd.exe" ', []),
    ],
)
def test_paths_are_taken_from_the_command_line_as_explorer_writes_it(line: str, paths: list[str]) -> None:
    assert dropped_on_windows(line) == paths


def test_a_free_name_is_found(tmp_path: Path) -> None:
    for name in ("a.html", "a(2).html"):
        (tmp_path / name).touch()
    assert free_name(tmp_path / "a.html").name == "a(3).html"
    assert free_name(tmp_path / "b.html").name == "b.html"


def test_nothing_dropped_gets_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8", str(DROP / "dropped.py")],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert "拖到本图标上" in done.stdout


def test_the_icon_goes_to_the_desktop_that_windows_names(
    windows: PretendedWindows, bundle: Path, tmp_path: Path
) -> None:
    desktop = tmp_path / "OneDrive" / "桌面"
    desktop.mkdir(parents=True)
    windows.registry.seed(DESKTOP, {"Desktop": str(desktop)})
    assert run(["desktop"], bundle, windows) == 1  # not installed yet
    run(["install"], bundle, windows)
    assert run(["desktop"], bundle, windows) == 0
    assert [path.name for path in desktop.iterdir()] == ["决算公开核对.cmd"]

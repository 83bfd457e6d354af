"""The .cmd files, which cannot be run here: what is known to go wrong with such files is not in them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

INSTALLER = Path(__file__).parents[2] / "installer"
FILES = sorted(INSTALLER.rglob("*.cmd"))
CALLERS = {"双击安装.cmd": "install", "双击卸载.cmd": "uninstall", "检查安装.cmd": "doctor"}


def code_of(path: Path) -> str:
    """Return the lines that do something."""
    return "\n".join(line for line in path.read_text("ascii").splitlines() if not line.startswith("rem "))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_reads_the_same_in_every_code_page_and_windows_finds_its_labels(path: Path) -> None:
    content = path.read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n") > 0


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_paths_and_arguments_are_in_quotes(path: Path) -> None:
    code = code_of(path)
    assert "%*" not in code
    for line in code.splitlines():
        outside = re.sub(r'"[^"]*"', "", line)
        assert not re.search(r"%(~?[\w$]*\d|%~d|LOCALAPPDATA|home|root)", outside, re.IGNORECASE), line


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_label_that_is_jumped_to_exists(path: Path) -> None:
    code = code_of(path)
    targets = set(re.findall(r"(?:goto |call :)(\w+)", code))
    assert targets == set(re.findall(r"^:(\w+)", code, re.MULTILINE))


@pytest.mark.parametrize(("name", "command"), CALLERS.items())
def test_the_files_to_double_click_start_one_command(name: str, command: str) -> None:
    code = code_of(INSTALLER / "offline" / name).strip()
    assert code == rf'@call "%~dp0installer\offline\run.cmd" {command}'


def test_what_is_dropped_is_never_read_by_cmd_again() -> None:
    code = code_of(INSTALLER / "drop" / "决算公开核对.cmd")
    # Only late expansion is not parsed again; a hard exit keeps what follows an & from being started.
    assert '\nset "JUESUAN_DROPPED=!cmdcmdline!"\n' in code
    assert not re.search(r"%~?\d", code)
    assert code.splitlines()[-1] == "exit"
    assert all(line != "exit /b" for line in code.splitlines())


def test_the_message_without_an_installation_is_chinese() -> None:
    code = code_of(INSTALLER / "drop" / "决算公开核对.cmd")
    signs = re.findall(r"0x([0-9a-f]+)", code)
    assert "".join(chr(int(sign, 16)) for sign in signs).startswith("还没有安装 juesuan：请先双击")


def test_the_explanation_without_python_is_shown_in_utf_8_and_the_code_page_put_back() -> None:
    code = code_of(INSTALLER / "offline" / "run.cmd")
    shown = code[code.index(":missing") :]
    assert shown.index("chcp 65001") < shown.index("no-python.txt") < shown.index("chcp %page%")
    assert "python.org" in (INSTALLER / "offline" / "no-python.txt").read_text("utf-8")

"""When something is wrong, install.py says it in one Chinese sentence."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from installer.advice import advice_on
from installer.commands import COMMANDS
from installer.machine import Machine
from tests.install.pretended import PretendedMachine

ROOT = Path(__file__).parents[2]
PYPROJECT = '[project]\nname = "juesuan"\ndependencies = ["click>=8", "PyYAML>=6,<7"]\n'


# ---- one Chinese sentence when something is wrong


@pytest.mark.parametrize(
    ("said", "advice"),
    [
        (
            "The virtual environment was not created because ensurepip is not available.",
            "apt install python3-venv",
        ),
        ("/usr/bin/python3: No module named venv", "apt install python3-venv"),
        ("OSError: [Errno 28] No space left on device", "磁盘空间不足"),
        ("error: failed to write (os error 28)", "磁盘空间不足"),
        (
            "Retrying after NewConnectionError\nERROR: No matching distribution found for hatchling",
            "连不上软件包站点",
        ),
        ("Connection refused\nERROR: No matching distribution found for hatchling", "连不上软件包站点"),
        ("error: Request failed\n Caused by: dns error: failed to lookup address", "连不上软件包站点"),
        ("pip._vendor.urllib3.exceptions.ReadTimeoutError: Read timed out.", "连不上软件包站点"),
        ("ERROR: No matching distribution found for pandas>=3.0", "没有所需的版本"),
        ("PermissionError: [Errno 13] Permission denied: '.venv'", "没有写入权限"),
        ("something never seen", ""),
    ],
)
def test_known_failures_have_advice(said: str, advice: str) -> None:
    assert advice_on(said).find(advice) >= 0
    assert bool(advice_on(said)) == bool(advice)


def test_failed_installation_is_one_sentence_that_names_the_record(
    install: Callable[..., int], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.failures = {"pip install": "ConnectTimeout: the details\n"}
    assert install("install") == 1
    told = capsys.readouterr().err
    record = machine.folder / "out" / "install.log"
    assert (
        told
        == f"连不上软件包站点：请检查网络和代理，或为 pip 设置可用的镜像站，再重试（详细记录：{record}）\n"
    )
    assert "ConnectTimeout: the details" in record.read_text("utf-8")


@pytest.mark.parametrize(
    ("happens", "code", "says"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (PermissionError(13, "Permission denied", ".venv"), 1, "没有写入权限"),
        (OSError(28, "No space left on device"), 1, "磁盘空间不足"),
        (FileNotFoundError(2, "No such file or directory", "juesuan"), 1, "缺少文件"),
        (OSError(5, "Input/output error"), 1, "系统报告了问题"),
    ],
)
def test_mishaps_end_in_a_sentence_not_a_traceback(
    happens: BaseException,
    code: int,
    says: str,
    machine: PretendedMachine,
    install: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> int:
        raise happens

    monkeypatch.setattr(machine, "stream", fail)
    assert install("demo") == code
    told = capsys.readouterr().err
    assert says in told
    assert "Traceback" not in told


@pytest.mark.parametrize("arguments", [("instal",), (), ("demo", "extra")])
def test_wrong_use_names_the_commands(
    arguments: tuple[str, ...], install: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert install(*arguments) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert all(command in told for command in COMMANDS)


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("bundle", "--help"), ("install", "-h")])
def test_help_lists_every_command(
    arguments: tuple[str, ...], install: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert install(*arguments) == 0
    shown = capsys.readouterr().out
    assert all(f"  {command} " in shown for command in COMMANDS)


# ---- the real file, in a real process


def test_an_old_python_gets_a_sentence() -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 1, 'final', 0); "
        "runpy.run_path('install.py', run_name='__main__')"
    )
    command = [sys.executable, "-X", "utf8", "-c", pretend]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("juesuan 需要 Python 3.11 或更高版本，当前是 3.9.1：")
    assert done.stderr.count("\n") == 1


def test_the_real_machine_returns_output_and_exit_code(tmp_path: Path) -> None:
    say = [sys.executable, "-c", "import sys; print('说明'); print('err', file=sys.stderr); sys.exit(4)"]
    code, output = Machine().capture(say, tmp_path)
    assert (code, sorted(output.split())) == (4, ["err", "说明"])
    assert Machine().stream([sys.executable, "-c", "raise SystemExit(6)"], tmp_path) == 6
    assert Machine().which("no-such-program-anywhere") == ""

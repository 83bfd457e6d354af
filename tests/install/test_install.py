"""install.py on a pretended computer: what it runs, what it skips, what it says."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from installer.advice import advice_on
from installer.commands import COMMANDS, CORRECTED, PUBLISHED, run
from installer.environment import Environment
from installer.machine import Machine

ROOT = Path(__file__).parents[2]
PYPROJECT = '[project]\nname = "juesuan"\ndependencies = ["click>=8", "PyYAML>=6,<7"]\n'


class PretendedMachine(Machine):
    """Runs nothing: remembers commands, makes the files that they would make, answers as it was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.programs: dict[str, str] = {}
        self.commands: list[str] = []
        self.failures: dict[str, str] = {}  # words of a command -> what it says when it fails
        self.codes: dict[str, int] = {}  # words of a command whose output is shown -> exit code
        self.versions = {"juesuan": "0.1.0", "click": "8.5.1", "PyYAML": "6.0.3"}

    def capture(self, command: Sequence[str], folder: Path) -> tuple[int, str]:
        assert folder == self.folder
        line = " ".join(command)
        if "importlib.metadata" in line:
            return 0, json.dumps(self.versions)
        self.commands.append(line)
        for words, says in self.failures.items():
            if words in line:
                return 1, says
        if "venv" in command:
            self.make_environment()
        return 0, ""

    def stream(self, command: Sequence[str], folder: Path) -> int:
        assert folder == self.folder
        line = " ".join(command)
        self.commands.append(line)
        return next((code for words, code in self.codes.items() if words in line), 0)

    def which(self, name: str) -> str:
        return self.programs.get(name, "")

    def make_environment(self) -> None:
        python = Path(Environment(self.folder, self).program("python"))
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()
        (self.folder / ".venv" / "pyvenv.cfg").touch()

    def ran(self, words: str) -> int:
        return sum(words in line for line in self.commands)


@pytest.fixture
def machine(tmp_path: Path) -> PretendedMachine:
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    for example in (PUBLISHED, CORRECTED):
        (tmp_path / example).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / example).touch()
    machine = PretendedMachine(tmp_path)
    machine.codes = {f"check {PUBLISHED}": 1}
    return machine


@pytest.fixture
def install(machine: PretendedMachine) -> Callable[..., int]:
    """Call ``install.py`` with these arguments on the pretended computer."""

    def call(*arguments: str) -> int:
        machine.commands.clear()
        return run(arguments, machine.folder, machine)

    return call


# ---- what is installed, and when it is not installed again


def test_first_run_makes_the_environment_and_installs_editable(
    install: Callable[..., int], machine: PretendedMachine
) -> None:
    assert install("install") == 0
    made, installed, tried = machine.commands
    assert made.startswith(f"{sys.executable} -m venv")
    assert installed.endswith("-m pip install --disable-pip-version-check --editable .")
    assert tried.endswith(("juesuan --help", "juesuan.exe --help"))


def test_second_run_installs_nothing(install: Callable[..., int], machine: PretendedMachine) -> None:
    install("test")
    assert install("test") == 0
    assert machine.ran("venv --") == machine.ran("pip install") == 0
    assert machine.ran("-m pytest") == 1


def test_users_install_after_developers_install_takes_nothing_away(
    install: Callable[..., int], machine: PretendedMachine
) -> None:
    install("test")
    install("demo")
    assert machine.ran("pip install") == 0
    (machine.folder / "pyproject.toml").write_text(PYPROJECT + "# changed\n", "utf-8")
    install("demo")
    assert machine.ran("--editable .[dev,test]") == 1


def test_extras_asked_for_later_are_installed_into_the_same_environment(
    install: Callable[..., int], machine: PretendedMachine
) -> None:
    install("demo")
    install("test")
    assert machine.ran("-m venv") == 0
    assert machine.ran("--editable .[dev,test]") == 1


def test_another_python_makes_the_environment_anew(
    install: Callable[..., int], machine: PretendedMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    install("install")
    leftover = machine.folder / ".venv" / "leftover"
    leftover.touch()
    monkeypatch.setattr("platform.python_version", lambda: "3.99.0")
    assert install("install") == 0
    assert machine.ran("-m venv") == 1
    assert not leftover.exists()


def test_an_installation_that_broke_off_is_done_again(
    install: Callable[..., int], machine: PretendedMachine
) -> None:
    install("install")
    (machine.folder / "pyproject.toml").write_text(PYPROJECT + "# changed\n", "utf-8")
    machine.failures = {"pip install": "killed"}
    assert install("install") == 1
    (machine.folder / "pyproject.toml").write_text(PYPROJECT, "utf-8")
    machine.failures = {}
    assert install("install") == 0
    assert machine.ran("pip install") == 1


def test_a_damaged_stamp_counts_as_none(install: Callable[..., int], machine: PretendedMachine) -> None:
    install("install")
    for damaged in ("", "[1, 2]", "3"):
        (machine.folder / ".venv" / "juesuan-install.json").write_text(damaged, "utf-8")
        assert install("install") == 0
        assert machine.ran("-m venv") == 1


def test_a_folder_of_that_name_with_something_else_in_it_is_left_alone(
    install: Callable[..., int], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = machine.folder / ".venv" / "precious.xlsx"
    precious.parent.mkdir()
    precious.touch()
    assert install("install") == 1
    assert precious.exists()
    assert "不是虚拟环境" in capsys.readouterr().err


# ---- uv


def test_uv_is_preferred(install: Callable[..., int], machine: PretendedMachine) -> None:
    machine.programs["uv"] = "/opt/uv"
    assert install("test") == 0
    assert [line.split()[:2] for line in machine.commands[:2]] == [["/opt/uv", "venv"], ["/opt/uv", "pip"]]
    assert machine.ran("-m pip") == machine.ran("-m venv") == 0


def test_pip_steps_in_where_uv_fails(install: Callable[..., int], machine: PretendedMachine) -> None:
    machine.programs["uv"] = "/opt/uv"
    machine.failures = {"/opt/uv pip": "error: dns error"}
    assert install("install") == 0
    assert machine.ran("-m pip install") == 1


# ---- demo


def test_demo_checks_both_examples_and_names_the_report(
    install: Callable[..., int], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install("demo") == 0
    report = machine.folder / "out" / "as-published.html"
    assert machine.ran(f"check {PUBLISHED} --format html -o {report}") == 1
    assert machine.ran(f"check {PUBLISHED}") == 2
    assert machine.ran(f"check {CORRECTED}") == 1
    shown = capsys.readouterr().out
    assert [line[:5] for line in shown.splitlines() if line.startswith("[")] == [
        f"[{n}/4]" for n in range(1, 5)
    ]
    assert str(report) in shown.splitlines()[-1]


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ({}, "应当查出问题"),
        ({f"check {PUBLISHED}": 1, f"check {CORRECTED}": 1}, "应当没有问题"),
        ({f"check {PUBLISHED}": 3}, "退出码 3"),
    ],
)
def test_demo_fails_when_the_check_does_not_do_what_is_known(
    codes: dict[str, int],
    says: str,
    install: Callable[..., int],
    machine: PretendedMachine,
    capsys: pytest.CaptureFixture[str],
) -> None:
    machine.codes = codes
    assert install("demo") == 1
    assert says in capsys.readouterr().err


def test_demo_without_its_example_says_so(
    install: Callable[..., int], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    (machine.folder / PUBLISHED).unlink()
    assert install("demo") == 1
    assert f"缺少示例文件 {PUBLISHED}" in capsys.readouterr().err


# ---- test


def test_test_runs_pytest_last_and_hands_it_the_arguments(
    install: Callable[..., int], machine: PretendedMachine
) -> None:
    assert install("test", "-k", "rounding") == 0
    tools = [line.split(" -m ")[1] for line in machine.commands[-4:]]
    assert tools == ["ruff check", "ruff format --check", "mypy", "pytest -n auto -k rounding"]


@pytest.mark.parametrize(
    ("codes", "expected"), [({"-m mypy": 1}, 1), ({"-m pytest": 5}, 5), ({"-m ruff": 1, "-m pytest": 3}, 3)]
)
def test_test_fails_with_any_of_its_tools_but_runs_them_all(
    codes: dict[str, int], expected: int, install: Callable[..., int], machine: PretendedMachine
) -> None:
    machine.codes = codes
    assert install("test") == expected
    assert machine.ran("-m ruff") == 2
    assert machine.ran("-m mypy") == machine.ran("-m pytest") == 1


# ---- status


def test_status_before_and_after_installation(
    install: Callable[..., int], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert install("status") == 1
    before = capsys.readouterr().out
    assert "未安装（可选）" in before
    assert before.splitlines()[-1] == "还不能使用：请运行 python3 install.py install"

    install("install")
    capsys.readouterr()
    assert install("status") == 0
    after = capsys.readouterr().out
    rows = {line.split()[0]: line.split()[1:] for line in after.splitlines()}
    assert rows["juesuan"] == ["已安装", "0.1.0"]
    assert rows["PyYAML"] == ["已安装", "6.0.3"]
    assert rows["LibreOffice"] == ["未安装（可选）"]
    assert after.splitlines()[-1] == "可以使用"


def test_status_names_the_missing_package(
    install: Callable[..., int], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    install("install")
    machine.versions = {"juesuan": "0.1.0", "click": "", "PyYAML": "6.0.3"}
    capsys.readouterr()
    assert install("status") == 1
    assert ["click", "未安装"] in [line.split() for line in capsys.readouterr().out.splitlines()]


def test_status_notices_that_the_requirements_changed(
    install: Callable[..., int], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    install("install")
    (machine.folder / "pyproject.toml").write_text(PYPROJECT + "# changed\n", "utf-8")
    capsys.readouterr()
    assert install("status") == 1
    assert "更新" in capsys.readouterr().out


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


def test_help_lists_every_command(install: Callable[..., int], capsys: pytest.CaptureFixture[str]) -> None:
    assert install("--help") == 0
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

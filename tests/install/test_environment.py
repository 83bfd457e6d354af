"""What install.py installs, and when it does not install again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.install.pretended import PretendedMachine

ROOT = Path(__file__).parents[2]
PYPROJECT = '[project]\nname = "juesuan"\ndependencies = ["click>=8", "PyYAML>=6,<7"]\n'


# ---- what is installed, and when it is not installed again


def test_first_run_makes_the_environment_and_installs_editable(
    install: Callable[..., int], machine: PretendedMachine
) -> None:
    assert install("install") == 0
    made, installed, asked, tried = machine.commands
    assert made.startswith(f"{sys.executable} -m venv")
    assert installed.endswith("-m pip install --disable-pip-version-check --editable .")
    assert asked.endswith("-m juesuan.publication.fonts")
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


def test_a_computer_without_a_chinese_font_gets_one(
    install: Callable[..., int], machine: PretendedMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = machine.capture

    def without_fonts(command: Sequence[str], folder: Path) -> tuple[int, str]:
        code, output = plain(command, folder)
        return (3, "") if command[-1] == "juesuan.publication.fonts" else (code, output)

    monkeypatch.setattr(machine, "capture", without_fonts)
    assert install("install") == 0
    assert machine.ran("--editable .[fonts]") == 1
    assert install("install") == 0
    assert machine.ran("--editable") == 0


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

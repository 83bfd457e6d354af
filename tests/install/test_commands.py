"""The commands demo, test and status of install.py on a pretended computer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from installer.commands import COMPLETE, CORRECTED, EXPORT, PUBLICATION, PUBLISHED, TEMPLATE
from tests.install.pretended import PretendedMachine

ROOT = Path(__file__).parents[2]
PYPROJECT = '[project]\nname = "juesuan"\ndependencies = ["click>=8", "PyYAML>=6,<7"]\n'


# ---- demo


def test_demo_fills_then_checks_both_examples_and_names_the_report(
    install: Callable[..., int], machine: PretendedMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    published = machine.folder / PUBLICATION
    published.mkdir(parents=True)
    for form in ("docx", "pdf", "html", "xlsx", "清单.json"):
        (published / f"示例.{form}").touch()
    assert install("demo") == 0
    report = machine.folder / "out" / "as-published.html"
    assert machine.ran(f"check {PUBLISHED} --format html -o {report}") == 1
    assert machine.ran(f"check {PUBLISHED}") == 2
    assert machine.ran(f"check {CORRECTED}") == 1
    ran = [command.partition(" ")[2] for command in machine.commands]
    filled = ran.index(f"fill {TEMPLATE} --from {EXPORT} --rounding balanced -o out/filled-balanced.xlsx")
    assert ran[filled + 1] == "check out/filled-balanced.xlsx -q"
    assert machine.ran("--rounding plain") == machine.ran("check out/filled-plain.xlsx") == 1
    assert filled < ran.index(f"check {PUBLISHED}")
    shown = capsys.readouterr().out
    assert [line[:5] for line in shown.splitlines() if line.startswith("[")] == [
        f"[{n}/6]" for n in range(1, 7)
    ]
    exported = ran.index(f"export {COMPLETE} -o {PUBLICATION}")
    assert ran.index(f"check {COMPLETE} -q") < exported
    assert machine.ran("check-text") == 3
    assert str(report) in shown.splitlines()[-1]


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ({}, "应当查出问题"),
        ({f"check {PUBLISHED}": 1, f"check {CORRECTED}": 1}, "应当没有问题"),
        ({f"check {PUBLISHED}": 3}, "退出码 3"),
        ({"check out/filled-plain.xlsx": 1}, "应当没有问题"),
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

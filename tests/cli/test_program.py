"""The program as a whole: Chinese everywhere, every command documented, light to start."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from juesuan.cli.chinese import _PLURAL, _SINGULAR
from juesuan.cli.program import program
from juesuan.cli.reference import PAGE, reference
from juesuan.report.rule_pages import FOLDER, rule_pages
from juesuan.version import VERSION
from tests.cli.conftest import Run

ROOT = Path(__file__).parents[2]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# texts of click for programmers, or for what is not used here: prompts, editors, colours, Windows errors
NOT_SHOWN = {
    "Editing failed", "Windows error", "DeprecationWarning", "Could not determine", "No options defined",
    "Arguments take exactly one", "defined twice", "Boolean option", "Do you want to", "invalid input",
    "Confirm the action", "Press any key", "Repeat for", "The two entered values", "Unknown color",
    "Unknown standard stream",
}  # fmt: skip


def commands(group: click.Command = program, path: str = "juesuan") -> Iterator[tuple[str, click.Command]]:
    yield path, group
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, name
            yield from commands(command, f"{path} {name}")


ALL = dict(commands())


@pytest.mark.parametrize("path", ALL)
def test_every_command_and_option_has_chinese_help(path: str) -> None:
    command = ALL[path]
    assert CHINESE.search(command.help or "")
    for param in command.params:
        if isinstance(param, click.Option):
            assert CHINESE.search(param.help or ""), param.name
            assert param.is_flag or CHINESE.search(param.make_metavar(click.Context(command))), param.name


@pytest.mark.parametrize("path", ALL)
def test_help_pages_hold_no_english_words(run: Run, path: str) -> None:
    answer = run(*path.split()[1:], "--help")
    assert answer.code == 0
    assert not re.search(r"Usage|Options|Commands|Show |default|required", answer.out)
    assert answer.out.startswith("用法：")
    assert not re.search("[，。；：、！？] [一-鿿“]", answer.out), "a space where the source broke a line"


def test_the_reference_is_up_to_date() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == reference(), "run: python -m juesuan.cli.reference"


def test_the_rule_pages_are_up_to_date() -> None:
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / FOLDER).glob("*.md")}
    assert written == rule_pages(), "run: python -m juesuan.report.rule_pages"


def test_every_text_that_click_shows_is_translated() -> None:
    sources = Path(click.__file__).parent.glob("*.py")
    calls = [
        node
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"_", "ngettext"}
    ]
    texts = {
        argument.value
        for call in calls
        for argument in call.args[: 1 if isinstance(call.func, ast.Name) and call.func.id == "_" else 2]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    missing = texts - _SINGULAR.keys() - _PLURAL.keys()
    assert not {
        text for text in missing if not any(word in text for word in NOT_SHOWN - {"d"}) and text != "d"
    }


def test_translations_keep_the_places_to_fill_in() -> None:
    for english, chinese in (_SINGULAR | _PLURAL).items():
        used = set(re.findall(r"{(\w+)", chinese))
        assert used <= set(re.findall(r"{(\w+)", english)), english


def test_version_and_no_arguments(run: Run) -> None:
    assert run("--version").out == f"juesuan {VERSION}\n"
    assert run().code == 2


def test_a_mistyped_command_is_answered_with_the_nearest(run: Run) -> None:
    answer = run("chek")
    assert (answer.code, answer.out) == (2, "")
    assert "没有命令“chek”，是不是想用 check" in answer.err


def test_explain_tells_what_why_and_what_to_do(run: Run) -> None:
    out = run("explain", "x171").out
    for heading in ("类型", "关系", "怎样判定", "什么时候适用", "依据", "为什么", "怎么办"):
        assert f"\n{heading}\n" in out
    answer = run("explain", "X17")
    assert answer.code == 2
    assert "是不是想用 X1" in answer.err


def test_rules_are_listed(run: Run) -> None:
    lines = run("rules", "T10*").out.splitlines()
    assert lines[0] == "T101  错误  合计关系  本年收入合计等于各项收入之和"
    assert len(lines) == 5


def test_template_build_and_list(run: Run, tmp_path: Path) -> None:
    assert run("template", "build", "wuhan-2023", "-o", tmp_path / "模板").code == 0
    assert [path.name for path in (tmp_path / "模板").iterdir()] == ["wuhan-2023.xlsx"]
    assert "shanghai-2024" in run("template", "list").out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(run: Run, shell: str) -> None:
    assert "_JUESUAN_COMPLETE" in run("completion", shell).out


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "juesuan.cli", *arguments]
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "pylib"), **environment}
    return subprocess.run(command, capture_output=True, env=variables, check=False, timeout=60)


def test_chinese_comes_out_as_utf8_whatever_the_code_page(tmp_path: Path) -> None:
    answer = started("check", str(tmp_path / "没有.xlsx"), PYTHONIOENCODING="cp437", PYTHONUTF8="0")
    assert "没有.xlsx" in answer.stderr.decode("utf-8")


def test_check_does_not_load_what_it_does_not_need(corrected: Path) -> None:
    probe = (
        "import sys; from juesuan.cli import main; main(sys.argv[1:]); "
        "heavy = {'openpyxl', 'pandas', 'numpy', 'xlsxwriter', 'rich.progress', 'urllib.request'}; "
        "print(*sorted(heavy & set(sys.modules)))"
    )
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "pylib"), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", probe, "check", "-q", str(corrected)]
    answer = subprocess.run(
        command, capture_output=True, env=variables, check=True, timeout=60, encoding="utf-8"
    )
    assert answer.stdout.splitlines()[-1] == ""

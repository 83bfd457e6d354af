"""What the add-in starts: its command line, its answer, and what it does not load."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from juesuan.cli.program import _COMMANDS as CLI_COMMANDS
from juesuan.excel import runner
from juesuan.excel.errors import RefusedError
from juesuan.excel.outcome import Outcome
from juesuan.excel.registry import COMMANDS, Command
from tests.excel.conftest import ROOT

WORKBOOK = "D:\\部门 决算\\公开表=终稿.xlsx"


def test_the_command_line_of_the_add_in_is_understood() -> None:
    click = runner.Click.of(
        ["check", f"--wb={WORKBOOK}", "--from_xl=1", "--hwnd=198374", "--result=C:\\Temp\\结果 1.txt"]
    )
    assert click == runner.Click("check", WORKBOOK, 198374)


@pytest.mark.parametrize("arguments", [[], ["format-disk"], ["check", "unmark"]])
def test_other_commands_are_refused(arguments: list[str]) -> None:
    with pytest.raises(RefusedError, match="没有命令"):
        runner.Click.of(arguments)


def test_every_button_is_a_command_and_every_command_a_button() -> None:
    ribbon = (ROOT / "addin" / "ribbon.xml").read_text("utf-8")
    assert sorted(re.findall(r"<button id=\"([^\"]+)\"", ribbon)) == sorted(COMMANDS)


def test_commands_of_both_have_the_same_names() -> None:
    only_in_excel = {"new", "undo", "next-finding", "previous-finding", "settings", "help"}
    assert set(COMMANDS) - set(CLI_COMMANDS) == only_in_excel


def test_every_command_can_be_imported() -> None:
    for command in COMMANDS.values():
        assert callable(command.function())


class Excel:
    """As much of xlwings as finding a workbook takes."""

    def __init__(self, *names: str) -> None:
        self.hwnd = 198374
        self.status_bar: Any = "就绪"
        self.books = [
            SimpleNamespace(api=SimpleNamespace(FullName=name), set_mock_caller=lambda: None, app=self)
            for name in names
        ]


@pytest.fixture
def excel(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Excel:
    monkeypatch.setenv("JUESUAN_HOME", str(tmp_path / "home"))
    excel = Excel("别的.xlsx", WORKBOOK)
    monkeypatch.setattr(runner, "excel_of", lambda _window: excel)
    return excel


def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, function: Any, *options: str) -> tuple[int, str]:
    """Run a command that a test has made up; return the exit code and the answer."""
    made_up = type("MadeUp", (Command,), {"function": lambda _: function, "__slots__": ()})
    monkeypatch.setitem(COMMANDS, "check", made_up("校验", "", needs_book=False))
    answer = tmp_path / "回答.txt"
    code = runner.main(["check", *(options or (f"--wb={WORKBOOK}",)), f"--result={answer}"])
    return code, answer.read_bytes().decode("utf-16")


def test_the_answer_is_two_lines_in_utf_16(
    excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command(session: Any) -> Outcome:
        assert session.book is excel.books[1]
        return Outcome("错误 1，\n警告 2")

    assert said(tmp_path, monkeypatch, command) == (0, "错误 1， 警告 2\r\n\r\n")
    assert (tmp_path / "回答.txt").read_bytes().startswith(b"\xff\xfe")


def test_an_error_of_ours_is_logged_and_the_status_bar_comes_back(
    excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command(session: Any) -> Outcome:
        session.say("正在核对")
        assert excel.status_bar == "决算公开：正在核对…"
        raise KeyError("哎呀")

    code, answer = said(tmp_path, monkeypatch, command)
    assert code == 3
    (log,) = (tmp_path / "home" / "logs").glob("*.log")
    assert answer.startswith(f"程序内部出错，不是您的操作问题；详情已写入 {log}")
    assert "KeyError: '哎呀'" in log.read_text("utf-8")
    assert excel.status_bar == "就绪"


def test_a_refusal_is_the_sentence_and_nothing_else(
    excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def command(_session: Any) -> Outcome:
        raise RefusedError("请先保存")

    assert said(tmp_path, monkeypatch, command) == (2, "请先保存\r\n\r\n")
    assert not (tmp_path / "home" / "logs").exists()


def test_a_workbook_that_was_closed_meanwhile(
    excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, answer = said(tmp_path, monkeypatch, Outcome, "--wb=D:\\关掉了.xlsx")
    assert code == 2
    assert answer.startswith("找不到打开的工作簿“D:\\关掉了.xlsx”")


def test_where_there_is_no_excel_a_person_is_told(tmp_path: Path) -> None:
    """The whole program as the add-in starts it."""
    answer = tmp_path / "回答.txt"
    for arguments, sentence in (
        (["check", f"--wb={WORKBOOK}", "--from_xl=1", "--hwnd=1"], "找不到正在运行的 Excel"),
        (["刷新"], "没有命令“刷新”"),
    ):
        command = [sys.executable, "-I", "-B", "-m", "juesuan.excel.runner", *arguments, f"--result={answer}"]
        done = subprocess.run(command, capture_output=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (2, b"", b"")
        assert answer.read_text("utf-16").startswith(sentence)


def loaded(program: str) -> set[str]:
    """The modules that are loaded when a program has run."""
    code = f"{program}\nimport sys\nprint(*sys.modules)"
    return set(
        subprocess.run(
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        ).stdout.split()
    )


def test_a_check_loads_nothing_it_does_not_need(tmp_path: Path) -> None:
    program = (
        "from juesuan.excel.workbook.light_xlwings import import_xlwings\n"
        "import_xlwings()\n"
        "from juesuan.excel.registry import COMMANDS\n"
        "COMMANDS['check'].function()\n"
        "import juesuan\n"
        f"juesuan.check({str(ROOT / 'examples' / 'qingshan-2023' / 'corrected.xlsx')!r})\n"
    )
    modules = loaded(program)
    assert "xlwings" in modules
    heavy = {"pandas", "numpy", "highspy", "openpyxl", "xlsxwriter", "click", "rich", "docx", "matplotlib"}
    heavy |= {"tkinter", "cryptography"}
    ours = {"juesuan.fill.filling", "juesuan.rounding", "juesuan.publication", "juesuan.narrative"}
    assert not (heavy | ours) & modules


def test_pandas_can_be_had_afterwards() -> None:
    """Without it xlwings is loaded; everything else may still load it."""
    program = (
        "from juesuan.excel.workbook.light_xlwings import import_xlwings\n"
        "xw = import_xlwings()\nimport pandas\nassert pandas.DataFrame and xw.Book"
    )
    assert "pandas" in loaded(program)

"""Dialogs on Windows, without Windows: which answers count, and what is said where there are none."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from juesuan.excel import runner
from juesuan.excel.errors import RefusedError
from juesuan.excel.excel_dialogs import ExcelDialogs
from juesuan.excel.windows_dialogs import WindowsDialogs

if TYPE_CHECKING:
    import xlwings as xw


class Typing(WindowsDialogs):
    """A person who types."""

    def __init__(self, *answers: str | None) -> None:
        super().__init__(0)
        self.answers = list(answers)
        self.asked: list[str] = []

    def ask(self, question: str, suggestion: str = "") -> str | None:
        self.asked.append(question)
        return self.answers.pop(0)


def test_a_number_picks_an_option() -> None:
    dialogs = Typing("2")
    assert dialogs.choose("版式", ["武汉", "上海"]) == 1
    assert dialogs.asked == ["版式\n1  武汉\n2  上海"]


def test_other_answers_are_asked_again_until_one_fits_or_the_person_gives_up() -> None:
    dialogs = Typing("武汉", "3", "0", " 1 ")
    assert dialogs.choose("版式", ["武汉", "上海"]) == 0
    assert dialogs.asked[1].endswith("请输入 1 到 2 的数字")
    assert Typing("x", None).choose("版式", ["武汉"]) is None


def test_a_system_without_message_boxes_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    monkeypatch.delattr(ctypes, "windll", raising=False)
    with pytest.raises(RefusedError, match="请在 Windows 上使用加载项"):
        WindowsDialogs(0).confirm("继续吗")


def test_message_boxes_belong_to_excel_and_only_ok_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    import ctypes

    shown: list[Any] = []

    class User32:
        @staticmethod
        def MessageBoxW(*arguments: Any) -> int:  # noqa: N802 - the system's name
            shown.append(arguments)
            return len(shown)

    windll = type("Windll", (), {"user32": User32})
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    dialogs = WindowsDialogs(198374)
    assert dialogs.confirm("要写入吗")
    assert not dialogs.confirm("要写入吗")
    assert shown[0][:3] == (198374, "要写入吗", "决算公开")


def test_python_without_tkinter_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tkinter", None)
    with pytest.raises(RefusedError, match="缺少显示对话框所需的 tkinter"):
        WindowsDialogs(0).ask("理由")


class Excel:
    """As much of xlwings' application, and of Excel behind it, as dialogs take."""

    def __init__(self, *answers: Any) -> None:
        self.interactive = False  # held by the add-in
        self.answers = list(answers)
        self.asked: list[tuple[str, Any]] = []
        self.Title = ""

    @property
    def api(self) -> Excel:
        return self

    def __getattr__(self, name: str) -> Any:
        def ask(*arguments: Any, **_: Any) -> Any:
            assert self.interactive, "nobody could answer"
            self.asked.append((name, arguments))
            return self.answers.pop(0)

        return ask

    def FileDialog(self, _kind: int) -> Excel:  # noqa: N802 - Excel's name
        return self


def asking(*answers: Any) -> tuple[ExcelDialogs, Excel]:
    excel = Excel(*answers)
    return ExcelDialogs(0, cast("xw.App", excel)), excel


def test_without_tkinter_excel_asks_and_is_held_again_afterwards() -> None:
    dialogs, excel = asking("理由", False)
    assert dialogs.ask("为什么", "无") == "理由"
    assert dialogs.ask("为什么") is None, "False is what Excel gives for 取消"
    assert excel.asked[0] == ("InputBox", ("为什么", "决算公开", "无"))
    assert not excel.interactive


def test_files_and_folders_picked_in_excel(tmp_path: Path) -> None:
    one, other = tmp_path / "甲.xlsx", tmp_path / "乙.xlsx"
    dialogs, excel = asking(str(one), (str(one), str(other)), False, str(one), False, -1, str(tmp_path), 0)
    kind = ("工作簿", "*.xlsx;*.xlsm")
    assert dialogs.open_files("选择", kind) == [one]
    assert excel.asked[0][1][0] == "工作簿 (*.xlsx;*.xlsm),*.xlsx;*.xlsm"
    assert dialogs.open_files("选择", kind, several=True) == [one, other]
    assert dialogs.open_files("选择", kind) == []
    assert dialogs.save_file("保存到", "甲.xlsx", kind) == one
    assert dialogs.save_file("保存到", "甲.xlsx", kind) is None
    assert dialogs.pick_folder("文件夹") == tmp_path
    assert dialogs.pick_folder("文件夹") is None
    assert not excel.interactive


def test_an_existing_file_is_replaced_only_after_a_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "甲.xlsx"
    target.touch()
    dialogs, _ = asking(str(target), str(target))
    answers = [False, True]
    monkeypatch.setattr(ExcelDialogs, "confirm", lambda _self, _text: answers.pop(0))
    kind = ("工作簿", "*.xlsx")
    assert [dialogs.save_file("保存到", "甲.xlsx", kind) for _ in range(2)] == [None, target]


def test_which_dialogs_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    app = cast("xw.App", Excel())
    monkeypatch.setattr(runner, "find_spec", lambda _name: None)
    assert isinstance(runner.dialogs_of(1, app), ExcelDialogs)
    monkeypatch.setattr(runner, "find_spec", lambda name: name)
    assert type(runner.dialogs_of(1, app)) is WindowsDialogs


@pytest.mark.parametrize("member", ["FileDialog", "GetOpenFilename", "GetSaveAsFilename", "InputBox"])
def test_excel_has_these_dialogs(member: str) -> None:
    from pyopenvba.interpreter._inventory import member_exists

    assert member_exists("Application", member, "Excel")

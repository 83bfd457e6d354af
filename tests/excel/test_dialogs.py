"""Dialogs on Windows, without Windows: which answers count, and what is said where there are none."""

from __future__ import annotations

import sys
from typing import Any

import pytest

from juesuan.excel.errors import RefusedError
from juesuan.excel.windows_dialogs import WindowsDialogs


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

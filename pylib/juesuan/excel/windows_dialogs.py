"""Dialogs on Windows, in front of Excel's window: message boxes of the system, tkinter for text and files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from juesuan.excel.dialogs import TITLE
from juesuan.excel.errors import RefusedError

if TYPE_CHECKING:
    from collections.abc import Sequence

_OK, _OK_CANCEL = 0, 1
_INFORMATION, _QUESTION = 0x40, 0x20
_IN_FRONT = 0x10000 | 0x40000  # set foreground, topmost: Excel itself does not react while it waits
_PRESSED_OK = 1


class WindowsDialogs:
    """Dialogs that belong to a window of Excel."""

    def __init__(self, window: int) -> None:
        """``window`` is Excel's handle, 0 for none."""
        self._window = window

    def inform(self, text: str) -> None:
        """Show a text with one button."""
        self._box(text, _OK | _INFORMATION)

    def confirm(self, text: str) -> bool:
        """Show a text with OK and Cancel."""
        return self._box(text, _OK_CANCEL | _QUESTION) == _PRESSED_OK

    def choose(self, question: str, options: Sequence[str]) -> int | None:
        """Number the options and ask for a number, until one fits or the person gives up."""
        lines = [question, *(f"{number}  {option}" for number, option in enumerate(options, 1))]
        answer = self.ask("\n".join(lines), "1")
        while answer is not None:
            if answer.strip().isdigit() and 1 <= int(answer) <= len(options):
                return int(answer) - 1
            answer = self.ask("\n".join([*lines, f"请输入 1 到 {len(options)} 的数字"]), "1")
        return None

    def ask(self, question: str, suggestion: str = "") -> str | None:
        """Ask for a line of text."""
        with _window() as window:
            from tkinter import simpledialog

            return simpledialog.askstring(TITLE, question, initialvalue=suggestion, parent=window)

    def open_files(self, title: str, kind: tuple[str, str], *, several: bool = False) -> list[Path]:
        """Show the system's dialog for opening files."""
        kinds = [(kind[0], kind[1].replace(";", " "))]
        with _window() as window:
            from tkinter import filedialog

            if several:
                return [
                    Path(name)
                    for name in filedialog.askopenfilenames(title=title, filetypes=kinds, parent=window)
                ]
            name = filedialog.askopenfilename(title=title, filetypes=kinds, parent=window)
        return [Path(name)] if name else []

    def save_file(self, title: str, suggestion: str, kind: tuple[str, str]) -> Path | None:
        """Show the system's dialog for saving a file; it asks before an existing file is replaced."""
        kinds = [(kind[0], kind[1].replace(";", " "))]
        with _window() as window:
            from tkinter import filedialog

            name = filedialog.asksaveasfilename(
                title=title,
                initialfile=suggestion,
                filetypes=kinds,
                defaultextension=Path(suggestion).suffix,
                parent=window,
            )
        return Path(name) if name else None

    def pick_folder(self, title: str) -> Path | None:
        """Show the system's dialog for folders."""
        with _window() as window:
            from tkinter import filedialog

            name = filedialog.askdirectory(title=title, parent=window)
        return Path(name) if name else None

    def show(self, target: Path | str) -> None:
        """Open a file or a page with its own program."""
        import webbrowser

        webbrowser.open(target.as_uri() if isinstance(target, Path) else target)

    def _box(self, text: str, kind: int) -> int:
        import ctypes

        system: Any = getattr(ctypes, "windll", None)
        if system is None:
            raise RefusedError("这台电脑不能显示对话框：请在 Windows 上使用加载项")
        return int(system.user32.MessageBoxW(self._window, text, TITLE, kind | _IN_FRONT))


class _window:  # noqa: N801 - used like a function
    """A hidden window in front of everything, to which a dialog belongs."""

    def __enter__(self) -> Any:  # noqa: ANN401 - tkinter's own
        try:
            import tkinter as tk
        except ImportError as error:
            raise RefusedError(
                f"缺少显示对话框所需的 tkinter：请用 python.org 的安装程序重新安装 Python（{sys.executable}）"
            ) from error
        self._root = tk.Tk()
        self._root.withdraw()
        self._root.attributes("-topmost", True)
        return self._root

    def __exit__(self, *_: object) -> None:
        self._root.destroy()

"""What the add-in starts: ``python -I -B -m juesuan.excel.runner COMMAND --wb=... --from_xl=1 --hwnd=...``.

One command on one open workbook. Exit codes: 0 done, 2 refused or a user's mistake, 3 an error of ours, 4 the
person gave up. The sentence for people is the first line of the file that ``--result`` names (UTF-16); its
second line is ``undo`` when the last change can be undone. docs/addin.md describes the contract.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from juesuan.excel.errors import CancelledError, RefusedError
from juesuan.excel.registry import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    import xlwings as xw

    from juesuan.excel.dialogs import Dialogs
    from juesuan.excel.workbook.session import Session

DONE, REFUSED, INTERNAL, CANCELLED = 0, 2, 3, 4
_UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Click:
    """What was clicked, in which workbook and which window of Excel."""

    command: str
    workbook: str = ""
    window: int = 0

    @classmethod
    def of(cls, arguments: Sequence[str]) -> Click:
        """Understand the command line of the add-in. Raises RefusedError when there is no command in it."""
        options = _options(arguments)
        names = [part for part in arguments if not part.startswith("--")]
        if len(names) != 1 or names[0] not in COMMANDS:
            raise RefusedError(f"没有命令“{' '.join(names)}”：加载项和程序的版本可能不一致，请重新安装")
        window = options.get("hwnd", "0")
        return cls(names[0], options.get("wb", ""), int(window) if window.isdigit() else 0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what was clicked and return the exit code."""
    arguments = sys.argv[1:] if arguments is None else arguments
    answer = _options(arguments).get("result", "")
    try:
        click = Click.of(arguments)
        app = excel_of(click.window)
        book = find_book(app, click.workbook) if click.workbook else None
        code, sentence, undo = carry_out(click.command, book, dialogs_of(click.window, app), app)
    except Exception as error:  # noqa: BLE001 - whatever happens, a person gets a sentence
        code, sentence = failed(error, " ".join(arguments))
        undo = False
    if answer:
        write_result(Path(answer), sentence, can_undo=undo)
    return code


def carry_out(
    command: str, book: xw.Book | None, dialogs: Dialogs, app: xw.App | None = None
) -> tuple[int, str, bool]:
    """Run a command; return the exit code, the sentence for people, and whether it can be undone."""
    from juesuan.excel.changing.saved_state import saved_state
    from juesuan.excel.workbook.session import Session

    if book is not None:
        book.set_mock_caller()
    undo = False
    with Session(book, dialogs, app) as session:
        shown = _status_bar(session)
        try:
            if COMMANDS[command].needs_book:
                session.book  # noqa: B018 - refuses where there is none
            outcome = COMMANDS[command].function()(session)
            code, sentence = DONE, outcome.sentence
        except Exception as error:  # noqa: BLE001 - see main
            code, sentence = failed(error, f"{command} {session.full_name if book else ''}")
            sentence = session.own_words(sentence)
        finally:
            _restore_status_bar(session, shown)
        if book is not None:
            state = saved_state(session)
            undo = state is not None and state.complete
    return code, sentence, undo


def failed(error: Exception, doing: str) -> tuple[int, str]:
    """The exit code and the sentence for an error; one of ours goes into a log."""
    if isinstance(error, CancelledError):
        return CANCELLED, ""
    if isinstance(error, RefusedError):
        return REFUSED, str(error)
    from juesuan.layouts.catalogs import user_folder
    from juesuan.report.failures import users_sentence, write_failure

    sentence = users_sentence(error)
    if sentence is not None:
        return REFUSED, sentence
    try:
        place = f"详情已写入 {write_failure(user_folder() / 'logs', error, doing)}"
    except OSError:
        place = f"{type(error).__name__}: {error}"
    return INTERNAL, f"程序内部出错，不是您的操作问题；{place}，请把它交给维护人员"


def excel_of(window: int) -> xw.App:
    """The Excel that was clicked in, known by its window. Raises RefusedError when it cannot be reached."""
    from juesuan.excel.workbook.light_xlwings import import_xlwings

    xlwings = import_xlwings()
    apps = xlwings.apps if len(xlwings.engines) else ()  # there is no engine where Excel cannot be
    app: xw.App | None = next((app for app in apps if app.hwnd == window), None)
    if app is None and apps:
        app = xlwings.apps.active
    if app is None:
        raise RefusedError("找不到正在运行的 Excel：请关闭 Excel 后重新打开，再试一次")
    return app


def dialogs_of(window: int, app: xw.App) -> Dialogs:
    """Dialogs in front of Excel; its own where Python has none."""
    if find_spec("tkinter") is None:
        from juesuan.excel.excel_dialogs import ExcelDialogs

        return ExcelDialogs(window, app)
    from juesuan.excel.windows_dialogs import WindowsDialogs

    return WindowsDialogs(window)


def find_book(app: xw.App, name: str) -> xw.Book:
    """The open workbook of a full name. Raises RefusedError when it is not open any more."""
    for book in app.books:
        if str(book.api.FullName).casefold() == name.casefold():
            return book
    raise RefusedError(f"找不到打开的工作簿“{name}”：请在要处理的工作簿里再点一次按钮")


def write_result(path: Path, sentence: str, *, can_undo: bool) -> None:
    """Write the answer for the add-in, which waits for it: two lines, UTF-16 with a byte order mark."""
    lines = [" ".join(sentence.split("\n")), _UNDO if can_undo else ""]
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-16", newline="")


def _options(arguments: Sequence[str]) -> dict[str, str]:
    """The options of a command line of the add-in, all of the form ``--name=value``."""
    return dict(part[2:].partition("=")[::2] for part in arguments if part.startswith("--"))


def _status_bar(session: Session) -> object:
    with contextlib.suppress(RefusedError):
        return session.app.status_bar
    return None


def _restore_status_bar(session: Session, shown: object) -> None:
    with contextlib.suppress(RefusedError):
        session.app.status_bar = (
            shown if isinstance(shown, str) and not shown.startswith("决算公开：") else False
        )


if __name__ == "__main__":
    sys.exit(main())

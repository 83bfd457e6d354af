"""The library's advice names commands of the command line; in Excel it names buttons."""

from __future__ import annotations

import re

from juesuan.excel.registry import COMMANDS

_ADVICE = re.compile(r"juesuan ([a-z][a-z-]*)(?: 工作簿)?((?: --?[a-z][a-z-]*(?: [^\s，。；）]+)?)*)")


def with_buttons(sentence: str) -> str:
    """Put the name of the button where a command line stands for which there is one."""
    return _ADVICE.sub(_button, sentence)


def _button(found: re.Match[str]) -> str:
    command = COMMANDS.get(found[1])
    return f"“{command.title}”按钮" if command else found[0]

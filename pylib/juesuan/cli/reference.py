"""The reference of all commands, written from themselves: ``python -m juesuan.cli.reference``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from juesuan.cli.chinese import speak_chinese
from juesuan.cli.help_pages import joined
from juesuan.cli.program import NAME, program

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path("docs/命令行.md")
_PREFACE = """\
# 命令行

<!-- 由 python -m juesuan.cli.reference 生成，请勿手改 -->

退出码：0 没有问题，1 有问题，2 读不了或用法不对，3 程序内部出错（详情写在日志里）。

| 命令 | 用途 |
| --- | --- |
"""


def reference() -> str:
    """Return the whole page as Markdown."""
    speak_chinese()
    settings: dict[str, Any] = dict(program.context_settings)
    with click.Context(program, info_name=NAME, **settings) as context:
        commands = list(_commands(program, context))
    lines = [
        f"| [`{path}`](#{path.replace(' ', '-')}) | {_first_line(command)} |" for path, command, _ in commands
    ]
    return _PREFACE + "\n".join(lines) + "\n" + "".join(_section(*entry) for entry in commands)


def _commands(
    group: click.Group, context: click.Context
) -> Iterator[tuple[str, click.Command, click.Context]]:
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None:
            continue
        settings: dict[str, Any] = dict(command.context_settings)
        inner = click.Context(command, info_name=name, parent=context, **settings)
        if isinstance(command, click.Group):
            yield from _commands(command, inner)
        else:
            yield inner.command_path, command, inner


def _section(path: str, command: click.Command, context: click.Context) -> str:
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    paragraphs = [joined(part) for part in (command.help or "").split("\n\n")]
    lines = [f"\n## {path}\n", f"```text\n{usage}\n```\n", "\n\n".join(paragraphs)]
    records = [record for param in command.get_params(context) if (record := param.get_help_record(context))]
    lines.append("\n| 选项 | 含义 |\n| --- | --- |")
    lines += [
        f"| `{terms.replace('|', chr(92) + '|')}` | {meaning} |" for terms, meaning in records if meaning
    ]
    return "\n".join(lines) + "\n"


def _first_line(command: click.Command) -> str:
    return (command.help or "").strip().partition("\n")[0]


def main(folder: str = ".") -> None:
    """Write the page below a folder."""
    target = Path(folder) / PAGE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(reference(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*sys.argv[1:2])

"""The program: its commands, found without importing them, and what becomes of every error."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from juesuan.cli.chinese import speak_chinese
from juesuan.cli.failures import CANNOT_READ, INTERRUPTED, internal_failure, users_sentence
from juesuan.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "juesuan"
SETTINGS: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_COMMANDS = {
    "check": "check",
    "recalc": "recalc",
    "fill": "fill",
    "fill-previous-year": "fill_previous_year",
    "fill-three-public": "fill_three_public",
    "fill-operating": "fill_operating",
    "fill-performance": "fill_performance",
    "subtotal": "subtotal",
    "consolidate": "consolidate",
    "trace": "trace",
    "balance": "balance",
    "narrate": "narrate",
    "check-text": "check_text",
    "check-performance": "check_performance",
    "selfcheck": "selfcheck",
    "export": "export",
    "explain": "explain",
    "rules": "rules",
    "waive": "waive",
    "unmark": "unmark",
    "template": "template",
    "catalog": "catalog",
    "source": "source",
    "completion": "completion",
}


class LazyGroup(click.Group):
    """Knows its commands by name; imports the module of one when it is wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which people need them."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import one command. Returns None when there is none of that name."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"juesuan.cli.{_COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names. Raises UsageError, naming the nearest."""
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            from difflib import get_close_matches

            close = get_close_matches(args[0], _COMMANDS, n=2)
            meant = f"，是不是想用 {'、'.join(close)}？" if close else ""
            raise click.UsageError(f"没有命令“{args[0]}”{meant}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    NAME,
    cls=LazyGroup,
    context_settings=SETTINGS,
    options_metavar="[选项]",
    subcommand_metavar="命令 [参数]...",
)
@click.version_option(
    VERSION, "--version", prog_name=NAME, message="%(prog)s %(version)s", help="显示版本号。"
)
def program() -> None:
    """部门决算公开表的填制与核对。

    最常用的一条：juesuan check 工作簿.xlsx
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0 clean, 1 findings, 2 cannot read, 3 internal."""
    _write_utf8()
    speak_chinese()
    try:
        result = program.main(args=arguments, prog_name=NAME, standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中断", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return 0
    except Exception as error:  # noqa: BLE001 - whatever happens, a person gets a sentence
        return _ended(error)
    return result if isinstance(result, int) else 0


def _ended(error: Exception) -> int:
    """Say what went wrong and return the exit code."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message())
        return CANNOT_READ
    if isinstance(error, click.UsageError):
        sentence: str | None = _usage_sentence(error)
    elif isinstance(error, click.ClickException):
        sentence = error.format_message()
    else:
        sentence = users_sentence(error)
    if sentence is None:
        return internal_failure(error)
    click.echo(f"错误：{sentence}", err=True)
    return CANNOT_READ


def _usage_sentence(error: click.UsageError) -> str:
    message = error.format_message().rstrip("。.")
    path = error.ctx.command_path if error.ctx else NAME
    return f"{message}（用 {path} --help 查看用法）"


def _write_utf8() -> None:
    """Chinese comes out whole, also through a pipe and on a console with another code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and (stream.encoding or "").lower() != "utf-8":
            stream.reconfigure(encoding="utf-8", errors="replace")


def _close_quietly() -> None:
    """Whoever read our output has gone: nothing is left to say, and nothing to complain about."""
    import os

    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())

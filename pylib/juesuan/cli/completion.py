"""``juesuan completion``: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click

from juesuan.cli.arguments import SETTINGS

_PLACES = {
    "bash": 'eval "$(juesuan completion bash)"    # 写进 ~/.bashrc',
    "zsh": 'eval "$(juesuan completion zsh)"    # 写进 ~/.zshrc',
    "fish": "juesuan completion fish | source    # 写进 ~/.config/fish/config.fish",
}


@click.command("completion", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("shell", required=False, metavar="[bash|zsh|fish]")
@click.pass_context
def command(ctx: click.Context, shell: str | None) -> int:
    """输出命令补全的脚本（bash、zsh、fish）。

    用法举例：在 ~/.bashrc 里写一行 eval "$(juesuan completion bash)"
    """
    from click.shell_completion import get_completion_class

    from juesuan.cli.program import NAME

    found = get_completion_class(shell) if shell and shell in _PLACES else None
    if found is None:
        raise click.UsageError(f"请写明哪一种：{'、'.join(_PLACES)}")
    complete = found(ctx.find_root().command, {}, NAME, f"_{NAME.upper()}_COMPLETE")
    click.echo(f"# {_PLACES[shell or '']}")
    click.echo(complete.source())
    return 0

"""``juesuan check``: check workbooks and report what does not hold."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from juesuan.cli.arguments import SETTINGS, known_layout, known_rules, workbooks_of

_FORMATS = ("terminal", "html", "xlsx", "json")


@click.command("check", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("paths", nargs=-1, required=True, metavar="文件...", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="terminal",
    metavar="形式",
    help="报告的形式：terminal（屏幕，默认）、html（网页）、xlsx（工作簿）、json（供程序读取）。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="报告写到哪里；一次核对多个文件时是文件夹。网页和工作簿默认写在被核对的文件旁边。",
)
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="编号",
    callback=known_rules,
    help="只用这些规则，可以重复，可以写通配符，如 X1*。",
)
@click.option("--skip", multiple=True, metavar="编号", callback=known_rules, help="不用这些规则，写法同上。")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    metavar="级别",
    help="有哪一级的问题就以退出码 1 结束：error（错误，默认）或 warning（警告，或有表、栏没找到）。",
)
@click.option(
    "--annotate",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="另存一份标注了问题的工作簿；用 juesuan unmark 可以去掉标注。",
)
@click.option(
    "--waivers",
    "waivers_file",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="豁免清单（.csv 或 .xlsx）。工作簿里的“豁免”工作表、旁边的“文件名.豁免.csv”总会用到。",
)
@click.option("-v", "--verbose", is_flag=True, help="列出尾差、全部加数和不适用的规则。")
@click.option("-q", "--quiet", is_flag=True, help="每个文件只显示一行。")
def command(paths: tuple[Path, ...], **options: Any) -> int:  # noqa: ANN401 - what click hands over
    """核对公开表，列出每一处对不上的数。

    文件可以是一个或多个工作簿，也可以是文件夹（包括其中的子文件夹）。原文件不会被改动。

    退出码：0 没有问题，1 有问题，2 读不了或用法不对，3 程序内部出错。
    """
    from juesuan.cli.checking import Batch, Choices

    choices = Choices(**options)
    files = workbooks_of(paths)
    if choices.annotate and len(files) > 1:
        raise click.UsageError("--annotate 一次只能标注一个文件")
    return Batch(files, choices).run()

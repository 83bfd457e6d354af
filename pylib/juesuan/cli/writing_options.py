"""Options of every command that changes a workbook: look only, write a copy, or write in place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from juesuan.cli.arguments import known_layout

if TYPE_CHECKING:
    from collections.abc import Callable

Function = TypeVar("Function", bound="Callable[..., object]")

_OPTIONS = (
    click.option("--dry-run", is_flag=True, help="逐格列出要改什么，不写文件。"),
    click.option(
        "-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="把改好的工作簿另存到这里。"
    ),
    click.option("--in-place", is_flag=True, help="改原文件，并先在旁边留一份备份。"),
    click.option(
        "--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。"
    ),
)


def writing_options(function: Function) -> Function:
    """Give a command ``--dry-run``, ``-o``, ``--in-place`` and ``--layout``."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


report_option = click.option(
    "--report",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="把说明、折算调整（改了哪个数、从多少到多少、为什么）、逐格改动和来源对照写成 .xlsx 报告。",
)

anyway_option = click.option("--anyway", is_flag=True, help="年度或单位不符也写入（如机构改革改了名称）。")

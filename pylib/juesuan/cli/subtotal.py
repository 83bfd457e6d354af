"""``juesuan subtotal``: the tables listed by subject sorted, completed and summed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from juesuan.cli.arguments import SETTINGS, known_layout
from juesuan.cli.failures import FINDINGS

_TABLES = ("income", "expenditure", "general_budget", "government_fund", "state_capital")


@click.command("subtotal", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--table",
    "tables",
    multiple=True,
    metavar="表",
    type=click.Choice(_TABLES),
    help=f"只重算这张表，可以重复；默认全部。可以写：{'、'.join(_TABLES)}。",
)
@click.option("--rebuild", is_flag=True, help="四舍五入造成的尾差也改成各项之和；默认保留原数。")
@click.option("--dry-run", is_flag=True, help="逐格列出要改什么，不写文件。")
@click.option(
    "-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="把改好的工作簿另存到这里。"
)
@click.option("--in-place", is_flag=True, help="改原文件，并先在旁边留一份备份。")
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
def command(
    workbook: Path,
    tables: tuple[str, ...],
    rebuild: bool,
    layout: str | None,
    **where: Any,  # noqa: ANN401 - what click hands over
) -> int:
    """重算小计：按科目列示的表排序、补上级科目、删空行，写项、款、类、合计的求和公式。

    例：juesuan subtotal 公开表.xlsx --in-place

    新增科目只需填 7 位编码和金额，名称和上级科目自动补上。各行的格式和批注跟着科目走。
    不写 -o 或 --in-place 时只看不改。

    退出码：0 没有错误，1 核对有错误，2 读不了或用法不对。
    """
    from juesuan.cli.change_table import Writing, show_changes, show_check
    from juesuan.fill.subtotals import subtotal

    writing = Writing(workbook, **where)
    writing.refuse_nonsense()
    result = subtotal(workbook, tables, rebuild=rebuild, layout_id=layout)
    for sentence in result.kept:
        click.echo(f"保留：{sentence}")
    show_changes(result.prepared, all_of_them=writing.dry_run)
    writing.write(result.prepared)
    return 0 if show_check(result.prepared, writing.target) else FINDINGS

"""``juesuan subtotal``: the tables listed by subject sorted, completed and summed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from juesuan.cli.arguments import SETTINGS
from juesuan.cli.failures import FINDINGS
from juesuan.cli.writing_options import writing_options

_TABLES = {
    "收入": "income",
    "支出": "expenditure",
    "一般公共预算": "general_budget",
    "政府性基金": "government_fund",
    "国有资本经营": "state_capital",
}


@click.command("subtotal", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--table",
    "tables",
    multiple=True,
    metavar="表",
    type=click.Choice([*_TABLES, *_TABLES.values()]),
    help=f"只重算这张表，可以重复；默认全部。可以写：{'、'.join(_TABLES)}。",
)
@click.option("--rebuild", is_flag=True, help="四舍五入造成的尾差也改成各项之和；默认保留原数。")
@writing_options
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
    from juesuan.cli.change_table import Writing
    from juesuan.fill.subtotals import subtotal

    writing = Writing(workbook, **where)
    writing.refuse_nonsense()
    chosen = [_TABLES.get(table, table) for table in tables]
    result = subtotal(workbook, chosen, rebuild=rebuild, layout_id=layout)
    left_out = [f"没有计入：{sentence}" for sentence in result.codeless]
    left_out += [f"没有名称：{sentence}" for sentence in result.nameless]
    writing.show([*left_out, *(f"保留：{sentence}" for sentence in result.kept)], result.prepared)
    writing.write(result.prepared)
    sound = writing.show_check(result.prepared)
    return 0 if sound and not result.codeless else FINDINGS

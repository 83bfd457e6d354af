"""``juesuan trace``: which units a figure of a department comes from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan.cli.arguments import SETTINGS
from juesuan.cli.failures import FINDINGS
from juesuan.cli.screen import screen

if TYPE_CHECKING:
    from juesuan.consolidation.tracing import Trace


@click.command("trace", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="部门工作簿", type=click.Path(path_type=Path))
@click.argument("cell", metavar="单元格")
def command(workbook: Path, cell: str) -> int:
    """追溯部门公开表的一个金额：由哪些单位的哪个单元格相加而成。

    例：juesuan trace 部门.xlsx 公开03!D12

    部门工作簿是用 juesuan consolidate 汇总出来的。单位的文件后来改过、移走的，也会指出来。

    退出码：0 一致，1 部门的数或单位的文件后来改过，2 读不了或用法不对。
    """
    from juesuan.consolidation.tracing import trace

    found = trace(workbook, cell)
    _show(found)
    return 0 if found.sound else FINDINGS


def _show(found: Trace) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from juesuan.model.amount import format_hundredths

    click.echo(f"{found.address}  {found.label}：{format_hundredths(found.now)} {found.money}")
    if not (found.shares or found.total or found.eliminated):
        click.echo("各单位都没有这项金额")
        return
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for heading in ("单位", "单元格", "金额", "文件", "说明"):
        justify = "right" if heading == "金额" else "left"
        table.add_column(heading, overflow="fold", justify=justify)  # type: ignore[arg-type]
    for share in found.shares:
        missing = share.amount is None
        amount = "缺" if share.amount is None else format_hundredths(share.amount)
        place = str(share.address or "")
        remark = "没有找到这张表或这一栏" if missing else share.changed
        table.add_row(share.unit, place, amount, str(share.file), remark)
    for name, amount_of in (("抵销", found.eliminated), ("尾差", found.rounding)):
        if amount_of:
            table.add_row(name, "", format_hundredths(amount_of), "", "")
    table.add_row("合计", str(found.address), format_hundredths(found.total), "", "")
    screen().print(table)
    if found.exact is not None:
        click.echo(f"各单位元数相加：{format_hundredths(found.exact)} 元")
    if found.now != found.total:
        was = format_hundredths(found.total)
        click.echo(f"部门的数汇总之后改过：汇总时是 {was}，现在是 {format_hundredths(found.now)}")

"""``juesuan recalc``: totals computed afresh and compared with those that are saved in the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan.cli.arguments import SETTINGS, known_layout
from juesuan.cli.failures import FINDINGS

if TYPE_CHECKING:
    from juesuan.recalc.recalculation import Recalculation

_FEW = 3  # formulas without a result that are named one by one


@click.command("recalc", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="把改正后的工作簿另存到这里。"
)
@click.option("--in-place", is_flag=True, help="改正原文件，并先在旁边留一份备份。")
@click.option("--with-rounding", is_flag=True, help="四舍五入造成的尾差也改成各项之和；默认不动。")
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
@click.option("-v", "--verbose", is_flag=True, help="还列出尾差、填成数的、没有结果的公式和无法判断的合计。")
def command(
    workbook: Path,
    output: Path | None,
    in_place: bool,
    with_rounding: bool,
    layout: str | None,
    verbose: bool,
) -> int:
    """重新计算每个合计与小计，指出与文件里不同的单元格。

    只看不改；要改正，用 -o 另存或 --in-place 改原文件。改正只动这些单元格，文件的其余内容保持原样。

    退出码：0 全部相符或已改正，1 有不同，2 读不了或用法不对。
    """
    from juesuan.recalc.recalculation import recalculate

    if output and in_place:
        raise click.UsageError("-o 和 --in-place 只能用一个")
    result = recalculate(workbook, layout)
    _show(result, verbose=verbose)
    if not (output or in_place):
        return 0 if result.clean else FINDINGS
    changing = result.differences or (with_rounding and result.roundings)
    if in_place and not changing:
        click.echo("没有需要改正的单元格，文件没有改动")
        return 0
    target = output or workbook
    written = result.write(target, include_rounding=with_rounding)
    if written.backup:
        click.echo(f"备份：{written.backup}")
    click.echo(f"已写出：{target}")
    return 0


def _show(result: Recalculation, *, verbose: bool) -> None:
    from juesuan.recalc.differences import DifferenceKind

    unsaved = [one for one in result.differences if one.kind is DifferenceKind.NO_VALUE]
    in_one_line = len(unsaved) > _FEW and not verbose  # the work of a program that does not calculate
    for difference in result.differences:
        if not in_one_line or difference.kind is not DifferenceKind.NO_VALUE:
            click.echo(f"{difference.address}  {difference.sentence}")
    if in_one_line:
        places = "、".join(str(one.address) for one in unsaved[:_FEW])
        click.echo(f"没有保存结果的公式 {len(unsaved)} 处：{places}等（--verbose 逐个列出应有的结果）")
    for heading, entries in (
        ("尾差", result.roundings),
        ("提醒", result.notes),
        ("无法判断", result.unclear),
    ):
        for entry in entries if verbose else ():
            click.echo(f"{heading}  {entry.address}  {entry.sentence}")
    count = len(result.differences)
    others = [
        f"{heading} {len(entries)} 处"
        for heading, entries in (
            ("尾差", result.roundings),
            ("提醒", result.notes),
            ("无法判断", result.unclear),
        )
        if entries
    ]
    more = f"；另有{'、'.join(others)}{'' if verbose else '（--verbose 列出）'}" if others else ""
    click.echo(f"{result.path}：{f'{count} 处不同' if count else '全部相符'}{more}")

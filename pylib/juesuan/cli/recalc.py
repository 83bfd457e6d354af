"""``juesuan recalc``: totals computed afresh and compared with those that are saved in the workbook."""

from __future__ import annotations

from pathlib import Path

import click

from juesuan.cli.arguments import SETTINGS


@click.command("recalc", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="把改正后的工作簿另存到这里。"
)
@click.option("--in-place", is_flag=True, help="改正原文件，并先在旁边留一份备份。")
def command(workbook: Path, output: Path | None, in_place: bool) -> int:
    """重新计算每个合计与小计，指出与文件里保存的数不同的单元格。

    只看不改；要改正，用 -o 另存或 --in-place 改原文件。改正只动这些单元格，文件的其余内容保持原样。

    退出码：0 全部相符，1 有不同，2 读不了或用法不对。
    """
    from juesuan.books.saving import keep_backup
    from juesuan.recalc import recalculate
    from juesuan.report.words import amount_text

    if output and in_place:
        raise click.UsageError("-o 和 --in-place 只能用一个")
    result = recalculate(workbook)
    for difference in result.differences:
        figures = f"保存的 {amount_text(difference.stated)}，算得 {amount_text(difference.computed)}"
        click.echo(f"{difference.address}  {figures}：{difference.reason}")
    count = len(result.differences)
    click.echo(f"{workbook}：{f'{count} 处不同' if count else '全部相符'}")
    if count and (output or in_place):
        if in_place:
            click.echo(f"备份：{keep_backup(workbook)}")
        target = output or workbook
        result.write(target)
        click.echo(f"已改正：{target}")
        return 0
    return 1 if count else 0

"""``juesuan unmark``: take the marks of ``check --annotate`` out of a workbook."""

from __future__ import annotations

from pathlib import Path

import click

from juesuan.cli.arguments import SETTINGS


@click.command("unmark", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="去掉标注后另存到哪里；默认改原文件，并先在旁边留一份备份。",
)
def command(workbook: Path, output: Path | None) -> int:
    """去掉 juesuan check --annotate 加上的颜色、批注和“校验结果”工作表。

    单元格恢复原来的底色和批注；标注之后填的数、改的格式都保留。
    """
    from juesuan.books.marking import unmark_workbook
    from juesuan.books.marking.records import read_records
    from juesuan.books.package import Package
    from juesuan.books.saving import keep_backup
    from juesuan.cli.outputs import keep_if_foreign

    if read_records(Package.open(workbook)) is None:
        click.echo(f"没有标注：{workbook}")
        return 0
    if output is None:
        click.echo(f"备份：{keep_backup(workbook)}")
    else:
        keep_if_foreign(output)
    target = output or workbook
    count = unmark_workbook(workbook, target)
    click.echo(f"已去掉 {count} 个单元格的标注：{target}")
    return 0

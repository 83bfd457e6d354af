"""``juesuan fill-performance``: sheets for 绩效自评, and their rates, points and totals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from juesuan.cli.arguments import SETTINGS
from juesuan.cli.failures import FINDINGS
from juesuan.cli.writing_options import writing_options


@click.command("fill-performance", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--project", "projects", multiple=True, metavar="名称", help="给这个项目加一张自评表，可以重复。"
)
@writing_options
def command(
    workbook: Path,
    projects: tuple[str, ...],
    layout: str | None,
    **where: Any,  # noqa: ANN401 - what click hands over
) -> int:
    """加部门整体和项目的绩效自评表，算出执行率、得分和总分。

    例：juesuan fill-performance 公开表.xlsx --project 培训费 --project 档案管理费 --in-place

    没有的表新加（绩效整体、绩效项目1……），已有的只改算得出的格子：执行率、预算执行得分、总分，
    以及有分值而没有填得分的定量指标；您填的得分不会改。部门指标的实际完成值空着时，从同名的项目指标汇总。

    退出码：0 都算好了，1 还有要填的，2 读不了或用法不对。
    """
    from juesuan.cli.change_table import Writing
    from juesuan.fill.performance import fill_performance

    writing = Writing(workbook, **where)
    writing.refuse_nonsense()
    if not all(name.strip() for name in projects):
        raise click.UsageError("--project 后面要写项目名称")
    rating = fill_performance(workbook, projects, layout_id=layout)
    writing.show([], rating.prepared)
    for sentence in rating.left:
        click.echo(f"留待填写：{sentence}")
    writing.write(rating.prepared)
    return FINDINGS if rating.left else 0

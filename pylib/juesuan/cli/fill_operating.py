"""``juesuan fill-operating``: the supporting sheet 机关运行经费 from 公用经费 and the kinds of units."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from juesuan.cli.arguments import SETTINGS
from juesuan.cli.writing_options import writing_options


@click.command("fill-operating", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@writing_options
def command(
    workbook: Path,
    layout: str | None,
    **where: Any,  # noqa: ANN401 - what click hands over
) -> int:
    """按单位性质计算机关运行经费，填写附表“机关运行经费”。

    例：juesuan fill-operating 公开表.xlsx --in-place

    单位全部为行政、参公时取公用经费合计；还有其他事业单位时，只取行政、参公单位在附表里填的数；
    两类单位都没有时为 0。单位性质取自封面。
    说不清的列在“留待填写”里，并在单元格上加批注，填好后再运行即去掉。不写 -o 或 --in-place 时只看不改。

    退出码：0 填好了且没有错误，1 有留待填写的或核对有错误，2 读不了或用法不对。
    """
    from juesuan.cli.drafting import write_draft
    from juesuan.fill.operating import fill_operating

    return write_draft(workbook, where, lambda: fill_operating(workbook, layout_id=layout, marked=True))

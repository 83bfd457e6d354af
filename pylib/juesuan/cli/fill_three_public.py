"""``juesuan fill-three-public``: 公开09 from the supporting sheet 三公经费明细."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from juesuan.cli.arguments import SETTINGS
from juesuan.cli.writing_options import writing_options


@click.command("fill-three-public", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@writing_options
def command(
    workbook: Path,
    layout: str | None,
    **where: Any,  # noqa: ANN401 - what click hands over
) -> int:
    """按附表“三公经费明细”填写“三公”经费支出决算表，预算数和决算数都填。

    例：juesuan fill-three-public 公开表.xlsx --in-place

    明细表留空的表示还不知道，公开表里原有的数不动；确实没有的填 0。
    说不清的列在“留待填写”里，并在单元格上加批注，填好后再运行即去掉。不写 -o 或 --in-place 时只看不改。

    退出码：0 填好了且没有错误，1 有留待填写的或核对有错误，2 读不了或用法不对。
    """
    from juesuan.cli.drafting import write_draft
    from juesuan.fill.three_public import fill_three_public

    return write_draft(workbook, where, lambda: fill_three_public(workbook, layout_id=layout, marked=True))

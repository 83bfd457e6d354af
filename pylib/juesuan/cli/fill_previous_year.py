"""``juesuan fill-previous-year``: last year's figures kept in this year's workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from juesuan.cli.arguments import SETTINGS, known_layout
from juesuan.cli.failures import FINDINGS
from juesuan.cli.writing_options import anyway_option, writing_options


@click.command("fill-previous-year", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "last_year",
    metavar="上年工作簿",
    required=True,
    type=click.Path(path_type=Path),
    help="上年公开的工作簿，版式可以与本年不同。",
)
@click.option(
    "--last-layout",
    metavar="版式",
    callback=known_layout,
    help="按这个版式读取上年工作簿；默认按文件自身判断。",
)
@anyway_option
@writing_options
def command(
    workbook: Path,
    last_year: Path,
    last_layout: str | None,
    layout: str | None,
    anyway: bool,
    **where: Any,  # noqa: ANN401 - what click hands over
) -> int:
    """把上年公开的各数存到“上年数”表，供增减比较和情况说明使用。

    例：juesuan fill-previous-year 公开表.xlsx --from 上年公开表.xlsx --in-place

    只写“上年数”这一张表（有“图表”的，也写其中的上年数）。不写 -o 或 --in-place 时只看不改。

    文件不是上年的、单位名称不同的，不写入；确认没有选错文件的，加 --anyway。

    退出码：0 完成，1 有需要看的（年度、单位不符等），2 读不了或用法不对。
    """
    from juesuan.cli.change_table import Writing
    from juesuan.fill.previous_sheet import fill_previous_year

    writing = Writing(workbook, **where)
    writing.refuse_nonsense()
    filling = fill_previous_year(workbook, last_year, layout_id=layout, last_layout_id=last_layout)
    previous = filling.previous
    year = f"{previous.year} 年度" if previous.year else "年度未注明"
    known = f"{len(previous.tables)} 张表、{len(previous.amounts)} 个数"
    sentences = [f"文件“{last_year}”：{previous.organisation or '单位未注明'}，{year}，{known}"]
    sentences += [f"请看一眼：{complaint}" for complaint in previous.complaints]
    writing.show(sentences, filling.prepared)
    if anyway or not writing.refused(previous.misfits):
        writing.write(filling.prepared)
    return FINDINGS if previous.complaints else 0

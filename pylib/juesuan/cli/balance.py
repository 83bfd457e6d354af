"""``juesuan balance``: a filled workbook rounded again from its 元 figures so that all tables add up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from juesuan.cli.arguments import SETTINGS
from juesuan.cli.failures import FINDINGS
from juesuan.cli.writing_options import report_option, writing_options

_SHOWN = 20


@click.command("balance", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option("--plain", is_flag=True, help="改为逐格四舍五入（合计会有尾差）。")
@click.option(
    "--overwrite-edits", is_flag=True, help="取数后手工改过的数也按元数改回；默认遇到这样的数就不写文件。"
)
@report_option
@writing_options
def command(
    workbook: Path,
    report: Path | None,
    layout: str | None,
    *,
    plain: bool,
    overwrite_edits: bool,
    **where: Any,  # noqa: ANN401 - what click hands over
) -> int:
    """配平：按“元数”表重新折算为万元，使九张表的合计、小计和表间关系全部相等。

    例：juesuan balance 公开表.xlsx --in-place --report 折算说明.xlsx

    “元数”表由 juesuan fill 写入；没有这张表的工作簿不能配平。不写 -o 或 --in-place 时只看不改。

    退出码：0 全部配平且没有错误，1 有需要看的，2 读不了或用法不对。
    """
    from juesuan.cli.change_table import Writing
    from juesuan.fill.balancing import balance
    from juesuan.rounding.report import sentences

    writing = Writing(workbook, report=report, **where)
    writing.refuse_nonsense()
    result = balance(workbook, by_cell=plain, layout_id=layout)
    told = [finding.sentence for finding in result.edited[:_SHOWN]]
    if len(result.edited) > _SHOWN:
        told.append(f"取数后改过的数一共 {len(result.edited)} 个，以上是前 {_SHOWN} 个")
    told += sentences(result.rounding) if result.rounding else ()
    writing.show(told, result.prepared)
    writing.write_report(told, result.prepared, result.rounding)
    if result.edited and not overwrite_edits:
        click.echo(
            f"没有写入文件：有 {len(result.edited)} 个数取数后改过，配平会把它们改回。"
            "确定要改回，加 --overwrite-edits；要保留，请改来源后重新取数"
        )
        return FINDINGS
    writing.write(result.prepared)
    sound = writing.show_check(result.prepared)
    return 0 if sound and (result.rounding is None or result.rounding.holds) else FINDINGS

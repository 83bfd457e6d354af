"""``juesuan fill``: a workbook filled from an export of the treasury's software."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from juesuan.cli.arguments import SETTINGS, known_layout
from juesuan.cli.failures import FINDINGS

if TYPE_CHECKING:
    from juesuan.fill.filling import Filling


@click.command("fill", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "export",
    metavar="导出文件",
    required=True,
    type=click.Path(path_type=Path),
    help="财决软件导出的工作簿（元），或映射文件说明的其他导出。",
)
@click.option(
    "--mapping", metavar="来源", default="caijue-2023", help="内置来源的名称或映射文件。", show_default=True
)
@click.option(
    "--rounding",
    metavar="方式",
    type=click.Choice(["balanced", "plain"]),
    default="balanced",
    show_default=True,
    help="元折算为万元：balanced 使各表全部配平，plain 逐格四舍五入。",
)
@click.option("--dry-run", is_flag=True, help="逐格列出要改什么，不写文件。")
@click.option(
    "-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="把填好的工作簿另存到这里。"
)
@click.option("--in-place", is_flag=True, help="填写原文件，并先在旁边留一份备份。")
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
def command(
    workbook: Path,
    export: Path,
    mapping: str,
    rounding: str,
    layout: str | None,
    **where: Any,  # noqa: ANN401 - what click hands over
) -> int:
    """从财决导出取数，填写九张表，元折算为万元并使各表配平。

    例：juesuan fill 公开表.xlsx --from 财决导出.xlsx -o 填好的公开表.xlsx

    只改该改的单元格，批注、格式、其他工作表保持原样；精确的元数存在“元数”表里。
    不写 -o 或 --in-place 时只看不改。

    退出码：0 对账相符且没有错误，1 有需要看的，2 读不了或用法不对。
    """
    from juesuan.cli.change_table import Writing, show_changes, show_check
    from juesuan.fill.filling import Way, fill

    writing = Writing(workbook, **where)
    writing.refuse_nonsense()
    filling = fill(workbook, export, source=mapping, way=Way(rounding), layout_id=layout)
    _show_source(filling)
    _show_rounding(filling)
    show_changes(filling.prepared, all_of_them=writing.dry_run)
    writing.write(filling.prepared)
    sound = show_check(filling.prepared, writing.target)
    return 0 if sound and filling.clean else FINDINGS


def _show_source(filling: Filling) -> None:
    from juesuan.fill.source_words import figures_lines, reconciliation_lines

    for line in (
        *figures_lines(filling.figures),
        *reconciliation_lines(filling.reconciliation, filling.exact),
    ):
        click.echo(line)
    for warning in filling.warnings:
        click.echo(f"注意：{warning}")


def _show_rounding(filling: Filling) -> None:
    if filling.rounding is None:
        return
    from juesuan.rounding.report import sentences

    for sentence in sentences(filling.rounding):
        click.echo(sentence)

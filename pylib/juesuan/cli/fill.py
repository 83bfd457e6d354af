"""``juesuan fill``: a workbook filled from an export of the treasury's software."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from juesuan.cli.arguments import SETTINGS
from juesuan.cli.failures import FINDINGS
from juesuan.cli.writing_options import anyway_option, report_option, writing_options

if TYPE_CHECKING:
    from juesuan.cli.change_table import Writing
    from juesuan.fill.approved_budget import ApprovedBudget


@click.command("fill", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "export",
    metavar="导出文件",
    type=click.Path(path_type=Path),
    help="财决软件导出的工作簿（元），或映射文件说明的其他导出。",
)
@click.option(
    "--mapping", metavar="来源", default="caijue-2023", help="内置来源的名称或映射文件。", show_default=True
)
@click.option(
    "--budget",
    metavar="预算文件",
    type=click.Path(path_type=Path),
    help="批复的年初预算（.xlsx 或 .csv，有科目编码、年初预算两栏），写到“年初预算”表。",
)
@click.option(
    "--budget-unit",
    metavar="单位",
    type=click.Choice(["元", "万元"]),
    help="预算文件的金额单位；默认按文件里注明的。",
)
@click.option(
    "--rounding",
    metavar="方式",
    type=click.Choice(["balanced", "plain"]),
    default="balanced",
    show_default=True,
    help="元折算为万元：balanced 使各表全部配平，plain 逐格四舍五入。",
)
@anyway_option
@report_option
@writing_options
def command(
    workbook: Path,
    export: Path | None,
    budget: Path | None,
    layout: str | None,
    mapping: str,
    anyway: bool,
    **options: Any,  # noqa: ANN401 - what click hands over
) -> int:
    """从财决导出取数，填写九张表，元折算为万元并使各表配平。

    例：juesuan fill 公开表.xlsx --from 财决导出.xlsx -o 填好的公开表.xlsx

    只改该改的单元格，批注、格式、其他工作表保持原样；精确的元数存在“元数”表里，年初预算存在“年初预算”表里。
    不写 -o 或 --in-place 时只看不改；来源是别的年度、别的单位的，不写入，确认没有选错的加 --anyway。

    退出码：0 对账相符且没有错误，1 有需要看的，2 读不了或用法不对。
    """
    from juesuan.cli.change_table import Writing

    unit, way = options.pop("budget_unit"), options.pop("rounding")
    writing = Writing(workbook, **options)
    writing.refuse_nonsense()
    if export is None and budget is None:
        raise click.UsageError("请用 --from 给出导出文件，或用 --budget 给出预算文件")
    if export is None and budget is not None:
        return _budget_only(writing, budget, unit, layout)
    from juesuan.fill.approved_budget import read_approved_budget
    from juesuan.fill.filling import Way, fill
    from juesuan.fill.filling_words import filling_lines

    approved = read_approved_budget(budget, unit) if budget else None
    filling = fill(workbook, export or "", source=mapping, way=Way(way), layout_id=layout, budget=approved)
    sentences = [*filling_lines(filling, own_budget=approved is not None), *_told_of_budget(approved)]
    writing.show(sentences, filling.prepared)
    if anyway or not writing.refused(filling.warnings):
        writing.write(filling.prepared)
    writing.write_report(sentences, filling.prepared, filling.rounding, filling.figures)
    sound = writing.show_check(filling.prepared)
    doubts = filling.warnings or (approved and approved.complaints)
    return 0 if sound and filling.clean and not doubts else FINDINGS


def _budget_only(writing: Writing, budget: Path, unit: str | None, layout: str | None) -> int:
    from juesuan.fill.budget_sheet import fill_budget

    filling = fill_budget(writing.workbook, budget, unit=unit, layout_id=layout)
    sentences = _told_of_budget(filling.approved)
    writing.show(sentences, filling.prepared)
    writing.write(filling.prepared)
    writing.write_report(sentences, filling.prepared)
    return FINDINGS if filling.approved.complaints else 0


def _told_of_budget(approved: ApprovedBudget | None) -> list[str]:
    if approved is None:
        return []
    from juesuan.model.amount import format_hundredths

    total = format_hundredths(sum(figure.fen for figure in approved.items.values()))
    count = f"{len(approved.items)} 个项的年初预算，相加 {total} 元"
    return [
        f"文件“{approved.path}”：{count}",
        *(f"请看一眼：{complaint}" for complaint in approved.complaints),
    ]

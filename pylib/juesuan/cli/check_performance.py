"""``juesuan check-performance``: the sheets of 绩效自评, or the forms in a publication's text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan.cli.arguments import SETTINGS, known_layout
from juesuan.cli.failures import FINDINGS

if TYPE_CHECKING:
    from juesuan.model.finding import Report
    from juesuan.performance.case import Case


@click.command("check-performance", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--text",
    "document",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="公开文本：核对其中的绩效情况说明；工作簿里没有自评表时，核对文本附件里的。",
)
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
@click.option("-v", "--verbose", is_flag=True, help="列出没有看懂的内容。")
def command(workbook: Path, document: Path | None, layout: str | None, *, verbose: bool) -> int:
    """核对绩效自评表：执行率、得分、分值、总分，与情况说明、决算表、其他自评表是否一致。

    例：juesuan check-performance 公开表.xlsx --text 部门决算.pdf

    退出码：0 没有错误，1 有错误，2 读不了或用法不对，或没有自评表。
    """
    from juesuan.model.rule import Severity
    from juesuan.performance.checking import check_performance, workbook_case
    from juesuan.recalc.reading import read

    case = workbook_case(read(workbook, layout), document)
    if not case.evaluation.forms:
        raise click.UsageError(
            "没有读到填好的绩效自评表：用 juesuan fill-performance 加表并填写，或用 --text 给出公开文本"
        )
    report = check_performance(case)
    _show(report, case, verbose=verbose)
    return FINDINGS if report.count(Severity.ERROR) else 0


def _show(report: Report, case: Case, *, verbose: bool) -> None:
    from juesuan.model.rule import Severity
    from juesuan.report.words import SEVERITIES

    for finding in report.findings:
        click.echo(f"{SEVERITIES[finding.severity]}  {finding.rule.id}  {finding.address or ''}")
        click.echo(f"      {finding.message}")
    for form in case.evaluation.forms if verbose else ():
        for what in form.unread:
            click.echo(f"没有看懂：{form.title}：{what}")
    counts = "，".join(f"{SEVERITIES[severity]} {report.count(severity)}" for severity in Severity)
    forms = (
        f"部门整体 {int(case.evaluation.department is not None)} 张、项目 {len(case.evaluation.projects)} 张"
    )
    click.echo(f"{forms}；{counts}；没有看懂 {case.evaluation.unread} 处")

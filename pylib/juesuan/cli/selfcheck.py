"""``juesuan selfcheck``: the bureau's questions answered by evidence, against the officer's answers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan.cli.arguments import SETTINGS, known_layout
from juesuan.cli.failures import FINDINGS

if TYPE_CHECKING:
    from juesuan.model.selfcheck import Line, Selfcheck

_SHOWN_TEXT, _SHOWN_REASONS = 46, 3


@click.command("selfcheck", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--text",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="公开文本：.docx、有文字层的 .pdf、.html 或 .txt；不给则与文字有关的项留给人核对。",
)
@click.option(
    "--answers",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="本单位填的自查表（.xlsx 或 .csv，有“序号”“是或否”两列）；不给则用公开文本最后的自查表。",
)
@click.option(
    "--list", "checklist", metavar="自查表", default="", help="自查表的编号或 .yaml 文件；默认按版式。"
)
@click.option(
    "-o", "--output", metavar="文件", type=click.Path(path_type=Path), help="把填好的自查表写成 .xlsx。"
)
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
@click.option("-v", "--verbose", is_flag=True, help="列出每一项，不只是不符的和要人核对的。")
def command(  # noqa: PLR0913 - the options
    workbook: Path,
    *,
    text: Path | None,
    answers: Path | None,
    checklist: str,
    output: Path | None,
    layout: str | None,
    verbose: bool,
) -> int:
    """按财政部门的自查表逐项核对：有依据的填好，与依据不符的回答列出，其余说明要看什么。

    例：juesuan selfcheck 公开表.xlsx --text 部门决算.pdf -o 自查表.xlsx

    原文件不会被改动。反向问题（如“是否存在……问题”）按反向判断。

    退出码：0 没有不符，1 有不符，2 读不了或用法不对。
    """
    from juesuan.cli.waiver_lists import own_waivers
    from juesuan.model.selfcheck import Verdict
    from juesuan.recalc.reading import read
    from juesuan.rules import check
    from juesuan.selfcheck.running import Sources, selfcheck_of

    _refuse_overwriting(output, workbook, text, answers)
    disclosure = read(workbook, layout)
    report = check(disclosure, waivers=own_waivers(workbook))
    result = selfcheck_of(disclosure, report, Sources(text, answers, checklist))
    if disclosure.layout.id not in result.checklist.layouts:
        click.echo(
            f"注意：这张自查表不是“{disclosure.layout.title}”的，格式类的项按那里的口径判断；"
            "用 --list 给出本地的自查表"
        )
    _show(result, verbose=verbose)
    if output:
        from juesuan.report.selfcheck_workbook import write_selfcheck

        write_selfcheck(result, output, disclosure.organisation)
        click.echo(f"已写：{output}")
    return FINDINGS if result.of(Verdict.CONTRADICTED) else 0


def _refuse_overwriting(output: Path | None, *sources: Path | None) -> None:
    if output is None:
        return
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(f"-o 应是 .xlsx 文件：{output}")
    if any(source and source.absolute() == output.absolute() for source in sources):
        raise click.UsageError(f"-o 不能是读取的文件：{output}")


def _show(result: Selfcheck, *, verbose: bool) -> None:
    from juesuan.model.selfcheck import Verdict

    click.echo(f"{result.checklist.title}（{len(result.lines)} 项）")
    for line in result.lines:
        if verbose or line.verdict in {Verdict.CONTRADICTED, Verdict.DOUBTFUL}:
            _show_line(line)
    by_person = [str(line.item.number) for line in result.of(Verdict.PERSON)]
    if by_person and not verbose:
        click.echo(f"请人工核对：第 {'、'.join(by_person)} 项（-v 列出要看什么）")
    counts = "，".join(f"{verdict.value} {len(result.of(verdict))}" for verdict in Verdict)
    click.echo(counts)


def _show_line(line: Line) -> None:
    item = line.item
    said = f"原答“{line.given}”，" if line.given else ""
    should = "应答" if line.judgement.certain else "可能应答"
    answer = f"{should}“{line.judgement.answer}”" if line.judgement.answer else "由人判断"
    text = item.text if len(item.text) <= _SHOWN_TEXT else f"{item.text[:_SHOWN_TEXT]}……"
    reverse = "（反向问题）" if item.reverse else ""
    click.echo(f"{line.verdict.value}  第 {item.number} 项{reverse} {text}")
    click.echo(f"      {said}{answer}")
    for reason in line.judgement.reasons[:_SHOWN_REASONS]:
        click.echo(f"      {reason}")
    if len(line.judgement.reasons) > _SHOWN_REASONS:
        click.echo(f"      ……共 {len(line.judgement.reasons)} 条依据，写成 .xlsx（-o）可看全部")

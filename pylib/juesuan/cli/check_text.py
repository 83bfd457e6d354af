"""``juesuan check-text``: the words of a publication checked against its tables and against themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from juesuan.cli.arguments import SETTINGS, known_layout, known_rules
from juesuan.cli.failures import FINDINGS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from juesuan.model.finding import Report
    from juesuan.statements.words import Words

_FORMATS = ("terminal", "html", "xlsx", "json")
_SHOWN = 40


@click.command("check-text", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "--text",
    "document",
    metavar="文件",
    required=True,
    type=click.Path(path_type=Path),
    help="公开文本：.docx、有文字层的 .pdf、.html 或 .txt。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(_FORMATS),
    default="terminal",
    metavar="形式",
    help="报告的形式：terminal（屏幕，默认）、html（网页）、xlsx（工作簿）、json（供程序读取）。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="报告写到哪里。网页和工作簿默认写在公开文本旁边。",
)
@click.option(
    "--rule",
    "rules",
    metavar="编号",
    multiple=True,
    callback=known_rules,
    help="只用这些规则，可以重复，可以写 W1*。",
)
@click.option("--skip", metavar="编号", multiple=True, callback=known_rules, help="不用这些规则，写法同上。")
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
@click.option("-v", "--verbose", is_flag=True, help="列出没有看懂的数字。")
def command(  # noqa: PLR0913 - the options
    workbook: Path,
    *,
    document: Path,
    form: str,
    output: Path | None,
    rules: tuple[str, ...],
    skip: tuple[str, ...],
    layout: str | None,
    verbose: bool,
) -> int:
    """核对公开文本里的文字：引用的数、比率、增减方向、科目名称、应有的内容、遗留的模板文字、绩效自评。

    例：juesuan check-text 公开表.xlsx --text 部门决算.docx

    两个文件都不会被改动。没有看懂的数字不猜，只计数；用 -v 列出。

    退出码：0 没有错误，1 有错误，2 读不了、用法不对，或文件不是这个部门这一年的决算公开文本。
    """
    from juesuan.cli.checking import Choices
    from juesuan.cli.outputs import Outputs
    from juesuan.model.rule import Severity
    from juesuan.performance.checking import with_performance
    from juesuan.recalc.reading import read
    from juesuan.statements.checking import checked
    from juesuan.statements.recognition import recognised
    from juesuan.statements.words import understand
    from juesuan.texts import read_writing

    outputs = Outputs(Choices(form=form, output=output), several=False)
    outputs.refuse_overwriting([workbook, document])
    words = understand(read(workbook, layout), read_writing(document))
    notices = (*words.writing.notices, *recognised(words))
    report = with_performance(checked(words, rules=rules, skip=skip), words, rules=rules, skip=skip)
    if form == "terminal":
        _show(report, words, notices, verbose=verbose)
    else:
        for notice in notices:
            click.echo(f"注意：{notice}", err=True)
        outputs.write(report, document)
        outputs.finish([report])
    return FINDINGS if report.count(Severity.ERROR) else 0


def _show(report: Report, words: Words, notices: Sequence[str], *, verbose: bool) -> None:
    from juesuan.model.rule import Severity
    from juesuan.report.words import SEVERITIES

    for notice in notices:
        click.echo(f"注意：{notice}")
    for finding in report.findings:
        place = finding.address.sheet if finding.address else ""
        click.echo(f"{SEVERITIES[finding.severity]}  {finding.rule.id}  {place}")
        click.echo(f"      {finding.message}")
    extraction = words.extraction
    if verbose:
        for numeral in extraction.not_understood[:_SHOWN]:
            text = words.placed[numeral.paragraph].compact.text
            click.echo(f"没有看懂：{text[max(0, numeral.start - 20) : numeral.end]}")
    counts = "，".join(f"{SEVERITIES[severity]} {report.count(severity)}" for severity in Severity)
    understood, missed = len(extraction.statements), len(extraction.not_understood)
    left = f"原因和用途里的 {len(extraction.reasons)} 个数不核对"
    click.echo(f"{counts}；看懂了 {understood} 个数，没有看懂 {missed} 个，{left}")

"""``juesuan export``: the whole publication from a workbook."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from juesuan.cli.arguments import SETTINGS, known_layout
from juesuan.cli.failures import FINDINGS
from juesuan.model.rule import Severity

if TYPE_CHECKING:
    from juesuan.model.finding import Report
    from juesuan.publication.exporting import Export, Wishes

_FORMS = ("xlsx", "docx", "pdf", "html")
_SHOWN = 10


@click.command("export", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="文件夹",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="写到哪个文件夹。",
)
@click.option(
    "--form",
    "forms",
    multiple=True,
    type=click.Choice(_FORMS),
    metavar="形式",
    help="只要这些形式（xlsx、docx、pdf、html），可以重复；默认四种都要。",
)
@click.option("--draft", is_flag=True, help="出草稿：缺内容也生成 PDF，每页印“草稿”水印。")
@click.option("--force", is_flag=True, help="有错误也导出，须写明 --reason。")
@click.option("--reason", default="", metavar="理由", help="为什么有错误也要导出；只记入清单，不进公开文本。")
@click.option(
    "--words",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="要在文字里查找的词，一行一个；找到就不导出。",
)
@click.option("--allow", "allowed", multiple=True, metavar="文字", help="可以公开的号码或词，可以重复。")
@click.option("--layout", metavar="版式", callback=known_layout, help="按这个版式读取；默认按文件自身判断。")
def command(workbook: Path, folder: Path, layout: str | None, **options: Any) -> int:  # noqa: ANN401
    """导出公开文本：九张表的工作簿、Word 文档、PDF 和网页，各处数字一致。

    例：juesuan export 公开表.xlsx -o 公开

    先核对，有错误就不导出。再查文字里有没有身份证号、银行卡号、手机号，文件里有没有隐藏内容、批注、链接和个人信息。
    缺的内容在文中标出并逐条列出，补齐之前不生成 PDF（--draft 除外）。
    旁边的“清单.json”记录文件指纹和核对结果。

    退出码：0 全部导出，1 有错误、有不宜公开的内容或缺内容，2 读不了或用法不对。
    """
    from juesuan.cli.waiver_lists import own_waivers
    from juesuan.publication.exporting import export
    from juesuan.recalc.reading import read
    from juesuan.rules import check

    wishes = _wishes(**options)
    disclosure = read(workbook, layout)
    report = check(disclosure, waivers=own_waivers(workbook))
    result = export(disclosure, report, folder, wishes)
    if result.blocked:
        _show_blocked(result, report, workbook)
    else:
        _show_written(result, report)
    for concern in result.concerns:
        click.echo(f"{'不宜公开' if concern.grave else '请确认可以公开'}：{concern}")
    return 0 if result.complete else FINDINGS


def _wishes(
    *,
    forms: tuple[str, ...],
    draft: bool,
    force: bool,
    reason: str,
    words: Path | None,
    allowed: tuple[str, ...],
) -> Wishes:
    from juesuan.publication.exporting import Form, Wishes

    if force != bool(reason.strip()):
        raise click.UsageError("--force 和 --reason 要一起用：写明为什么有错误也要导出")
    return Wishes(
        forms=tuple(Form(form) for form in dict.fromkeys(forms)) or tuple(Form),
        draft=draft,
        reason=reason.strip(),
        words=_listed(words) if words else (),
        allowed=allowed,
    )


def _listed(path: Path) -> tuple[str, ...]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _show_blocked(result: Export, report: Report, workbook: Path) -> None:
    click.echo(f"没有导出：{'；'.join(result.blocked)}", err=True)
    errors = [finding for finding in report.findings if finding.severity is Severity.ERROR]
    for finding in errors[:_SHOWN]:
        click.echo(f"  {finding.rule.id} {finding.address or ''} {finding.message}", err=True)
    if errors:
        click.echo(f"改正后再导出；全部问题见 juesuan check {workbook}", err=True)
    click.echo("确需照此导出：加上 --force --reason 理由", err=True)


def _show_written(result: Export, report: Report) -> None:
    if errors := report.count(Severity.ERROR):
        click.echo(f"核对有 {errors} 个错误，按所写理由照样导出", err=True)
    for path in result.backups:
        click.echo(f"原来的文件有改动，已备份：{path}")
    for path in result.written:
        click.echo(f"已导出：{path}")
    if result.manifest:
        click.echo(f"清单：{result.manifest}")
    for form, sentence in result.refused.items():
        click.echo(f"没有生成 {form}：{sentence}", err=True)
    for path in result.stale:
        click.echo(f"注意：{path} 是以前导出的，这次没有更新", err=True)
    if gaps := result.publication.gaps:
        click.echo(f"还缺 {len(gaps)} 处内容，已在文中标出：")
        for part, lines in groupby(gaps, key=lambda gap: gap.part):
            click.echo(f"  {part}")
            for (section, missing), count in Counter((gap.section, gap.missing) for gap in lines).items():
                place = f"{section}：" if section else ""
                times = f"，共 {count} 处" if count > 1 else ""
                click.echo(f"    {place}{missing.what}（{missing.where}）{times}")

"""``juesuan narrate``: the explanation written from the figures, and what it leaves to the officer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from juesuan.cli.arguments import SETTINGS
from juesuan.cli.failures import FINDINGS
from juesuan.cli.writing_options import writing_options

if TYPE_CHECKING:
    from juesuan.fill.explanation import Explaining

_SHOWN = 12


@click.command("narrate", context_settings=SETTINGS, options_metavar="[选项]")
@click.argument("workbook", metavar="工作簿", type=click.Path(path_type=Path))
@click.option("--print", "printed", is_flag=True, help="把情况说明显示在屏幕上。")
@writing_options
def command(workbook: Path, layout: str | None, printed: bool, **where: Any) -> int:  # noqa: ANN401 - click's
    """按各表的数写情况说明，列出要由您填写的原因和成效。

    例：juesuan narrate 公开表.xlsx --in-place

    写两张表：“说明素材”列出数字说不出的内容（黄色格子由您填写），“情况说明”是写成的文字。
    填好素材后再运行一次，答案就写进文字里；您在“改写”一栏写的文字会保留。

    退出码：0 没有待补充的内容，1 还有待补充的，2 读不了或用法不对。
    """
    from juesuan.cli.change_table import Writing
    from juesuan.fill.explanation import write_explanation

    writing = Writing(workbook, **where)
    writing.refuse_nonsense()
    explaining = write_explanation(workbook, layout_id=layout)
    if printed:
        _print(explaining)
    writing.show([], explaining.prepared)
    writing.write(explaining.prepared)
    return FINDINGS if _show_gaps(explaining) else 0


def _print(explaining: Explaining) -> None:
    from juesuan.model.narrative import Paragraph

    for section in explaining.narrative.sections:
        click.echo(f"{'  ' * (section.level - 1)}{section.title}")
        for part in section.paragraphs:
            click.echo(f"    {part.text}" if isinstance(part, Paragraph) else f"    〔{part.id}〕")


def _show_gaps(explaining: Explaining) -> bool:
    """Print what is still missing; True when anything is."""
    narrative = explaining.narrative
    if not narrative.sections:
        click.echo("这个版式没有规定情况说明的写法，没有写")
        return True
    for name in narrative.stale:
        click.echo(f"请看一眼：段落“{name}”改写之后数字变了，请核对改写的文字，再清空“改写时的原文”")
    gaps = list(dict.fromkeys(f"{gap.what}（{gap.where}）" for _, gap in narrative.gaps()))
    for gap in gaps[:_SHOWN]:
        click.echo(f"待补充：{gap}")
    if len(gaps) > _SHOWN:
        click.echo(f"……另有 {len(gaps) - _SHOWN} 处待补充")
    click.echo(f"待补充 {len(gaps)} 处" if gaps else "没有待补充的内容")
    return bool(gaps or narrative.stale)

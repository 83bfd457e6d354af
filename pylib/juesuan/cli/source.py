"""juesuan source: mapping files for exports that no built-in source knows."""

from __future__ import annotations

from pathlib import Path

import click


@click.group("source", options_metavar="[选项]", subcommand_metavar="命令 [参数]...")
def command() -> None:
    """取数来源：为其他软件的导出写映射文件，试读导出文件。"""


@command.command("new", options_metavar="[选项]")
@click.argument("sample", metavar="样本文件", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=click.Path(path_type=Path),
    help="写到这个文件，默认是样本旁边的 .yaml。",
)
def new(sample: Path, output: Path | None) -> None:
    """按样本的表头写一份映射文件，猜到的填好，猜不到的留作注释。

    例：juesuan source new 科目余额表.xlsx -o 我的映射.yaml
    """
    from juesuan.books.saving import keep_backup, written_beside
    from juesuan.fill.sources.mapping import mapping_from_sample

    text = mapping_from_sample(sample)
    target = output or sample.with_suffix(".yaml")
    if target.exists():
        click.echo(f"原来的映射文件已备份为“{keep_backup(target)}”")
    with written_beside(target) as beside:
        beside.write_text(text, encoding="utf-8")
    click.echo(f"已写出“{target}”，请打开核对标着“猜”的各行，然后试读：")
    click.echo(f"  juesuan source check {sample} --mapping {target}")


@command.command("check", options_metavar="[选项]")
@click.argument("export", metavar="导出文件", type=click.Path(path_type=Path))
@click.option(
    "--mapping", metavar="来源", default="caijue-2023", help="内置来源的名称或映射文件。", show_default=True
)
@click.option("--layout", "layout_id", metavar="版式", help="同时按这个版式对账，如 wuhan-2023。")
def check(export: Path, mapping: str, layout_id: str | None) -> int:
    """试读一份导出文件：取到什么，什么没有取到，合计与明细对不对得上。

    例：juesuan source check 财决导出.xlsx --layout wuhan-2023
    """
    from juesuan.fill.sources.loading import load_source
    from juesuan.fill.sources.reading import read_source
    from juesuan.fill.sources.words import figures_lines, reconciliation_lines

    figures = read_source(export, load_source(mapping))
    for line in figures_lines(figures):
        click.echo(line)
    unclean = bool(figures.complaints)
    if layout_id:
        from juesuan.fill.exact_disclosure import exact_disclosure
        from juesuan.fill.reconciliation import reconcile
        from juesuan.layouts import load_layout

        disclosure = exact_disclosure(figures, load_layout(layout_id))
        result = reconcile(figures, disclosure)
        for line in reconciliation_lines(result, disclosure):
            click.echo(line)
        unclean = unclean or not result.clean
    return int(unclean)

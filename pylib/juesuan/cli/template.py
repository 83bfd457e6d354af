"""``juesuan template``: blank workbooks made from the layouts."""

from __future__ import annotations

from pathlib import Path

import click

from juesuan.cli.arguments import SETTINGS, known_layout


@click.group(
    "template", context_settings=SETTINGS, options_metavar="[选项]", subcommand_metavar="命令 [参数]..."
)
def command() -> None:
    """生成空白的填报模板。"""


@command.command("build", options_metavar="[选项]")
@click.argument("layout", required=False, metavar="[版式]", callback=known_layout)
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="文件夹",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("workbook_templates"),
    help="写到哪个文件夹，默认是当前文件夹下的 workbook_templates。",
)
def build(layout: str | None, folder: Path) -> int:
    """按版式生成模板工作簿；不写版式则全部生成。"""
    from juesuan.books.template import build_template
    from juesuan.layouts import layout_ids

    for identity in [layout] if layout else layout_ids():
        click.echo(f"已生成：{build_template(identity, folder)}")
    return 0


@command.command("list", options_metavar="[选项]")
def list_layouts() -> int:
    """列出可用的版式。"""
    from juesuan.layouts import layout_ids, load_layout

    for identity in layout_ids():
        layout = load_layout(identity)
        click.echo(f"{identity}  {layout.title}（{len(layout.tables)} 张表）")
    return 0
